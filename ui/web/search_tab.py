"""The Search tab: its layout, and the wire to what happens there."""

from __future__ import annotations

import gradio as gr

from rag.finding import find
from ui.web.findings import Search, findings, search_form
from ui.web.presses import read_as
from ui.web.room import Room
from ui.web.texts import Texts
from ui.web.wires import html, quick, spoken


def search_tab(wire: gr.HTML, room: Room, texts: Texts) -> None:
    """Lay out the tab and bind its event."""
    with gr.Column(elem_id="search"):
        html("search-form", search_form(texts))
        shown = html("findings")

    def look(event: gr.EventData) -> str:
        def looked() -> str:
            search = read_as(Search, event)
            library = room.desk.library
            found = find(library, search.wanted)
            articles = [library.article(one) for one in found.ids[: search.shown]]
            return findings(search, found, articles, texts)

        return spoken(looked)

    quick(wire.find, look, [], [shown])
