from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pytest

from rag.asking.translation import Translator
from tests.samples import article, passages

WORDS = {
    "bridge": ("桥梁", "大桥", "桥"),
    "open": ("公开", "通车", "开"),
    "main bridge": ("主桥",),
    "main": ("主要", "主"),
    "line": ("行", "线", "长队"),
    "phase": ("相位", "期"),
    "length": ("长", "长度"),
    "ferry": ("轮渡", "渡船"),
}


@dataclass
class Pocket:
    """A dictionary of a few words."""

    words: Mapping[str, Sequence[str]]

    def translations(self, phrase: str) -> Sequence[str]:
        """Return what the few words are."""
        return self.words.get(phrase, ())


def _translated(question: str, *texts: str) -> str:
    return Translator(Pocket(WORDS)).translated(question, texts)


def test_of_several_meanings_the_one_in_the_nearest_passages_is_taken() -> None:
    assert _translated("When will the bridge open?", "临澜大桥今年通车。") == "什么时候大桥通车"


def test_a_phrase_goes_before_its_words_only_where_the_passages_have_it() -> None:
    assert "主桥" in _translated("When did the main bridge open?", "主桥昨日合龙。")
    assert "主桥" not in _translated("When did the main bridge open?", "大桥的主要工程昨日完成。")


def test_a_single_character_counts_only_where_it_is_a_word_of_its_own() -> None:
    assert "长" in _translated("What is the length of the bridge?", "这座桥很长。")
    assert _translated("What is the length of the bridge?", "校长来了。") == "长度桥梁是什么"


@pytest.mark.parametrize(
    ("question", "text", "printed"),
    [
        ("Who built Line 2?", "轨道交通2号线通车。", "2号线"),
        ("Who built Line 3?", "轨道交通2号线通车。", "3号线"),
        ("Who paid for the second phase?", "码头二期开港。", "二期"),
        ("Who paid for the third phase?", "码头二期开港。", "三期"),
    ],
)
def test_what_is_counted_is_written_as_the_passages_count_it(question: str, text: str, printed: str) -> None:
    assert printed in _translated(question, text)


def test_years_and_amounts_count_no_noun() -> None:
    assert _translated("How many bridges in 2024?", "第2桥") == "多少桥2024"
    assert _translated("Two bridges", "第2桥") == "2桥"


def test_what_the_dictionary_lacks_stays_as_it_is() -> None:
    assert " tideeye " in _translated("Who made TideEye?", "浮标TideEye由学生做成。")


def test_a_word_that_no_passage_has_is_given_as_the_dictionary_has_it_first() -> None:
    assert _translated("ferry", "果园开园。") == "轮渡"


def _translation(question: str, text: str) -> str:
    (passage,) = passages(article("临澜大桥通车", (text,)))
    return Translator(Pocket(WORDS)).translation(question, lambda: [passage])


def test_only_a_question_in_another_script_than_the_articles_is_translated() -> None:
    assert _translation("When will the bridge open?", "大桥今日通车。") == "什么时候大桥通车"
    assert _translation("TideEye是谁做的？", "大桥今日通车。") == ""


def test_a_question_about_english_articles_stays_as_it_is() -> None:
    (passage,) = passages(article("Bridge opens", ("The bridge opened today.",)))
    assert Translator(Pocket(WORDS)).translation("When will the bridge open?", lambda: [passage]) == ""
