"""Headline lines give a kicker and a title of one line."""

import pytest

from ingest.headline import join_headline, read_headline

BODY = "东港市海事局通报，青屿灯塔修缮完工，昨晚重新点亮，渔民可凭灯光夜航。"


@pytest.mark.parametrize(
    "kicker", ["“海岸线”系列报道之三", "本报记者走进青屿", "一百零八盏全亮了！", "开局之年看变化（二）"]
)
def test_a_line_that_names_the_series_is_the_kicker(kicker: str) -> None:
    headline = read_headline([kicker, "青屿灯塔昨晚重新点亮"], BODY)
    assert (headline.kicker, headline.title) == (kicker, "青屿灯塔昨晚重新点亮")


def test_a_line_that_ends_inside_a_word_is_no_kicker() -> None:
    assert read_headline(["【新闻特写】相", "约青屿灯塔 相会中秋"], BODY).kicker == ""


@pytest.mark.parametrize(
    "lines", [["青屿灯塔修缮完工", "渔民可凭灯光夜航"], ["东港市海事局和青屿灯", "塔修缮队昨晚重新点亮"]]
)
def test_a_title_on_two_lines_has_no_kicker(lines: list[str]) -> None:
    assert read_headline(lines, BODY).kicker == ""


def test_a_line_of_figures_above_the_title_is_the_kicker_and_one_below_stays_in_the_title() -> None:
    above = read_headline(["塔高26米 射程18海里", "青屿灯塔昨晚重新点亮"], BODY)
    assert (above.kicker, above.title) == ("塔高26米 射程18海里", "青屿灯塔昨晚重新点亮")
    below = read_headline(["青屿灯塔昨晚重新点亮", "塔高26米 射程18海里"], BODY)
    assert (below.kicker, below.title) == ("", "青屿灯塔昨晚重新点亮 塔高26米 射程18海里")


@pytest.mark.parametrize(
    ("title", "subtitle"),
    [
        ("把灯留给夜航的人", "——青屿灯塔修缮纪事"),
        ("青屿灯塔昨晚重新点亮", "塔高26米 射程18海里"),
    ],
)
def test_a_last_line_that_explains_the_title_is_its_subtitle_and_stays_in_it(title: str, subtitle: str) -> None:
    headline = read_headline([title, subtitle], BODY)
    assert (headline.above, headline.below, headline.kicker) == (0, 1, "")
    assert headline.title.replace(" ", "") == (title + subtitle).replace(" ", "")


@pytest.mark.parametrize("subtitle", ["——青屿灯塔修缮纪事", "青屿灯塔修缮完工，昨晚重新点亮"])
def test_kicker_title_and_subtitle_are_told_apart(subtitle: str) -> None:
    headline = read_headline(["“海岸线”系列报道之三", "一座塔和三代人的守望", subtitle], BODY)
    assert (headline.kicker, headline.above, headline.below) == ("“海岸线”系列报道之三", 1, 1)


@pytest.mark.parametrize(
    "lines",
    [
        ["青屿灯塔修缮完工", "渔民可凭灯光夜航"],
        ["东港市海事局和青屿灯", "塔修缮队昨晚重新点亮"],
        ["渔民：", "夜航放心多了"],
        ["青屿灯塔昨晚重新点亮"],
    ],
)
def test_a_title_that_was_only_wrapped_has_no_subtitle(lines: list[str]) -> None:
    assert read_headline(lines, BODY).below == 0


def test_phrases_are_joined_with_a_space() -> None:
    assert join_headline(["青屿灯塔修缮工程昨完成", "渔民可凭灯光夜航"]) == "青屿灯塔修缮工程昨完成 渔民可凭灯光夜航"


@pytest.mark.parametrize(
    "lines",
    [
        ["东港市海事局今欢", "迎渔民返航归来"],
        ["东港市海事局和", "青屿灯塔管理所"],
        ["《灯塔的故事》", "首发"],
        ["渔民：", "夜航放心多了"],
    ],
)
def test_a_wrapped_phrase_is_joined_without_a_space(lines: list[str]) -> None:
    assert join_headline(lines) == "".join(lines)


def test_a_phrase_that_the_text_has_whole_was_only_wrapped() -> None:
    lines = ["青屿县向遭受暴雨", "灾害的渔村派出医疗队"]
    assert join_headline(lines, "青屿县6月18日向遭受暴雨灾害的渔村派出医疗队。") == "".join(lines)


def test_two_phrases_stand_apart_though_one_of_them_has_no_verb() -> None:
    lines = ["夜市摊商自组清洁队", "垃圾量半年少四成"]
    assert join_headline(lines, "夜市的摊商去年自组清洁队，半年来垃圾量减少四成。") == " ".join(lines)


def test_a_phrase_that_begins_with_a_figure_stands_apart_too() -> None:
    lines = ["青屿岛航线全线停航", "1260名旅客滞留码头"]
    assert join_headline(lines, "青屿岛的航线停航，滞留旅客1260人。") == " ".join(lines)
    assert join_headline([*lines, "市民 3日自发送水"], "旅客1260人") == " ".join([*lines, "市民3日自发送水"])


def test_no_lines_give_an_empty_headline() -> None:
    headline = read_headline([], BODY)
    assert (headline.kicker, headline.title) == ("", "")
