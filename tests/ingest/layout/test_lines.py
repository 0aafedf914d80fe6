from ingest.layout.lines import printed_lines
from ingest.layout.printed import Area, Character
from tests.ingest.layout.sheets import characters


def test_white_wider_than_a_character_parts_two_columns() -> None:
    lines = printed_lines([*characters("左栏的一行", 0, 0), *characters("右栏的一行", 70, 0)])
    assert [line.text for line in lines] == ["左栏的一行", "右栏的一行"]


def test_characters_come_in_reading_order_however_they_are_stored() -> None:
    stored = [*characters("第二行", 0, 20), *reversed(characters("第一行", 0, 0))]
    assert [line.text for line in printed_lines(stored)] == ["第一行", "第二行"]


def test_a_gap_between_words_becomes_a_space() -> None:
    first, second = characters("记者", 0, 0), characters("程帆", 23, 0)
    assert [line.text for line in printed_lines([*first, *second])] == ["记者 程帆"]


def test_the_white_half_of_a_mark_becomes_no_space() -> None:
    comma = Character("，", Area(20, 0, 25, 10), 10)
    lines = printed_lines([*characters("今天", 0, 0), comma, *characters("晴朗", 30, 0)])
    assert [line.text for line in lines] == ["今天，晴朗"]


def test_vertical_text_is_one_line_behind_the_others() -> None:
    vertical = [mark for at, text in enumerate("渔港春来早") for mark in characters(text, 300, 11 * at)]
    lines = printed_lines([*vertical, *characters("横排的正文在左边", 0, 0)])
    assert [line.text for line in lines] == ["横排的正文在左边", "渔港春来早"]
