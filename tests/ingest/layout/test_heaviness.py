"""Bold type is told by the ink in a line's box."""

import numpy as np

from ingest.evidence import read_lines
from ingest.labels import Label
from ingest.layout.heaviness import with_heaviness
from ingest.layout.overrun import Pixels
from ingest.layout.printed import Area, PrintedLine
from ingest.segment import read as read_of


def lines(texts: list[str]) -> list[PrintedLine]:
    return [
        PrintedLine(text, Area(0, 20.0 * at, 10.0 * len(text), 20.0 * at + 10), 10.0) for at, text in enumerate(texts)
    ]


def evenly(shares: list[float]) -> Pixels:
    """Rows of ten points with so much ink, spread evenly."""
    pixels = np.full((20 * len(shares), 200, 3), 255, np.uint8)
    for at, share in enumerate(shares):
        pixels[20 * at : 20 * at + round(10 * share)] = 0
    return pixels


def test_a_line_with_more_ink_than_most_is_bold() -> None:
    texts = ["灯塔昨晚重新点亮", "渔民可以凭灯光夜航", "塔高二十六米射程远", "底层向市民免费开放"]
    found = with_heaviness(lines(texts), evenly([0.5, 0.3, 0.3, 0.3]))
    assert [line.heavy for line in found] == [True, False, False, False]


def test_a_leaf_in_bold_type_throughout_has_no_bold_lines() -> None:
    texts = ["灯塔昨晚重新点亮", "渔民可以凭灯光夜航"]
    assert not any(line.heavy for line in with_heaviness(lines(texts), evenly([0.5, 0.3])))


def test_a_line_of_a_few_characters_is_too_short_to_tell() -> None:
    found = with_heaviness(lines(["更正", *["渔民可以凭灯光夜航的海"] * 3]), evenly([0.6, 0.3, 0.3, 0.3]))
    assert not found[0].heavy


def test_a_bold_line_is_more_probably_a_headline() -> None:
    story = ["渔民可以凭灯光夜航，市海事局昨日通", "报，这次修缮历时八个月，换上了新的", "透镜和电机。"]
    page = ["灯塔昨晚点亮", *story, "渡轮增开夜班", *story]
    plain, told = (read_of(read_lines(page, heavy=heavy)).chances[4, Label.HEAD_1] for heavy in ((), {1, 5}))
    assert told > 10 * plain
