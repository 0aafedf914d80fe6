"""The History tab as HTML: earlier conversations, and what is exported of one."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from datetime import datetime

from rag.conversations import Conversation
from rag.errors import InputError
from ui.exports.markdown import markdown
from ui.exports.minutes import minutes
from ui.exports.word import word
from ui.exports.words import ExportWords
from ui.web.escape import safe
from ui.web.filters import said
from ui.web.icons import DELETE, EDIT, SAVE
from ui.web.presses import Talk
from ui.web.room import Room
from ui.web.texts import Texts

_UNFIT = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def talk_list(talks: Sequence[Conversation], texts: Texts, *, searched: bool = False) -> str:
    """Return the conversations, last changed first."""
    words = texts.history
    if not talks:
        return f'<p class="none" role="status">{safe(words.nothing if searched else words.none)}</p>'
    return f'<ul class="talks">{"".join(_talk(one, texts) for one in talks)}</ul>'


def _talk(one: Conversation, texts: Texts) -> str:
    words = texts.history
    key = f'data-conversation="{safe(one.id)}"'

    def tool(name: str, said: str, icon: str) -> str:
        label = safe(f"{said}：{one.title}")
        return (
            f'<button type="button" class="tool" data-do="{name}" {key} aria-label="{label}" title="{safe(said)}">'
            f"{icon}</button>"
        )

    when = safe(_when(one.changed))
    count = safe(words.questions.format(count=one.exchanges))
    exports = "".join(
        f'<button type="button" class="link" data-do="export" data-form="{form}" {key} '
        f'aria-label="{safe(f"{said}：{one.title}")}" title="{safe(said)}">{SAVE}{label}</button>'
        for form, said, label in (("markdown", words.markdown, "Markdown"), ("word", words.word, "Word"))
    )
    return (
        f'<li><button type="button" class="plain title" data-do="resume" {key}>{safe(one.title)}</button>'
        f'<form class="renaming" {key} hidden><input type="text" class="field" maxlength="80" '
        f'value="{safe(one.title)}" aria-label="{safe(words.new_title)}">'
        f'<button type="submit" class="link">{safe(words.save)}</button>'
        f'<button type="button" class="link" data-do="cancel-rename">{safe(words.cancel)}</button></form>'
        f'<span class="when">{when} · {count}</span><span class="tools">{exports}'
        f"{tool('rename', words.rename, EDIT)}{tool('forget', words.delete, DELETE)}"
        f'<button type="button" class="link sure" data-do="forget-surely" {key} hidden>{safe(words.sure)}</button>'
        f"</span></li>"
    )


def _when(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def exported(room: Room, user: str, talk: Talk, texts: Texts) -> str:
    """Return a link that holds the conversation as a file, for the page's script to follow."""
    exchanges = room.conversations.exchanges(user, talk.conversation)
    if not exchanges:
        raise InputError("That conversation is gone; it was deleted in another window.")
    titles = {one.id: one.title for one in room.conversations.listed(user)}
    title = titles.get(talk.conversation, exchanges[0].question)
    articles = room.cited([one.answer for one in exchanges])
    told = minutes(title, exchanges, articles, [said(one.filters, texts) for one in exchanges])
    words = export_words(texts)
    if talk.form == "word":
        content, kind, suffix = word(told, words), _DOCX, "docx"
    else:
        content, kind, suffix = markdown(told, words).encode(), "text/markdown;charset=utf-8", "md"
    name = safe(f"{_UNFIT.sub(' ', title).strip()[:60] or 'baoda'}.{suffix}")
    data = base64.b64encode(content).decode()
    return f'<a class="unseen" tabindex="-1" download="{name}" href="data:{kind};base64,{data}">{name}</a>'


def export_words(texts: Texts) -> ExportWords:
    """Return what an export says in this language."""
    words = texts.history
    return ExportWords(
        question=words.question,
        references=words.references,
        asked_on=words.asked_on,
        model=words.model,
        quoted=words.quoted,
        fingerprint=words.fingerprint,
        unsupported=words.unsupported,
        filters=words.filters,
    )


def history_tools(texts: Texts) -> str:
    """Return the field that finds conversations."""
    words = texts.history
    return (
        f'<form class="history-tools" role="search"><input type="search" class="field" name="talk-text" '
        f'placeholder="{safe(words.search)}" aria-label="{safe(words.search)}" autocomplete="off"></form>'
    )
