from __future__ import annotations

import pytest

from eval.exact_match import exact_match, f1


@pytest.mark.parametrize(
    ("answers", "said", "expected"),
    [
        (["40.5万亿元"], "40.5万亿元。", 1.0),
        (["《河湾日报》"], "河湾日报", 1.0),
        (["New York"], "new york", 1.0),
        (["3月5日"], "3月6日", 0.0),
        (["3月5日", "5日"], "5日", 1.0),
        ([], "5日", 0.0),
    ],
)
def test_exact_match_overlooks_case_punctuation_and_space_only(answers: list[str], said: str, expected: float) -> None:
    assert exact_match(answers, said) == expected


def test_f1_counts_the_longest_common_run_of_characters() -> None:
    # Shared run 大桥 of 2; said has 4 segments, the answer 3: precision 2/4, recall 2/3, F1 4/7.
    assert f1(["跨大桥"], "大桥合龙") == pytest.approx(4 / 7)


def test_f1_takes_a_number_or_a_latin_word_as_one_segment() -> None:
    # 长 and 3200 and 米 against 3200 and 米: precision 2/3, recall 1.
    assert f1(["3200米"], "长3200米") == pytest.approx(0.8)
    assert f1(["3200米"], "320米") == pytest.approx(0.5)


def test_f1_is_that_of_the_nearest_answer_and_zero_of_nothing_shared() -> None:
    assert f1(["渡船", "大桥"], "大桥") == 1.0
    assert f1(["渡船"], "大桥") == 0.0
    assert f1([], "大桥") == 0.0
    assert f1(["渡船"], "。") == 0.0
