"""Markup → pieces."""

import pytest

from ingest.formats.web.markup import read_markup


def texts(markup: str) -> list[str]:
    return [piece.text for piece in read_markup(markup).pieces]


def test_a_paragraph_ends_where_the_next_begins_though_nobody_closed_it() -> None:
    assert texts("<div><p>船开了。<p>灯亮了。<div>人来了。</div></div>") == ["船开了。", "灯亮了。", "人来了。"]


def test_a_row_of_short_cells_is_one_piece_with_its_gaps_kept() -> None:
    (first, second) = read_markup("<table><tr><td>区<td>天数<tr><td><p>鹭汀</p></td><td><p>265</p></td></table>").pieces
    assert (first.row, second.row) == ("区\u2002天数", "鹭汀\u2002265")


@pytest.mark.parametrize("cell", ["船开了。", "长" * 60, "<p>船</p><p>灯</p>"])
def test_a_table_that_lays_a_page_out_is_no_row_of_figures(cell: str) -> None:
    assert "灯塔点亮" in texts(f"<table><tr><td>{cell}</td><td>灯塔点亮</td></tr></table>")


@pytest.mark.parametrize(
    "unseen",
    [
        '<p style="display: none">别看。</p>',
        "<p hidden>别看。</p>",
        '<p style="visibility:hidden">别看。</p>',
        '<span style="font-size:0">别看。</span>',
        '<p aria-hidden="true">别看。</p>',
        "<template><p>别看。</p></template>",
        "<script>document.write('别看。')</script>",
        "<nav>别看。</nav>",
        "<!-- 别看。 -->",
    ],
)
def test_what_a_reader_of_the_page_does_not_see_is_passed_over(unseen: str) -> None:
    assert texts(f"<p>船开了，码头上站满了人。</p>{unseen}<p>灯亮了。</p>") == ["船开了，码头上站满了人。", "灯亮了。"]


def test_text_that_a_script_would_make_visible_is_read_when_it_is_most_of_the_page() -> None:
    assert texts('<h1>灯塔</h1><div style="visibility: hidden"><p>船开了，灯亮了。</p></div>') == [
        "灯塔",
        "船开了，灯亮了。",
    ]


def test_a_piece_knows_links_bold_type_and_moments() -> None:
    markup = '<p><time datetime="2024-06-02T06:00">6月2日</time><a href="x"><b>灯塔</b></a></p>'
    (piece,) = read_markup(markup).pieces
    assert piece.apart == "2024-06-02T06:00｜灯塔"
    assert piece.linked == piece.share(bold=True) == pytest.approx(2 / 6)


def test_a_stray_end_tag_in_a_cell_does_not_end_the_table() -> None:
    (first, second) = read_markup("<div id=a><table><tr><td>船开了。</div><br>灯亮了。</td></tr></table></div>").pieces
    assert first.element is second.element


def test_ten_thousand_open_tags_are_counted_and_not_kept() -> None:
    (piece,) = read_markup("<div>" * 10_000 + "船开了。" + "</div>" * 10_000).pieces
    assert sum(1 for _ in piece.element.lineage()) < 1000


@pytest.mark.parametrize("damage", ["<![C x]>", "<![<![CDATA[>", "<![endif]>", "<![>", "<!x>"])
def test_a_damaged_section_is_passed_over_like_a_comment(damage: str) -> None:
    assert texts(f"<p>船开了。</p>{damage}<p>灯亮了。</p>") == ["船开了。", "灯亮了。"]


def test_a_page_that_ends_in_a_section_is_read_as_far_as_it_goes() -> None:
    assert texts("<p>船开了。</p><![<![CDATA[<![CDATA")[0] == "船开了。"
