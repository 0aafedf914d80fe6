from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from rag.errors import LibraryError
from rag.feedback import Feedback, Rating, answer_key, keep_feedback, read_feedback, standing
from tests.fakes_assistant import ARTICLES, bridge_answer, refusal
from tests.rag.library_of import library_of
from tests.samples import article

ASKED = "青岚大桥什么时候通车？"


def test_a_rating_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    given = [Feedback.of(Rating.GOOD, ASKED, bridge_answer()), Feedback.of(Rating.BAD, "市长？", refusal("市长？"))]
    for one in given:
        keep_feedback(tmp_path, one)
    assert read_feedback(tmp_path) == tuple(given)


def test_a_rating_holds_question_answer_and_passages() -> None:
    kept = Feedback.of(Rating.GOOD, ASKED, bridge_answer())
    assert (kept.question, kept.answer, kept.refused) == (ASKED, bridge_answer().text, False)
    assert [shown.headline for shown in kept.passages] == [one.headline for one in ARTICLES[:3]]
    assert kept.passages[0].quotes == ("大桥全长4.7公里，主塔高218米，计划于2032年10月通车。",)
    assert kept.passages[2].quotes == ()
    assert (datetime.now(UTC) - kept.rated).total_seconds() < 60


def test_the_last_rating_of_an_answer_stands_until_it_is_taken_back() -> None:
    good, bad, none = (Feedback.of(rating, ASKED, bridge_answer()) for rating in Rating)
    other = Feedback.of(Rating.BAD, "市长？", refusal("市长？"))
    assert standing([good, other, bad]) == (bad, other)
    assert standing([good, other, none]) == (other,)


def test_two_answers_to_one_question_are_rated_apart() -> None:
    assert answer_key(ASKED, bridge_answer()) != answer_key(ASKED, refusal(ASKED))


def test_a_damaged_line_is_told_with_its_number(tmp_path: Path) -> None:
    keep_feedback(tmp_path, Feedback.of(Rating.GOOD, ASKED, bridge_answer()))
    with (tmp_path / "feedback.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"key": 1}\n')
    with pytest.raises(LibraryError, match=r"feedback\.jsonl:2: no rating"):
        read_feedback(tmp_path)


def test_a_full_file_takes_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.feedback._LARGEST", 100)
    with pytest.raises(LibraryError, match="is full"):
        keep_feedback(tmp_path, Feedback.of(Rating.GOOD, ASKED, bridge_answer()))
    assert read_feedback(tmp_path) == ()


def test_a_library_keeps_ratings_beside_its_articles(tmp_path: Path) -> None:
    library = library_of(tmp_path / "library", [article()])
    library.keep_feedback(Feedback.of(Rating.GOOD, ASKED, bridge_answer()))
    assert [one.rating for one in library.feedback()] == [Rating.GOOD]
    library.close()
