"""A chat model's sentences judged while they come: at strictness strict only what is carried is let through."""

from __future__ import annotations

from datetime import date

from rag.checked import carried, check_text
from rag.records import Hit, Passage, Source, Strictness, Verdict

TEXT = "临澜大桥主桥昨日合龙，全长3.2公里，总投资18.6亿元。"
SHOWN = [Hit(Passage("p", "a", Source("临澜日报", date(2024, 3, 4)), TEXT, 0, len(TEXT)), 1.0)]


def kept(text: str, size: int = 1) -> list[str]:
    pieces = [text[begin : begin + size] for begin in range(0, len(text), size)]
    return list(carried(pieces, SHOWN, Strictness.STRICT))


def test_a_sentence_that_is_not_carried_is_left_out() -> None:
    assert "".join(kept("大桥全长3.2公里。[1]总投资19亿元。[1]总投资18.6亿元。[1]")) == (
        "大桥全长3.2公里。[1]总投资18.6亿元。[1]"
    )


def test_a_sentence_without_a_marker_that_states_something_is_left_out() -> None:
    assert kept("大桥全长3.2公里，是全国最长的跨江公路大桥。") == []


def test_sentences_come_one_by_one_while_the_text_is_still_coming() -> None:
    assert kept("大桥全长3.2公里。[1]总投资18.6亿元。[1]") == ["大桥全长3.2公里。[1]", "总投资18.6亿元。[1]"]


def test_how_the_text_is_cut_into_pieces_changes_nothing() -> None:
    text = "以下是答案：\n大桥全长3.2公里。[1]耗资百亿。总投资18.6亿元。[1][1]谢谢。"
    whole = "".join(kept(text, len(text)))
    assert all("".join(kept(text, size)) == whole for size in (1, 2, 3, 7))


def test_what_states_nothing_is_no_answer_alone() -> None:
    assert kept("以下是答案：") == []


def test_what_is_let_through_is_what_the_whole_text_keeps() -> None:
    text = "大桥全长3.2公里。[1]总投资19亿元。[1]大桥全长3.2公里。"
    judged = check_text(text, SHOWN, Strictness.STRICT)
    assert [one.sentence.verdict for one in judged][:2] == [Verdict.SUPPORTED, Verdict.UNSUPPORTED]
    assert "".join(kept(text)) == "大桥全长3.2公里。[1]"


def test_reasons_are_in_english_when_asked_for() -> None:
    text = "大桥总投资19亿元。[1]"
    (chinese,), (english,) = (check_text(text, SHOWN, Strictness.NORMAL, english=english) for english in (False, True))
    assert chinese.sentence.reason == "“19亿元”不在所引段落中"
    assert english.sentence.reason == "“19亿元” is not in the cited passages"
