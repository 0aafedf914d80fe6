"""What the assistant says in its own voice: refusals, and notes beside an answer, in the question's language."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from rag.chinese import HAN
from rag.reader_mode import ReaderMode
from rag.records import Note, NoteKind

if TYPE_CHECKING:
    from rag.conflicts import Conflict, ConflictValue

_HAN = re.compile(f"[{HAN}]")
_LATIN_WORD = re.compile("[A-Za-z]+")
_SENTENCE = 3  # Latin words that make a question English although it names something in Chinese


def is_chinese(question: str) -> bool:
    """Return whether the question is asked in Chinese: 「GDP是多少」 is, "When does 临澜大桥 open?" is not."""
    chinese, latin = len(_HAN.findall(question)), len(_LATIN_WORD.findall(question))
    return chinese > 0 and (latin < _SENTENCE or chinese > 2 * latin)


def say(question: str, chinese: str, english: str) -> str:
    """Return what is said in the language of the question."""
    return chinese if is_chinese(question) else english


def note(kind: NoteKind, question: str, chinese: str, english: str) -> Note:
    """Return a note in the language of the question."""
    return Note(kind, say(question, chinese, english))


def refusal(question: str, *, any_hits: bool) -> str:
    """Return the sentence that stands in place of an answer."""
    if any_hits:
        return say(
            question,
            "已收录的报道里没有找到答案，下面是最接近的几篇。",
            "The articles in this library do not answer that; the closest ones are listed below.",
        )
    return say(
        question,
        "已收录的报道里没有找到相关内容。",
        "Nothing in this library matches that question.",
    )


def archive_ends(question: str, day: date) -> Note:
    """Return the note that the days of a question count from the archive's last day."""
    return note(
        NoteKind.AS_OF,
        question,
        f"馆藏报道止于{day.isoformat()}，问题里的日期按这一天推算。",
        f"The archive ends on {day.isoformat()}; the dates in the question are counted from that day.",
    )


def weak_evidence(question: str) -> Note:
    """Return the note that asks to check an answer that strictness `strict` would have refused."""
    return note(
        NoteKind.CAUTION,
        question,
        "证据不算充分，请对照原文核实。",
        "The evidence is not strong; please check it against the articles.",
    )


def hurried(question: str, mode: ReaderMode) -> Note:
    """Return the note that less was read for an answer than was set, because many asked at once."""
    if mode is ReaderMode.OFF:
        return note(
            NoteKind.HURRIED,
            question,
            "同时提问的人多，这次只检索、未细读；稍后再问，可以读得更细。",
            "Many asked at the same time, so passages were only searched for, not read; ask again in a moment for "
            "a closer reading.",
        )
    return note(
        NoteKind.HURRIED,
        question,
        "同时提问的人多，这次只是快读；稍后再问，可以读得更细。",
        "Many asked at the same time, so passages were read in haste; ask again in a moment for a closer reading.",
    )


def quoted(question: str) -> str:
    """Return why a quoted sentence needs no further check."""
    return say(question, "原文摘句", "quoted as printed")


def understood(question: str, whole: str) -> Note:
    """Return the note that says how a follow-up question was understood."""
    return note(NoteKind.UNDERSTOOD, question, f"问题理解为：{whole}", f"The question was understood as: {whole}")


def conflict(question: str, found: Conflict) -> Note:
    """Return the note on different values in print for one thing, in the conflict's order: newest first."""
    values = [_value(question, value, newest=found.dated and number == 0) for number, value in enumerate(found.values)]
    listed = say(question, "；", "; ").join(values)
    undecided = "" if found.dated else say(question, "。报道日期分不出先后", ". The dates do not say which is newer")
    return note(
        NoteKind.CONFLICT,
        question,
        f"各篇报道对“{found.subject}”的说法不一：{listed}{undecided}。",
        f"The articles disagree on “{found.subject}”: {listed}{undecided}.",
    )


def _value(question: str, value: ConflictValue, *, newest: bool) -> str:
    """Return one value with where it was printed, and whether it is the newest or was corrected."""
    standing = ""
    if value.corrected:
        standing = say(question, "，已更正", ", corrected since")
    elif newest:
        standing = say(question, "，较新", ", the newer one")
    label = value.quote.hit.passage.source.label
    return say(question, f"{value.text}（{label}{standing}）", f"{value.text} ({label}{standing})")
