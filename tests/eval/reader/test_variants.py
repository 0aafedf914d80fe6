from __future__ import annotations

from random import Random

from eval.reader.lessons import Lesson
from eval.reader.variants import PAIRS, exchanger_of, pairs_of
from rag.chinese import simplify
from tests.eval.reader.small import lessons

DRAWS = 200


def _drawn(lesson: Lesson) -> list[list[tuple[bool, str, str, str]]]:
    exchanger = exchanger_of(lessons(), Random(1))
    return [
        [
            (pair.answers, pair.text[pair.start : pair.end], pair.text, pair.question)
            for pair in pairs_of(lesson, exchanger, Random(seed))
        ]
        for seed in range(DRAWS)
    ]


def test_the_first_pair_answers_with_the_lessons_words_and_no_other_does() -> None:
    for lesson in lessons():
        assert lesson.right
        answer = lesson.right.text[lesson.start : lesson.end]
        for pairs in _drawn(lesson):
            assert len(pairs) == PAIRS
            assert [answers for answers, _, _, _ in pairs] == [True, False, False, False]
            assert simplify(pairs[0][1]) == answer


def test_a_passage_is_also_shown_without_its_answer_and_asked_something_else() -> None:
    lesson = lessons()[0]
    drawn = _drawn(lesson)
    texts = [simplify(text) for pairs in drawn for _, _, text, _ in pairs[1:]]
    assert any("主桥昨日合龙" in text and "3.2" not in text for text in texts)
    other = [pairs for pairs in drawn if any("3.2公里" in simplify(text) for _, _, text, _ in pairs[1:])]
    assert other
    for pairs in other:
        questions = {question for _, _, text, question in pairs[1:] if "3.2公里" in simplify(text)}
        assert pairs[0][3] not in questions


def test_the_same_seed_gives_the_same_pairs() -> None:
    assert _drawn(lessons()[2]) == _drawn(lessons()[2])


def test_some_are_in_traditional_characters() -> None:
    assert any("橋" in text for pairs in _drawn(lessons()[0]) for _, _, text, _ in pairs)
