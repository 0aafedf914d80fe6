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
    assert [reading.label for reading in found[1:4]] == ["kicker", "headline", "body"]


def test_a_page_that_is_kept_whole_says_so_line_by_line(tmp_path: Path) -> None:
    page = tmp_path / "english.txt"
    page.write_text("The ferry sails again.\nPears are ripe at the school.\n", "utf-8")
    assert {item.label for item in explain([page], Hints()) if isinstance(item, LineReading)} == {"whole"}


def test_a_file_of_ready_articles_has_no_lines_to_explain(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"title": "梨熟了", "text": "果园里的梨熟了。"}\n', "utf-8")
    (problem,) = explain([file], Hints())
    assert isinstance(problem, Problem)
    assert problem.skipped
    assert "--explain" in problem.reason


def test_every_piece_of_a_web_page_comes_with_its_label_and_its_probability(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text(
        "<title>渡轮复航_临澜日报</title><nav><a href='/'>首页</a></nav><h3>海上交通</h3>"
        "<h1>渡轮复航</h1><h2>头班船载八十二人</h2>"
        "<p>2031-05-01　来源：临澜日报</p><div><figure><img src='a'><figcaption>乘客上船。</figcaption></figure>"
        "<p>停航三天的渡轮昨天清晨复航，头一班船载了八十二人，码头上排起了长队。</p>"
        "<p>港务局说，周末每天加开两班，票价不变。</p></div>"
        "<div class='comments'><p>网友评论</p><p>等了好久。</p></div><p style='display:none'>暗处的字</p>",
        "utf-8",
    )
    found = [item for item in explain([page], Hints()) if isinstance(item, LineReading)]
    assert [(item.label, item.text[:6]) for item in found] == [
        ("kicker", "海上交通"),
        ("headline", "渡轮复航"),
        ("subtitle", "头班船载八十"),
        ("byline", "2031-0"),
        ("caption", "乘客上船。"),
        ("body", "停航三天的渡"),
        ("paragraph", "港务局说，周"),
        ("furniture: comment", "网友评论"),
        ("furniture: comment", "等了好久。"),
        ("furniture: navigation", "首页"),
        ("furniture: hidden", "暗处的字"),
    ]
    assert all(0.5 < item.score <= 1 for item in found)


def test_a_web_page_without_an_article_is_explained_before_it_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text("<ul><li><a href='1'>大桥昨天合龙</a></li><li><a href='2'>菜市场开张</a></li></ul>", "utf-8")
    *lines, problem = explain([page], Hints())
    assert [line.label for line in lines if isinstance(line, LineReading)] == ["furniture: links"] * 2
    assert isinstance(problem, Problem)
