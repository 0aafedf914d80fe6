"""Markdown: headings begin articles, marks leave the text, the front matter tells the rest."""

from datetime import date
from pathlib import Path

import pytest

from ingest.formats import Hints
from ingest.notes import Listener, PageNote
from rag.records import Article, ArticleKind
from tests.ingest.formats.reading import STORY, read, read_one, refusal


def articles(tmp_path: Path, text: str) -> list[Article]:
    path = tmp_path / "a.md"
    path.write_bytes(text.encode())
    found, problems = read(path)
    assert problems == []
    return found


def test_a_document_without_headings_is_one_article_with_its_first_line_as_headline(tmp_path: Path) -> None:
    (article,) = articles(tmp_path, "灯塔点亮\n\n" + "\n\n".join(STORY))
    assert (article.headline, article.paragraphs) == ("灯塔点亮", STORY)


def test_headings_of_the_first_level_begin_articles_and_lower_ones_do_not(tmp_path: Path) -> None:
    found = articles(tmp_path, f"# 灯塔点亮\n{STORY[0]}\n## 开放\n{STORY[2]}\n# 再点亮\n{STORY[1]}\n")
    assert [one.headline for one in found] == ["灯塔点亮", "再点亮"]
    assert found[0].paragraphs == (STORY[0], "开放", STORY[2])
    assert [(one.origin[0].first_line, one.origin[0].last_line) for one in found] == [(1, 4), (5, 6)]


def test_a_heading_above_several_articles_is_the_collections_title(tmp_path: Path) -> None:
    found = articles(tmp_path, f"# 东港晚报\n\n## 灯塔点亮\n{STORY[0]}\n\n## 再点亮\n{STORY[1]}\n")
    assert [one.headline for one in found] == ["灯塔点亮", "再点亮"]


def test_text_before_the_first_heading_is_kept(tmp_path: Path) -> None:
    found = articles(tmp_path, f"{STORY[0]}\n\n# 再点亮\n{STORY[1]}\n")
    assert [(one.headline, one.paragraphs) for one in found] == [("", (STORY[0],)), ("再点亮", (STORY[1],))]


def test_the_front_matter_tells_title_date_author_and_newspaper(tmp_path: Path) -> None:
    matter = "---\ntitle: '灯塔点亮'\ndate: 2024-06-19\nauthor:\n  - 李晓云\n  - 陈默\nsource: 东港晚报\n---\n"
    (article,) = articles(tmp_path, matter + STORY[0])
    assert article.source.label == "《东港晚报》2024-06-19《灯塔点亮》"
    assert article.authors == ("李晓云", "陈默")


def test_dateline_and_reporters_leave_the_text(tmp_path: Path) -> None:
    (article,) = articles(tmp_path, f"# 灯塔点亮\n\n本报青屿6月18日讯（记者 李晓云）{STORY[0]}\n")
    assert (article.dateline, article.authors) == ("本报青屿6月18日讯", ("李晓云",))
    assert article.paragraphs == (STORY[0],)


def test_marks_leave_the_text_and_lists_and_tables_stay_lines(tmp_path: Path) -> None:
    table = "| 丙 | 丁 |\n|---|---|\n| 1 | 2 |\n"
    text = f"灯塔\n====\n\n> **青屿**[灯塔](http://example.org)`亮`了。![图](a.png)\n\n- 甲\n2. *乙*\n\n{table}"
    (article,) = articles(tmp_path, text)
    assert article.headline == "灯塔"
    assert article.paragraphs == ("青屿灯塔亮了。", "甲", "乙", "丙 丁", "1 2")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_joined_whatever_ends_them(tmp_path: Path, end: str) -> None:
    (article,) = articles(tmp_path, end.join(["# 灯塔点亮", STORY[0][:10], STORY[0][10:], "", STORY[1]]))
    assert article.paragraphs == STORY[:2]


def test_a_file_of_headings_only_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# 灯塔\n", "utf-8")
    assert "no article" in refusal(path)


def test_a_date_in_the_name_is_the_day_of_issue(tmp_path: Path) -> None:
    path = tmp_path / "2024-06-19.md"
    path.write_text(f"# 灯塔点亮\n{STORY[0]}", "utf-16")
    assert read_one(path).source.date == date(2024, 6, 19)


def test_words_of_a_picture_on_its_own_line_are_a_caption(tmp_path: Path) -> None:
    story, caption = articles(tmp_path, f"# 灯塔点亮\n{STORY[0]}\n![渔民在灯塔下合影。陈默 摄](a.png)\n{STORY[1]}\n")
    assert story.paragraphs == STORY[:2]
    assert (caption.paragraphs, caption.authors) == (("渔民在灯塔下合影。",), ("陈默",))
    assert (caption.kind, caption.headline) == (ArticleKind.CAPTION, "")


def test_every_block_is_told_of_and_a_heading_without_text_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"# 东港晚报\n\n## 灯塔点亮\n{STORY[0]}\n\n{STORY[1]}\n## 再点亮\n{STORY[2]}\n", "utf-8")
    notes: list[PageNote] = []
    read(path, Hints(listener=Listener(page=notes.append)))
    assert [(line.number, line.label) for line in notes[0].lines] == [
        (1, "bare heading"),
        (3, "headline"),
        (4, "body"),
        (6, "paragraph"),
        (7, "headline"),
        (8, "body"),
    ]
    assert notes[0].dropped == {"bare heading": 1}


def test_text_above_the_collections_title_is_kept(tmp_path: Path) -> None:
    found = articles(tmp_path, f"{STORY[2]}\n\n# 东港晚报\n\n## 灯塔点亮\n{STORY[0]}\n\n## 再点亮\n{STORY[1]}\n")
    assert [one.headline for one in found] == ["", "灯塔点亮", "再点亮"]
