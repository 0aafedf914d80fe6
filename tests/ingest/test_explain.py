"""Every line of a page is shown with its label and score."""

from pathlib import Path

from ingest.explain import LineReading, explain
from ingest.formats import Hints, Problem

PAGE = Path(__file__).parents[2] / "examples" / "pages" / "linlan-2024-03-04-p1.txt"


def test_every_printed_line_comes_once_in_order_with_a_probability() -> None:
    found = [item for item in explain([PAGE], Hints()) if isinstance(item, LineReading)]
    printed = [number for number, line in enumerate(PAGE.read_text("utf-8").split("\n"), 1) if line.strip()]
    assert [reading.number for reading in found] == printed
    assert all(0 <= reading.score <= 1 for reading in found)


def test_headlines_bodies_and_furniture_are_told_apart() -> None:
    found = [item for item in explain([PAGE], Hints()) if isinstance(item, LineReading)]
    assert found[0].label == "furniture: day"
    assert [reading.label for reading in found[1:4]] == ["headline", "headline", "body"]


def test_a_page_that_is_kept_whole_says_so_line_by_line(tmp_path: Path) -> None:
    page = tmp_path / "english.txt"
    page.write_text("The ferry sails again.\nPears are ripe at the school.\n", "utf-8")
    assert {item.label for item in explain([page], Hints()) if isinstance(item, LineReading)} == {"whole"}


def test_a_file_of_ready_articles_has_no_lines_to_explain(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"title": "梨熟了", "text": "果园里的梨熟了。"}\n', "utf-8")
    (problem,) = explain([file], Hints())
    assert isinstance(problem, Problem)
    assert "--explain" in problem.reason
