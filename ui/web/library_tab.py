"""The Library tab: its layout, and the wires to what happens there."""

from __future__ import annotations

from collections.abc import Iterator

import gradio as gr

from rag.listing import Sheet
from ui.web import shelving
from ui.web.asking import AskPage, Update, Visit
from ui.web.intake import drop_zone
from ui.web.presses import Checked, Correction, read_as
from ui.web.room import Room, user_of
from ui.web.shelving import LibraryPage
from ui.web.texts import Texts
from ui.web.uploads import Parcel
from ui.web.welcome import masthead
from ui.web.wires import html, quick, slow, spoken


def library_tab(room: Room, texts: Texts) -> LibraryPage:
    """Lay out the tab."""
    limits = room.desk.settings.serve
    with gr.Column(elem_id="library"):
        with gr.Row(elem_id="intake-row"):
            with gr.Column(elem_id="intake-side"):
                html("intake", drop_zone(limits.files, limits.upload, texts))
                ingested = html("ingested")
            with gr.Column(elem_id="state-side"):
                health = html("health")
        chart = html("chart")
        with gr.Column(elem_id="shelves"):
            tools, table, notice = html("table-tools"), html("table"), html("notice")
    return LibraryPage(ingested, tools, notice, table, chart, health)


def wire_library(tab: gr.Tab, page: LibraryPage, ask: AskPage, wire: gr.HTML, room: Room, texts: Texts) -> None:
    """Bind the tab's events."""
    changed = [page.table, page.chart, page.health, page.notice, ask.masthead]
    everything = [*dict.fromkeys([*changed, page.tools, page.ingested, *ask.all])]

    def visit(conversation: str, request: gr.Request) -> Visit:
        return Visit(user_of(request), conversation, texts)

    def head(request: gr.Request) -> Update:
        return {ask.masthead: masthead(room.desk.library.contents(), texts, user_of(request))}

    def show(request: gr.Request) -> Update:
        return {**spoken(lambda: shelving.shown(page, room, texts)), **head(request)}

    def ingest(conversation: str, event: gr.EventData, request: gr.Request) -> Iterator[Update]:
        parcel = spoken(lambda: read_as(Parcel, event))
        yield from shelving.taken(page, ask, room, parcel, visit(conversation, request))

    def samples(conversation: str, request: gr.Request) -> Iterator[Update]:
        yield from shelving.tried(ask, room, visit(conversation, request))

    def sheet(event: gr.EventData) -> str:
        return spoken(lambda: shelving.listed(room, read_as(Sheet, event), texts))

    def delete(event: gr.EventData, request: gr.Request) -> Update:
        return {**spoken(lambda: shelving.removed(page, room, read_as(Checked, event), texts)), **head(request)}

    def undo(event: gr.EventData, request: gr.Request) -> Update:
        return {**spoken(lambda: shelving.put_back_again(page, room, read_as(Checked, event), texts)), **head(request)}

    def correct(event: gr.EventData, request: gr.Request) -> Update:
        return {**spoken(lambda: shelving.corrected(page, room, read_as(Correction, event), texts)), **head(request)}

    quick(tab.select, show, [], [page.tools, *changed])
    slow(wire.ingest, ingest, [ask.conversation], everything, lane="ingest")
    slow(wire.samples, samples, [ask.conversation], ask.all, lane="ingest")
    quick(wire.sheet, sheet, [], [page.table])
    quick(wire.delete, delete, [], changed)
    quick(wire.undo, undo, [], changed)
    quick(wire.correct, correct, [], changed)
