"""Who said it, and who holds the office: the paper's own speaker and person, or another's words."""

from __future__ import annotations

from datetime import date

import pytest

from rag.checking.alignment import Line, evidence_lines
from rag.checking.facts import facts
from rag.checking.roles import wrong_holder
from rag.checking.speakers import wrong_speaker
from rag.records import Hit, Passage, Source

DAY = date(2024, 5, 2)
TEXT = (
    "县农业局局长何仲平介绍，今年茶园面积扩大到2.1万亩。茶农苏阿珍说：“采一斤要花半天。”"
    "“明年还要再种，苗已经订好了。”她说。合作社社长邵启明提醒，雨后三天不要采摘。"
)


def lines() -> tuple[Line, ...]:
    return evidence_lines(Hit(Passage("p", "a", Source("", DAY, "", "茶园里的五月"), TEXT, 0, len(TEXT)), 1.0))


@pytest.mark.parametrize(
    "claim",
    [
        "何仲平介绍，今年茶园面积扩大到2.1万亩。",
        "据县农业局局长何仲平介绍，茶园面积扩大到2.1万亩。",
        "苏阿珍说，采一斤要花半天。",
        "苏阿珍说，明年还要再种，苗已经订好了。",
        "邵启明提醒，雨后三天不要采摘。",
    ],
)
def test_words_may_be_given_to_whom_the_paper_gives_them(claim: str) -> None:
    assert wrong_speaker(claim, lines()) == ""


@pytest.mark.parametrize(
    ("claim", "speaker"),
    [
        ("苏阿珍介绍，今年茶园面积扩大到2.1万亩。", "何仲平"),
        ("何仲平说，采一斤要花半天。", "苏阿珍"),
        ("何仲平提醒，雨后三天不要采摘。", "邵启明"),
    ],
)
def test_words_given_to_another_are_told_with_the_right_speaker(claim: str, speaker: str) -> None:
    assert speaker in wrong_speaker(claim, lines())


def test_an_office_given_to_another_person_is_told() -> None:
    wrong, right = "农业局局长是邵启明。", "农业局局长是何仲平。"
    assert "局长何仲平" in wrong_holder(wrong, facts(wrong, DAY), lines())
    assert wrong_holder(right, facts(right, DAY), lines()) == ""
