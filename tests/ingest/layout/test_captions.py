import pytest

from ingest.layout.captions import caption_length
from ingest.layout.gutters import Column
from ingest.layout.paragraphs import placed_lines
from ingest.layout.printed import Area, PrintedLine, around
from tests.ingest.layout.sheets import SIZE, column, line

SMALL = 8.0
PICTURE = Area(100, 100, 300, 200)
WORDS = ["三月四日，渔船归航。", "江远帆 摄"]


def length(lines: list[PrintedLine]) -> int:
    placed = placed_lines(Column(around([each.area for each in lines]), tuple(lines)), 1)
    return caption_length(placed, 0, SIZE, 1.08 * SIZE, (PICTURE,))


@pytest.mark.parametrize(
    ("left", "top"), [(110, 205), (110, 76), (305, 120), (15, 120)], ids=["below", "above", "right", "left"]
)
def test_smaller_type_at_any_side_of_a_picture_is_its_caption(left: float, top: float) -> None:
    assert length([*column(WORDS, left, top, SMALL), *column(["正文从这里开始。"], left, top + 200)]) == 2


def test_smaller_type_far_from_every_picture_is_none() -> None:
    assert length(column(WORDS, 110, 260, SMALL)) == 0


def test_running_text_beside_a_picture_is_no_caption() -> None:
    assert length(column(["渔港今天开市，渔船出海。", "鱼价平稳。"], 305, 120)) == 0


@pytest.mark.parametrize("size", [SIZE, 1.2 * SIZE], ids=["in the text's size", "larger"])
def test_a_headline_over_the_small_type_belongs_to_the_caption(size: float) -> None:
    assert length([line("潮起鲜来", 110, 203, size), *column(WORDS, 110, 218, SMALL)]) == 3
