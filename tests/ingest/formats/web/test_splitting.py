"""One article or several on a page."""

from datetime import date
from pathlib import Path

from rag.records import Article
from tests.ingest.formats.reading import read
from tests.ingest.formats.web.pages import OTHER, STORY, page, paragraphs


def articles(tmp_path: Path, body: str, title: str = "澜湾晨报") -> list[Article]:
    path = tmp_path / "a.html"
    path.write_text(page(body, title), "utf-8")
    return read(path)[0]


def headlines(found: list[Article]) -> list[str]:
    return [article.headline for article in found]


def test_headings_with_a_box_and_a_text_each_begin_articles(tmp_path: Path) -> None:
    found = articles(
        tmp_path,
        f'<h1>城事</h1><p>2024年8月17日 来源：澜湾晨报</p><div class="list">'
        f'<div class="item"><h3>首座海上驿站开张</h3>{paragraphs(STORY)}</div>'
        f'<div class="item"><h3>夜市延到零点</h3>{paragraphs(OTHER)}</div></div>',
    )
    assert [(article.headline, article.paragraphs) for article in found] == [
        ("首座海上驿站开张", STORY),
        ("夜市延到零点", OTHER),
    ]
    assert {article.source.date for article in found} == {date(2024, 8, 17)}


def test_sections_of_one_story_stay_in_it(tmp_path: Path) -> None:
    sections = f"<h2>从哪里来</h2>{paragraphs(STORY)}<h2>到哪里去</h2>{paragraphs(STORY)}"
    body = f"<h1>一条舢板的三个去处</h1>{paragraphs(OTHER)}{sections}"
    (article,) = articles(tmp_path, f"<article>{body}</article>", "一条舢板的三个去处 - 海岸周刊")
    assert article.headline == "一条舢板的三个去处"
    assert article.paragraphs == (*OTHER, "从哪里来", *STORY, "到哪里去", *STORY)


def test_bold_lines_above_texts_with_datelines_begin_articles_though_nothing_encloses_them(tmp_path: Path) -> None:
    found = articles(
        tmp_path,
        f"<h1>早安澜湾</h1><div><p><b>首座海上驿站开张了</b></p><p>本报讯 {STORY[0]}</p><p>{STORY[1]}</p>"
        f"<p><b>滨河夜市延到零点</b></p><p>据新华社青屿8月16日电 {OTHER[0]}</p></div>",
    )
    assert headlines(found) == ["首座海上驿站开张了", "滨河夜市延到零点"]


def test_every_article_has_its_own_day_and_author(tmp_path: Path) -> None:
    item = '<article><h2>{}</h2><div class="meta"><time datetime="{}">前天</time> 记者：{}</div>{}</article>'
    found = articles(
        tmp_path,
        item.format("首座海上驿站开张", "2024-08-17T06:00:00+08:00", "贺川", paragraphs(STORY))
        + item.format("夜市延到零点", "2024-08-16", "江晚", paragraphs(OTHER)),
    )
    assert [(article.source.date, article.authors) for article in found] == [
        (date(2024, 8, 17), ("贺川",)),
        (date(2024, 8, 16), ("江晚",)),
    ]


def test_a_list_of_teasers_is_no_page_of_articles(tmp_path: Path) -> None:
    teasers = "".join(
        f'<div class="item"><h3><a href="{at}">海上驿站开张</a></h3>'
        f'<p>{STORY[0][:20]}...<a href="{at}">[详细]</a></p></div>'
        for at in range(6)
    )
    assert articles(tmp_path, f"<h1>要闻</h1>{teasers}") == []
