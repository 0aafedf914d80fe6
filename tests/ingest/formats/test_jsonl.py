"""JSON Lines give an article a line; a bad line is reported and the others go on."""

import json
from datetime import date
from pathlib import Path

import pytest

from ingest.formats import Hints, Problem, jsonl
from ingest.formats.jsonl import read_jsonl
from rag.errors import InputError
from rag.records import Article

ROW = {
    "doc_id": "dg-1",
    "title": "灯塔点亮",
    "text": "青屿灯塔昨晚点亮。\n渔民可以夜航。",
    "date": "2024-06-19",
    "source": "东港晚报",
}


def read(path: Path, *lines: object, hints: Hints | None = None) -> list[Article | Problem]:
    texts = (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    path.write_text("\n".join(texts), encoding="utf-8")
    return list(read_jsonl(path, hints or Hints()))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "articles.jsonl"


def test_a_row_becomes_an_article(path: Path) -> None:
    (article,) = read(path, ROW)
    assert isinstance(article, Article)
    assert (article.source.external_id, article.headline, article.source.newspaper) == ("dg-1", "灯塔点亮", "东港晚报")
    assert (article.source.date, article.paragraphs) == (date(2024, 6, 19), ("青屿灯塔昨晚点亮。", "渔民可以夜航。"))


def test_only_the_text_must_be_there(path: Path) -> None:
    (article,) = read(path, {"text": "青屿灯塔昨晚点亮。"}, hints=Hints(date(2024, 6, 19), "东港晚报"))
    assert isinstance(article, Article)
    assert (article.source.date, article.source.newspaper, article.headline) == (date(2024, 6, 19), "东港晚报", "")


def test_authors_and_page_are_kept_when_there(path: Path) -> None:
    (article,) = read(path, ROW | {"authors": ["李晓云", "陈默"], "page": 3})
    assert isinstance(article, Article)
    assert (article.authors, article.source.page) == (("李晓云", "陈默"), "3")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{not json", "not JSON"),
        ("[1, 2]", "no JSON object"),
        ({"title": "灯塔"}, "no text"),
        ({"text": " \n "}, "no text"),
        ({"text": ["灯塔"]}, "no text"),
        ({"text": "灯塔", "date": "昨天"}, "昨天"),
        ('{"text": "\\ud800灯塔"}', "half a character"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_a_bad_line_is_a_problem_and_the_others_go_on(path: Path, line: object, reason: str) -> None:
    (problem, article) = read(path, line, ROW, hints=Hints(file="input/articles.jsonl"))
    assert isinstance(problem, Problem)
    assert (problem.file, problem.line) == ("input/articles.jsonl", 1)
    assert reason in problem.reason
    assert isinstance(article, Article)


def test_a_line_too_long_is_a_problem_and_the_others_go_on(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "LONGEST_LINE", 200)
    (problem, article) = read(path, {"text": "灯" * 5000}, {"text": "灯塔点亮。"})
    assert isinstance(problem, Problem)
    assert "longer than 200 bytes" in problem.reason
    assert isinstance(article, Article)


def test_lines_of_another_encoding_are_read_or_reported(path: Path) -> None:
    good = '{"text": "东港市海事局昨日通报，青屿灯塔修缮完工，这是它建成以来的第三次大修，渔民可以在夜间出海。"}'
    path.write_bytes(good.encode("gb18030") + b"\n\xff\xfe\xfd\n")
    (article, problem) = read_jsonl(path, Hints())
    assert isinstance(article, Article)
    assert article.paragraphs[0].startswith("东港市海事局")
    assert isinstance(problem, Problem)


def test_a_mark_at_the_files_start_and_blank_lines_are_no_problem(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(ROW).encode() + b"\r\n\r\n")
    assert len(list(read_jsonl(path, Hints()))) == 1


@pytest.mark.parametrize(("raw", "word"), [(b"", "empty"), (b"\n\n", "empty"), ("{}".encode("utf-16"), "UTF-16")])
def test_a_file_without_rows_is_refused(path: Path, raw: bytes, word: str) -> None:
    path.write_bytes(raw)
    with pytest.raises(InputError, match=word):
        list(read_jsonl(path, Hints()))


def test_a_missing_file_is_refused(path: Path) -> None:
    with pytest.raises(InputError, match=r"articles\.jsonl"):
        list(read_jsonl(path, Hints()))
