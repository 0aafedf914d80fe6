"""Persons' names are told from other words."""

import pytest

from ingest.names import is_person, may_be_person, person_list, split_names


@pytest.mark.parametrize("name", ["王强", "欧阳晓月", "司马南", "诸葛亮", "卡洛斯·门多萨", "麦麦提·艾力", "亓文静"])
def test_a_surname_with_one_or_two_characters_or_a_dotted_name_is_a_person(name: str) -> None:
    assert is_person(name)


@pytest.mark.parametrize("word", ["昨日", "我们的", "高的", "本市", "张贴公告栏", "周日上午", "TikTok", ""])
def test_other_words_are_no_person(word: str) -> None:
    assert not is_person(word)


def test_a_name_outside_the_surnames_is_taken_where_a_name_must_stand() -> None:
    assert not is_person("阿拉坦")
    assert may_be_person("阿拉坦")
    assert person_list("记者 阿拉坦", sure=True) == ("阿拉坦",)


def test_a_run_of_names_loses_its_roles_and_keeps_its_order() -> None:
    assert person_list("本报记者 李晓云、陈默 通讯员 赵一凡", sure=True) == ("李晓云", "陈默", "赵一凡")


def test_a_name_printed_apart_is_closed_up() -> None:
    assert person_list("王 强 李晓云", sure=False) == ("王强", "李晓云")


def test_a_run_with_anything_else_in_it_names_nobody() -> None:
    assert person_list("以下简称《办法》", sure=False) == ()
    assert person_list("无人机照片", sure=False) == ()


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("程一帆叶知非", ("程一帆", "叶知非")),
        ("李晓云陈默", ("李晓云", "陈默")),
        ("欧阳晓月陈默", ("欧阳晓月", "陈默")),
        ("周帆林砚秋罗小川", ("周帆", "林砚秋", "罗小川")),
        ("周帆林砚", ("周帆", "林砚")),
        ("马丁路德", ("马丁路德",)),
        ("诸葛亮", ("诸葛亮",)),
        ("阿拉坦仓", ("阿拉坦仓",)),
    ],
)
def test_names_that_are_printed_together_are_cut_at_their_surnames(word: str, names: tuple[str, ...]) -> None:
    assert split_names(word) == names


def test_names_of_a_minority_keep_their_dot() -> None:
    assert person_list("记者 麦麦提·艾力 古丽娜尔·买买提", sure=True) == ("麦麦提·艾力", "古丽娜尔·买买提")
