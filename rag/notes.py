"""What the assistant says in its own voice: refusals, and notes beside an answer, in the question's language."""

from __future__ import annotations

import re

from rag.chinese import HAN
from rag.protocols import ChatWriter
from rag.records import Note, NoteKind

_HAN = re.compile(f"[{HAN}]")


def is_chinese(question: str) -> bool:
    """Return whether the question holds a Han character."""
    return _HAN.search(question) is not None


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


def no_chat_model(question: str) -> Note:
    """Return the note on how to set a chat model."""
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
