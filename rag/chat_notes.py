"""What is said beside an answer about the chat model: none set, failed, cut short, elsewhere, or not carried."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rag.errors import ChatError
from rag.notes import note
from rag.records import Note, NoteKind

if TYPE_CHECKING:
    from rag.protocols import ChatWriter


def no_chat_model(question: str, here: Sequence[str] = ()) -> Note:
    """Return the note on how to set a chat model; `here` are names of those found on this machine, best first."""
    if here:
        return note(
            NoteKind.HINT,
            question,
            f"未设置聊天模型，以下为原文摘句。本机的 Ollama 正在运行，要用它请设置 BAODA_CHAT_MODEL={here[0]}。",
            "No chat model is set, so sentences are quoted as printed. An Ollama runs on this machine; to use it, "
            f"set BAODA_CHAT_MODEL={here[0]}.",
        )
    return note(
        NoteKind.HINT,
        question,
        "未设置聊天模型，以下为原文摘句；可用 BAODA_CHAT_MODEL 设置，例如 ollama:qwen3。",
        "No chat model is set, so sentences are quoted as printed; set one with BAODA_CHAT_MODEL, "
        "for example ollama:qwen3.",
    )


def chat_failed(question: str, error: ChatError) -> Note:
    """Return the note that says why sentences are quoted although a chat model is set."""
    return note(
        NoteKind.FALLBACK,
        question,
        f"聊天模型没有答完，改为原文摘句。原因：{error.chinese}",
        f"The chat model did not finish, so sentences are quoted instead. Reason: {error}",
    )


def cut_short(question: str, tokens: int) -> Note:
    """Return the note on a chat model's answer that ends where it may say no more; `tokens`: how much it may."""
    return note(
        NoteKind.CAUTION,
        question,
        f"聊天模型写到长度上限（{tokens} 个词元）就停了，回答可能不完整；可用 BAODA_CHAT_TOKENS 调高。",
        f"The chat model stopped at its limit of {tokens} tokens, so the answer may be incomplete; raise the limit "
        "with BAODA_CHAT_TOKENS.",
    )


def leaves_machine(question: str, writer: ChatWriter) -> Note:
    """Return the note on what text a remote chat model is sent."""
    return note(
        NoteKind.PRIVACY,
        question,
        f"聊天模型 {writer.name} 不在本机：您的问题、此前的对话和检索到的段落会发送给它。",
        f"The chat model {writer.name} is not on this machine: your question, the talk before it and the passages "
        "found are sent to it.",
    )


def none_carried(question: str) -> Note:
    """Return the note on a chat model's answer of which no sentence was carried by the articles."""
    return note(
        NoteKind.CAUTION,
        question,
        "聊天模型写的句子在所引报道中都查不到依据，已全部删去。",
        "None of the chat model's sentences is carried by the articles that it cites; all were removed.",
    )


def quotes_beside(question: str) -> Note:
    """Return the note on a chat model's answer of which nothing is carried, with quotes beside it."""
    return note(
        NoteKind.CAUTION,
        question,
        "聊天模型的话在报道里都查不到依据，后面附上原文摘句，请以原文为准。",
        "Nothing that the chat model wrote is carried by the articles; quotes from them follow its words.",
    )


def left_out(question: str, count: int) -> Note:
    """Return the note on how many sentences of a chat model were removed as not carried by the articles."""
    return note(
        NoteKind.CAUTION,
        question,
        f"聊天模型有{count}句话在所引报道中查不到依据，已删去。",
        f"Sentences of the chat model removed because the articles that they cite do not carry them: {count}.",
    )
