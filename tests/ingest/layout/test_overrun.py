import numpy as np

from ingest.layout.overrun import Box, Pixels, inked, parted

HIGH = 30


def paper(*boxes: tuple[int, int, int]) -> Pixels:
    """Return white paper with black boxes, each left, right and top, as high as a line."""
    pixels = np.full((400, 800, 3), 255, dtype=np.uint8)
    for left, right, top in boxes:
        pixels[top : top + HIGH, left:right] = 0
    return pixels


def box(left: float, right: float, top: float = 0) -> Box:
    return (left, top, right, top + HIGH)


def read(found: Box) -> str:
    return f"{found[0]:.0f}"


COLUMN = [(box(430, 700, top), "右栏") for top in (50, 100, 150)]


def test_a_box_over_a_gutter_is_cut_where_the_column_begins() -> None:
    line = (box(100, 700), "左栏右栏")
    parts = parted(line, [line, *COLUMN], paper((100, 400, 0), (430, 700, 0)), read)
    assert [(round(each[0]), round(each[2])) for each, _ in parts] == [(100, 400), (430, 700)]
    assert [text for _, text in parts] == ["100", "430"]


def test_a_box_over_two_gutters_is_cut_twice() -> None:
    third = [(box(560, 700, top), "三栏") for top in (200, 250, 300)]
    line = (box(100, 700), "三栏")
    parts = parted(line, [line, *COLUMN, *third], paper((100, 400, 0), (430, 530, 0), (560, 700, 0)), read)
    assert [round(each[0]) for each, _ in parts] == [100, 430, 560]


def test_a_line_without_white_at_the_edge_stays_whole() -> None:
    line = (box(100, 700), "通栏")
    assert parted(line, [line, *COLUMN], paper((100, 700, 0)), read) == [line]


def test_a_mark_and_its_white_before_an_indent_stay_with_their_line() -> None:
    line = (box(385, 700), "柄，就")
    assert parted(line, [line, *COLUMN], paper((385, 410, 0), (430, 700, 0)), read) == [line]


def test_a_sliver_that_the_neighbour_has_too_is_cut_off() -> None:
    line, neighbour = (box(385, 700), "圈后"), (box(100, 405), "三天")
    parts = parted(line, [line, neighbour, *COLUMN], paper((100, 405, 0), (430, 700, 0)), read)
    assert [round(each[0]) for each, _ in parts] == [430]


def test_the_last_words_of_a_paragraph_in_the_next_column_are_read_by_themselves() -> None:
    line = (box(100, 470), "左栏说电。")
    above_and_below = [(box(430, 700, top), "右栏") for top in (-40, 40, 80)]
    parts = parted(line, [line, *above_and_below], paper((100, 400, 0), (430, 470, 0)), read)
    assert [(round(each[0]), round(each[2])) for each, _ in parts] == [(100, 400), (430, 470)]


def test_the_white_at_both_ends_of_a_box_is_no_part_of_it() -> None:
    assert inked(box(95, 410), paper((100, 400, 0))) == (100, 0, 400, HIGH)
