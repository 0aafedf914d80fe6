from rich.cells import cell_len
from rich.text import Text

from ui.terminal.wrap import wrap


def lines(text: str, width: int) -> list[str]:
    return [line.plain for line in wrap(Text(text), width)]


def test_a_han_character_takes_two_cells() -> None:
    assert lines("一二三四五六七", 6) == ["一二三", "四五六", "七"]


def test_no_line_begins_with_closing_punctuation() -> None:
    assert lines("一二三，四五", 6) == ["一二", "三，四", "五"]


def test_no_line_ends_with_an_opening_bracket() -> None:
    assert lines("一二《三》四", 6) == ["一二", "《三》", "四"]


def test_a_latin_word_or_a_number_is_kept_whole() -> None:
    assert lines("共计 12345 元整", 8) == ["共计", "12345 元", "整"]


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert lines("abcdefghij", 4) == ["abcd", "efgh", "ij"]


def test_line_ends_of_the_text_are_kept() -> None:
    assert lines("一\n\n二", 10) == ["一", "", "二"]


def test_no_line_is_wider_than_asked() -> None:
    text = (
        "青岚大桥（全长4.7公里）计划于2032年10月通车；《青岚日报》说：“从老城到岚东新区，车程将由50分钟缩短到12分钟。”"
    )
    for width in range(8, 50):
        assert all(cell_len(line) <= width for line in lines(text, width))
        assert "".join(lines(text, width)) == text


def test_styles_go_with_their_characters() -> None:
    text = Text("一二三四")
    text.stylize("bold", 2, 4)
    second = wrap(text, 4)[1]
    assert second.plain == "三四"
    assert [(span.start, span.end, span.style) for span in second.spans] == [(0, 2, "bold")]
