"""A headline's words come back in the text below it."""

from ingest.echo import Echo, echoes


def test_a_headline_is_echoed_and_the_last_line_of_the_story_above_is_not() -> None:
    lines = ["免费开放到年底。", "青屿灯塔昨晚重新点亮", "修缮八个月的青屿灯塔，", "昨晚由市长重新点亮。"]
    assert echoes(lines)[:2] == [Echo.NONE, Echo.MUCH]


def test_lines_far_below_do_not_count() -> None:
    assert echoes(["青屿灯塔", *["海风正紧"] * 10, "青屿灯塔"])[0] is Echo.NONE


def test_a_share_of_the_pairs_decides() -> None:
    # Of the four pairs 灯塔 塔修 修缮 缮完 one comes back: 0.25.
    assert echoes(["灯塔修缮完", "灯塔"])[0] is Echo.SOME
