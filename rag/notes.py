"""What the assistant says in its own voice: refusals, and notes beside an answer, in the question's language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from rag.chinese import HAN
from rag.reader_mode import ReaderMode
from rag.records import Note, NoteKind

if TYPE_CHECKING:
    from rag.conflicts import Conflict, ConflictValue
    from rag.protocols import ChatWriter

_HAN = re.compile(f"[{HAN}]")
_LATIN_WORD = re.compile("[A-Za-z]+")
_SENTENCE = 3  # Latin words that make a question English although it names something in Chinese


def is_chinese(question: str) -> bool:
    """Return whether the question is asked in Chinese: 「GDP是多少」 is, "When does 临澜大桥 open?" is not."""
    chinese, latin = len(_HAN.findall(question)), len(_LATIN_WORD.findall(question))
    return chinese > 0 and (latin < _SENTENCE or chinese > 2 * latin)


def _say(question: str, chinese: str, english: str) -> str:
    return chinese if is_chinese(question) else english


def refusal(question: str, *, any_hits: bool) -> str:
    """Return the sentence that stands in place of an answer."""
    if any_hits:
        return _say(
            question,
            "已收录的报道里没有找到答案，下面是最接近的几篇。",
            "The articles in this library do not answer that; the closest ones are listed below.",
        )
    return _say(
        question,
        "已收录的报道里没有找到相关内容。",
        "Nothing in this library matches that question.",
    )


def no_chat_model(question: str, here: Sequence[str] = ()) -> Note:
    """Return the note on how to set a chat model; `here` are names of those found on this machine, best first."""
    if here:
        return Note(
            NoteKind.HINT,
            _say(
                question,
                f"未设置聊天模型，以下为原文摘句。本机的 Ollama 正在运行，要用它请设置 BAODA_CHAT_MODEL={here[0]}。",
                "No chat model is set, so sentences are quoted as printed. An Ollama runs on this machine; to use it, "
                f"set BAODA_CHAT_MODEL={here[0]}.",
            ),
        )
    return Note(
        NoteKind.HINT,
        _say(
            question,
            "未设置聊天模型，以下为原文摘句；可用 BAODA_CHAT_MODEL 设置，例如 ollama:qwen3。",
            "No chat model is set, so sentences are quoted as printed; set one with BAODA_CHAT_MODEL, "
            "for example ollama:qwen3.",
        ),
    )


def chat_failed(question: str, reason: str) -> Note:
    """Return the note that says why sentences are quoted although a chat model is set."""
    return Note(
        NoteKind.FALLBACK,
        _say(
            question,
            f"聊天模型没有答完，改为原文摘句。原因：{reason}",
            f"The chat model did not finish, so sentences are quoted instead. Reason: {reason}",
        ),
    )


def archive_ends(question: str, day: date) -> Note:
    """Return the note that the days of a question count from the archive's last day."""
    return Note(
        NoteKind.AS_OF,
        _say(
            question,
            f"馆藏报道止于{day.isoformat()}，问题里的日期按这一天推算。",
            f"The archive ends on {day.isoformat()}; the dates in the question are counted from that day.",
        ),
    )


def weak_evidence(question: str) -> Note:
    """Return the note that asks to check an answer that strictness `strict` would have refused."""
    return Note(
        NoteKind.CAUTION,
        _say(
            question,
            "证据不算充分，请对照原文核实。",
            "The evidence is not strong; please check it against the articles.",
        ),
    )


def hurried(question: str, mode: ReaderMode) -> Note:
    """Return the note that less was read for an answer than was set, because many asked at once."""
    if mode is ReaderMode.OFF:
        return Note(
            NoteKind.HURRIED,
            _say(
                question,
                "同时提问的人多，这次只检索、未细读；稍后再问，可以读得更细。",
                "Many asked at the same time, so passages were only searched for, not read; ask again in a moment for "
                "a closer reading.",
            ),
        )
    return Note(
        NoteKind.HURRIED,
        _say(
            question,
            "同时提问的人多，这次只是快读；稍后再问，可以读得更细。",
            "Many asked at the same time, so passages were read in haste; ask again in a moment for a closer reading.",
        ),
    )


def leaves_machine(question: str, writer: ChatWriter) -> Note:
    """Return the note on what text a remote chat model is sent."""
    return Note(
        NoteKind.PRIVACY,
        _say(
            question,
            f"聊天模型 {writer.name} 不在本机：您的问题、此前的对话和检索到的段落会发送给它。",
            f"The chat model {writer.name} is not on this machine: your question, the talk before it and the passages "
            "found are sent to it.",
        ),
    )


def quoted(question: str) -> str:
    """Return why a quoted sentence needs no further check."""
    return _say(question, "原文摘句", "quoted as printed")


def none_carried(question: str) -> Note:
    """Return the note on a chat model's answer of which no sentence was carried by the articles."""
    return Note(
        NoteKind.CAUTION,
        _say(
            question,
            "聊天模型写的句子在所引报道中都查不到依据，已全部删去。",
            "None of the chat model's sentences is carried by the articles that it cites; all were removed.",
        ),
    )


def left_out(question: str, count: int) -> Note:
    """Return the note on how many sentences of a chat model were removed as not carried by the articles."""
    return Note(
        NoteKind.CAUTION,
        _say(
            question,
            f"聊天模型有{count}句话在所引报道中查不到依据，已删去。",
            f"Sentences of the chat model removed because the articles that they cite do not carry them: {count}.",
        ),
    )


def understood(question: str, whole: str) -> Note:
    """Return the note that says how a follow-up question was understood."""
    return Note(NoteKind.UNDERSTOOD, _say(question, f"问题理解为：{whole}", f"The question was understood as: {whole}"))


def conflict(question: str, found: Conflict) -> Note:
    """Return the note on different values in print for one thing, in the conflict's order: newest first."""
    values = [_value(question, value, newest=found.dated and number == 0) for number, value in enumerate(found.values)]
    listed = _say(question, "；", "; ").join(values)
    undecided = "" if found.dated else _say(question, "。报道日期分不出先后", ". The dates do not say which is newer")
    return Note(
        NoteKind.CONFLICT,
        _say(
            question,
            f"各篇报道对“{found.subject}”的说法不一：{listed}{undecided}。",
            f"The articles disagree on “{found.subject}”: {listed}{undecided}.",
        ),
    )


def _value(question: str, value: ConflictValue, *, newest: bool) -> str:
    """Return one value with where it was printed, and whether it is the newest or was corrected."""
    standing = ""
    if value.corrected:
        standing = _say(question, "，已更正", ", corrected since")
    elif newest:
        standing = _say(question, "，较新", ", the newer one")
    label = value.quote.hit.passage.source.label
    return _say(question, f"{value.text}（{label}{standing}）", f"{value.text} ({label}{standing})")
