"""The History tab: its layout, and the wires to what happens there."""

from __future__ import annotations

from collections.abc import Sequence

import gradio as gr

from ui.web import asking
from ui.web.asking import AskPage, Update, Visit
from ui.web.presses import Talk, read_as
from ui.web.room import Room, user_of
from ui.web.talks import exported, history_tools, talk_list
from ui.web.texts import Texts
from ui.web.wires import Bound, drawn, html, quick, spoken


def history_tab(
    tab: gr.Tab, tabs: gr.Tabs, ask: AskPage, wire: gr.HTML, room: Room, texts: Texts, runs: Sequence[Bound]
) -> None:
    """Lay out the tab and bind its events; `runs` are those that make answers."""
    with gr.Column(elem_id="history"):
        html("history-tools", history_tools(texts))
        talks = html("talks")
        export = html("export")
    _wire_list(tab, talks, wire, room, texts)

    def resume(event: gr.EventData, request: gr.Request) -> Update:
        visit = Visit(user_of(request), spoken(lambda: read_as(Talk, event)).conversation, texts)
        return {**spoken(lambda: asking.opened(ask, room, visit)), tabs: gr.Tabs(selected="ask")}

    def forget(conversation: str, event: gr.EventData, request: gr.Request) -> Update:
        def forgotten() -> Update:
            talk = read_as(Talk, event)
            room.conversations.delete(user_of(request), talk.conversation)
            found: Update = {talks: _listed(room, user_of(request), talk.text, texts)}
            if talk.conversation == conversation:
                found |= asking.opened(ask, room, Visit(user_of(request), "", texts))
            return found

        return spoken(forgotten)

    def save(event: gr.EventData, request: gr.Request) -> str:
        return drawn(spoken(lambda: exported(room, user_of(request), read_as(Talk, event), texts)))

    quick(wire.resume, resume, [], [*ask.all, tabs], cancels=runs)
    quick(wire.forget, forget, [ask.conversation], [talks, *ask.all])
    quick(wire.export, save, [], [export])


def _wire_list(tab: gr.Tab, talks: gr.HTML, wire: gr.HTML, room: Room, texts: Texts) -> None:
    def show(request: gr.Request) -> str:
        return spoken(lambda: _listed(room, user_of(request), "", texts))

    def find(event: gr.EventData, request: gr.Request) -> str:
        return spoken(lambda: _listed(room, user_of(request), read_as(Talk, event).text, texts))

    def rename(event: gr.EventData, request: gr.Request) -> str:
        def renamed() -> str:
            talk = read_as(Talk, event)
            room.conversations.rename(user_of(request), talk.conversation, talk.title)
            return _listed(room, user_of(request), talk.text, texts)

        return spoken(renamed)

    quick(tab.select, show, [], [talks])
    quick(wire.talks, find, [], [talks])
    quick(wire.rename, rename, [], [talks])


def _listed(room: Room, user: str, text: str, texts: Texts) -> str:
    return drawn(talk_list(room.conversations.listed(user, text.strip()), texts, searched=bool(text.strip())))
