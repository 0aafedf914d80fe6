import pytest

from ingest.layout.gutters import Column, Frame
from ingest.layout.order import in_order
from ingest.layout.printed import Area, Leaf
from tests.ingest.layout.sheets import SIZE, column, line, sheet


def texts(leaf: Leaf) -> str:
    pieces = in_order(leaf, SIZE)
    columns = [part for piece in pieces for part in ([piece] if isinstance(piece, Column) else piece.columns)]
    return "".join(printed.text[0] for part in columns for printed in part.lines)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6])
def test_columns_are_read_from_left_to_right(count: int) -> None:
    marks = "甲乙丙丁戊己"[:count]
    lines = [each for at, mark in enumerate(marks) for each in column([mark * 7] * 4, 90 * at, 0)]
    assert texts(sheet(lines)) == "".join(mark * 4 for mark in marks)


def test_a_headline_across_columns_comes_before_them() -> None:
    lines = [*column(["甲" * 20] * 4, 0, 60), *column(["乙" * 20] * 4, 220, 60), line("题" * 10, 100, 20, 25)]
    assert texts(sheet(lines)) == "题" + "甲" * 4 + "乙" * 4


def test_a_headline_across_columns_parts_what_is_above_from_what_is_below() -> None:
    above = [*column(["甲" * 20] * 3, 0, 0), *column(["乙" * 20] * 3, 220, 0)]
    below = [*column(["丙" * 20] * 3, 0, 120), *column(["丁" * 20] * 3, 220, 120)]
    assert texts(sheet([*below, *above, line("题" * 12, 60, 70, 25)])) == "甲甲甲乙乙乙题丙丙丙丁丁丁"


def test_a_headline_too_short_to_cross_a_gutter_still_spans() -> None:
    lines = [*column(["甲" * 20] * 4, 0, 60), *column(["乙" * 20] * 4, 220, 60), line("题题", 0, 20, 25)]
    assert texts(sheet([*column(["丙" * 20] * 4, 440, 60), *lines])) == "题甲甲甲甲乙乙乙乙丙丙丙丙"


def test_a_headline_inside_a_column_stays_in_it() -> None:
    left = [*column(["甲" * 20] * 2, 0, 0), line("题题题", 0, 32, 14), *column(["丙" * 20] * 4, 0, 52)]
    assert texts(sheet([*left, *column(["乙" * 20] * 7, 220, 0)])) == "甲甲题丙丙丙丙" + "乙" * 7


def test_stories_set_in_different_columns_are_read_one_after_the_other() -> None:
    above = [each for at, mark in enumerate("甲乙") for each in column([mark * 25] * 4, 270 * at, 0)]
    below = [each for at, mark in enumerate("丙丁戊") for each in column([mark * 15] * 4, 180 * at, 100)]
    assert texts(sheet([*above, *below])) == "甲甲甲甲乙乙乙乙丙丙丙丙丁丁丁丁戊戊戊戊"


def test_a_frame_is_read_as_one_where_it_stands() -> None:
    inside = column(["框" * 18] * 3, 10, 50)
    lines = [*column(["甲" * 20] * 3, 0, 0), *inside, *column(["丙" * 20] * 3, 0, 100)]
    pieces = in_order(sheet([*lines, *column(["乙" * 20] * 9, 220, 0)], (Area(0, 45, 205, 96),)), SIZE)
    assert [isinstance(piece, Frame) for piece in pieces] == [False, True, False, False]
