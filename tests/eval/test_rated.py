from __future__ import annotations

from datetime import UTC, date, datetime

from eval.rated import from_feedback
from rag.feedback import Feedback, Rating, Shown

LENGTH = "临澜大桥昨日合龙，全长3.2公里。"
BRIDGE = Shown("p1", "a1", "x1", "大桥合龙", f"{LENGTH}投资18.6亿元。", (LENGTH,))
FERRY = Shown("p2", "a2", "", "渡船停航", "因大雾，渡船停航一天。")


def _rated(
    key: str,
    rating: Rating = Rating.GOOD,
    question: str = "大桥多长？",
    *,
    refused: bool = False,
    mode: str = "extract",
) -> Feedback:
    return Feedback(
        key=key,
        rated=datetime(2026, 11, 26, tzinfo=UTC),
        rating=rating,
        question="多长？",
        whole=question,
        asked_on=date(2024, 3, 5),
        answer="" if refused else LENGTH,
        refused=refused,
        mode=mode,
        passages=(FERRY,) if refused else (FERRY, BRIDGE),
    )


def test_a_good_answer_is_a_case_with_what_was_quoted() -> None:
    found = from_feedback([_rated("k")])
    (case,) = found.cases
    assert (case.question, case.answers, case.evidence) == ("大桥多长？", BRIDGE.quotes, BRIDGE.quotes)
    assert (case.gold_titles, case.gold_doc_ids, case.question_date) == (("大桥合龙",), ("x1",), date(2024, 3, 5))
    assert found.drafts == ()


def test_a_good_answer_in_a_models_words_is_gold_as_it_was_worded() -> None:
    (case,) = from_feedback([_rated("k", mode="llm")]).cases
    assert case.answers == (LENGTH,)


def test_a_good_refusal_is_a_case_without_an_answer() -> None:
    (case,) = from_feedback([_rated("k", refused=True)]).cases
    assert (case.answerable, case.answers, case.gold_titles) == (False, (), ())


def test_a_bad_answer_is_a_draft_that_shows_what_was_said() -> None:
    found = from_feedback([_rated("k", Rating.BAD)])
    (draft,) = found.drafts
    assert found.cases == ()
    assert (draft.question, draft.answers, draft.origin) == ("大桥多长？", (), "rated bad")
    assert "全长3.2公里" in draft.remark
    assert BRIDGE.text in draft.text


def test_readers_who_disagree_on_refusing_leave_it_to_a_person() -> None:
    found = from_feedback([_rated("k"), _rated("l", refused=True)])
    assert (len(found.cases), len(found.drafts)) == (0, 1)


def test_every_rating_is_accounted_for() -> None:
    found = from_feedback(
        [
            _rated("k", Rating.BAD),
            _rated("k"),  # the same reader thought better of it
            _rated("l", Rating.BAD),  # another answer to the question, worse than the good one
            _rated("m", Rating.GOOD, "渡船呢？"),
            _rated("m", Rating.NONE, "渡船呢？"),  # taken back
            _rated("n", Rating.BAD, "谁说的？"),
        ]
    )
    assert (len(found.cases), len(found.drafts), found.repeated, found.superseded) == (1, 1, 1, 3)
    assert found.ratings == len(found.cases) + len(found.drafts) + found.repeated + found.superseded
