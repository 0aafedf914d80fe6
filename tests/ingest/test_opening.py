"""Datelines and bylines of every usual form are read off an article's beginning."""

import pytest

from ingest.opening import read_opening


@pytest.mark.parametrize(
    ("text", "dateline", "authors"),
    [
        ("新华社青屿6月18日电（记者 李晓云 陈默）灯塔", "新华社青屿6月18日电", ("李晓云", "陈默")),
        ("据新华社里斯本6月 18日电 灯塔", "据新华社里斯本6月18日电", ()),
        ("新华社北京6月18日专电（记者李晓云、陈默）灯塔", "新华社北京6月18日专电", ("李晓云", "陈默")),
        ("中新社东京6月18日电 （记者 李晓云）灯塔", "中新社东京6月18日电", ("李晓云",)),
        ("本报青屿6月18日讯（首席记者 李晓云 通讯员 陈默）灯塔", "本报青屿6月18日讯", ("李晓云", "陈默")),
        ("本报讯（记者 欧阳晓月）灯塔", "本报讯", ("欧阳晓月",)),
        ("本报讯 灯塔昨晚点亮", "本报讯", ()),
        ("据新华社电 灯塔昨晚点亮", "据新华社电", ()),
        ("央视网消息（新闻联播）：灯塔昨晚点亮", "央视网消息", ()),
        ("东港晚报青屿6月18日讯 记者 李晓云 报道 灯塔", "东港晚报青屿6月18日讯", ("李晓云",)),
        ("本报记者 李晓云 灯塔昨晚点亮", "", ("李晓云",)),
        ("□ 本报记者 李晓云 陈默 灯塔昨晚点亮", "", ("李晓云", "陈默")),
        ("记者 李晓云 通讯员 陈默 灯塔昨晚点亮", "", ("李晓云", "陈默")),
        ("（上接第1版）灯塔昨晚点亮", "", ()),
        ("本报讯（记者程一帆叶知非）灯塔昨晚点亮", "本报讯", ("程一帆", "叶知非")),
        ("本报特约记者 李晓云 实习生 陈默 灯塔昨晚点亮", "", ("李晓云", "陈默")),
        ("参考消息网6月18日报道 灯塔昨晚点亮", "参考消息网6月18日报道", ()),
        ("塔斯社莫斯科6月18日电 灯塔昨晚点亮", "塔斯社莫斯科6月18日电", ()),
    ],
)
def test_an_opening_gives_dateline_and_authors(text: str, dateline: str, authors: tuple[str, ...]) -> None:
    opening = read_opening([text])
    assert opening is not None
    assert (opening.dateline, opening.authors) == (dateline, authors)
    assert text[opening.length :].startswith("灯塔")


@pytest.mark.parametrize(
    "text",
    [
        "灯塔昨晚重新点亮，市民赶来拍照。",
        "本报记者走进青屿",
        "新华社记者电话采访了船长。",
        "新华社消息称，灯塔昨晚点亮。",
        "据新华社报道，灯塔昨晚点亮。",
        "据路透社6月18日报道，灯塔昨晚点亮。",
        "人民日报长篇通讯：灯塔昨晚点亮。",
        "记者从市海事局获悉，灯塔昨晚点亮。",
        "6月18日，灯塔昨晚点亮。",
    ],
)
def test_a_sentence_is_no_opening(text: str) -> None:
    assert read_opening([text]) is None


def test_an_opening_may_break_anywhere_across_lines() -> None:
    lines = ["据新华社青", "屿6月18日电（记", "者 李晓", "云 陈默）灯塔"]
    opening = read_opening(lines)
    assert opening is not None
    assert (opening.dateline, opening.authors) == ("据新华社青屿6月18日电", ("李晓云", "陈默"))
    assert "".join(lines)[opening.length :] == "灯塔"


def test_a_space_lost_at_a_lines_end_still_parts_two_names() -> None:
    lines = ["本报讯（记者 李晓云", "陈默）灯塔"]
    opening = read_opening(lines)
    assert opening is not None
    assert opening.authors == ("李晓云", "陈默")
    assert "".join(lines)[opening.length :] == "灯塔"


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        (["□ 本报记者 李晓云 陈默", "灯塔昨晚点亮"], ("李晓云", "陈默")),
        (["【本报驻乌鲁木齐特约记者 李晓云】灯塔"], ("李晓云",)),
        (["〔記者李晓云／青嶼報導〕灯塔"], ("李晓云",)),
    ],
)
def test_a_byline_on_its_own_line_or_in_any_brackets_is_read(lines: list[str], authors: tuple[str, ...]) -> None:
    opening = read_opening(lines)
    assert opening is not None
    assert opening.authors == authors
    assert "".join(lines)[opening.length :].startswith("灯塔")


def test_a_bracket_without_names_belongs_to_the_sentence() -> None:
    text = "本报讯 （以下简称《办法》）今起实行"
    opening = read_opening([text])
    assert opening is not None
    assert opening.authors == ()
    assert text[opening.length :].startswith("（以下")


def test_words_parted_by_a_comma_after_a_byline_are_no_authors() -> None:
    opening = read_opening(["本报记者 李晓云 华北、东北灯塔陆续点亮"])
    assert opening is not None
    assert opening.authors == ("李晓云",)
