"""JSON and CSV tables of articles: columns are mapped, a bad row is reported with its line, the others go on."""

import json
from datetime import date
from pathlib import Path

import pytest

from ingest.formats import Hints
from rag.records import ArticleKind
from tests.ingest.formats.reading import STORY, read, read_one, refusal

MAPPED = Hints(columns={"title": "标题", "text": "正文", "date": "日期"})
ROWS = [{"title": "灯塔点亮", "text": "\n".join(STORY), "date": "2024-06-19"}, {"title": "再点亮", "text": STORY[0]}]


def write(path: Path, value: object) -> Path:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


@pytest.mark.parametrize("value", [ROWS, {"count": 2, "empty": [], "about": {"a": [1]}, "articles": ROWS}])
def test_a_json_list_is_read_wherever_it_stands(tmp_path: Path, value: object) -> None:
    articles, problems = read(write(tmp_path / "a.json", value))
    assert ([one.headline for one in articles], problems) == (["灯塔点亮", "再点亮"], [])
    assert (articles[0].paragraphs, articles[0].source.date) == (STORY, date(2024, 6, 19))


def test_a_json_article_knows_its_lines(tmp_path: Path) -> None:
    articles, _ = read(write(tmp_path / "a.json", ROWS))
    assert [(one.origin[0].first_line, one.origin[0].last_line) for one in articles] == [(2, 6), (7, 10)]


def test_a_json_row_without_text_is_a_problem_with_its_line(tmp_path: Path) -> None:
    articles, (problem, other) = read(write(tmp_path / "a.json", [{"title": "灯塔"}, 7, ROWS[0]]))
    assert len(articles) == 1
    assert (problem.line, other.line) == (2, 5)
    assert "no text" in problem.reason
    assert "no JSON object" in other.reason


def test_what_stands_before_the_damage_of_a_cut_json_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", ROWS)
    path.write_text(path.read_text("utf-8")[:-20], "utf-8")
    articles, (problem,) = read(path)
    assert [one.headline for one in articles] == ["灯塔点亮"]
    assert "rest" in problem.reason


@pytest.mark.parametrize(
    ("text", "word"),
    [("", "empty"), ("{", "no JSON"), ('{"a": 1}', "no list"), ("7", "no list"), ("[]", ""), ("[" * 99999, "JSON")],
)
def test_json_without_articles_is_refused_or_empty(tmp_path: Path, text: str, word: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(text, "utf-8")
    articles, problems = read(path)
    assert articles == []
    assert all(word in problem.reason for problem in problems)
    assert bool(problems) == bool(word)


def test_rows_with_paragraphs_and_kind_read_like_rows_with_text(tmp_path: Path) -> None:
    row = {"page": "3", "title": "更正", "kind": "notice", "authors": ["李晓云"], "paragraphs": list(STORY)}
    path = tmp_path / "page.gold.jsonl"
    path.write_text(json.dumps(row), "utf-8")
    article = read_one(path)
    assert (article.paragraphs, article.authors, article.kind) == (STORY, ("李晓云",), ArticleKind.NOTICE)


def test_mapped_names_are_read_in_json_lines_too(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"标题": "灯塔点亮", "正文": STORY[0], "日期": "20240619"}), "utf-8")
    article = read_one(path, MAPPED)
    assert (article.headline, article.source.date) == ("灯塔点亮", date(2024, 6, 19))


def test_a_field_that_no_article_has_cannot_be_mapped(tmp_path: Path) -> None:
    _, (problem,) = read(write(tmp_path / "a.json", ROWS), Hints(columns={"titel": "标题"}))
    assert "titel" in problem.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_csv_is_read_in_any_encoding_and_with_any_delimiter(tmp_path: Path, encoding: str, mark: str) -> None:
    path = tmp_path / "a.csv"
    lines = [
        mark.join(["标题", "正文", "日期"]),
        mark.join(["灯塔点亮", '"' + "\n".join(STORY) + '"', "2024年6月19日"]),
    ]
    path.write_bytes("\r\n".join([*lines, "", mark.join(["再点亮", STORY[0], ""])]).encode(encoding))
    articles, problems = read(path, MAPPED)
    assert problems == []
    assert [one.headline for one in articles] == ["灯塔点亮", "再点亮"]
    assert (articles[0].paragraphs, articles[0].source.date) == (STORY, date(2024, 6, 19))
    assert [(one.origin[0].first_line, one.origin[0].last_line) for one in articles] == [(2, 4), (6, 6)]


def test_a_csv_without_a_column_for_the_text_names_the_columns_it_has(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("标题,正文\n灯塔,亮了\n", "utf-8")
    assert "标题, 正文" in refusal(path)
    assert "--map text=" in refusal(path)


def test_a_mapped_column_that_a_csv_lacks_is_reported_and_the_rows_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"正文\n{STORY[0]}\n", "utf-8")
    articles, problems = read(path, MAPPED)
    assert len(articles) == 1
    assert ["标题" in problem.reason for problem in problems] == [True, False]


def test_a_bad_csv_row_is_reported_with_its_line_and_the_others_go_on(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    long = "长" * 200_000
    path.write_text(f"title,text\n灯塔,\n塔,{long}\n点亮,{STORY[0]}\n", "utf-8")
    articles, problems = read(path)
    assert [one.headline for one in articles] == ["点亮"]
    assert [problem.line for problem in problems] == [2, 3]


def test_nul_bytes_in_a_csv_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"title,text\n灯塔,{STORY[0]}{STORY[1]}{STORY[2]}\0\n".encode())
    assert read_one(path).paragraphs == ("".join(STORY),)


@pytest.mark.parametrize(
    "raw", ["\ufeff标题,正文\n甲,乙".encode("utf-16-be") + b"\n", b"\xe6\x00\xa0\x87\xe9\xa2\x98,\xe6\x97"]
)
def test_a_csv_that_is_damaged_in_its_header_is_refused(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(raw)
    assert "damaged" in refusal(path) or "column" in refusal(path)
