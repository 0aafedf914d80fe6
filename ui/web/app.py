"""The page: its tabs, and the wires between what is pressed and what is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import gradio as gr

from rag.errors import BaodaError
from ui.web import asking
from ui.web.asking import AskPage, Update, Visit
from ui.web.history_tab import history_tab
from ui.web.library_tab import library_tab, wire_library
from ui.web.opening import opened as laid_open
from ui.web.presses import Opening, Rated, read_as, told, wire_script, wish_of
from ui.web.rating import rated
from ui.web.render import stopped
from ui.web.room import Room, user_of
from ui.web.search_tab import search_tab
from ui.web.statistics import keep_no_statistics
from ui.web.texts import Texts
from ui.web.wires import Bound, drawn, html, quick, slow, spoken

_STORAGE = "baoda.conversation.id"
# Gradio scrambles what it keeps in the browser with this word. It guards nothing: it only has to stay the same, so
# that a conversation is found again after a restart of the server.
_SCRAMBLE = "baoda"


def build_app(room: Room, texts: Texts) -> gr.Blocks:
    """Return the page in one language."""
    keep_no_statistics()
    app = gr.Blocks(title=texts.title, analytics_enabled=False)
    with app:
        conversation = gr.BrowserState("", storage_key=_STORAGE, secret=_SCRAMBLE)
        wire = gr.HTML("", elem_id="wire", apply_default_css=False, js_on_load=wire_script())
        with gr.Row(elem_id="head"):
            head = html("masthead")
            fresh = gr.Button(texts.ask.fresh, size="sm", scale=0, min_width=96, elem_id="fresh", visible=False)
        with gr.Tabs(elem_id="tabs") as tabs:
            with gr.Tab(texts.tab_ask, id="ask", elem_id="ask-tab"):
                page = _ask_tab(conversation, head, fresh, texts)
                runs = _wire_asking(app, page, wire, room, texts)
            with gr.Tab(texts.tab_search, id="search", elem_id="search-tab"):
                search_tab(wire, room, texts)
            with gr.Tab(texts.tab_library, id="library", elem_id="library-tab") as library:
                shelves = library_tab(room, texts)
            with gr.Tab(texts.tab_history, id="history", elem_id="history-tab") as history:
                history_tab(history, tabs, page, wire, room, texts, runs)
        reader = html("reader")
        wire_library(library, shelves, page, wire, room, texts)
        _wire_reader(wire, reader, room, texts)
    return app


def _ask_tab(conversation: gr.BrowserState, head: gr.HTML, fresh: gr.Button, texts: Texts) -> AskPage:
    with gr.Column(elem_id="talk"):
        past, current, welcome = html("past"), html("current"), html("welcome")
    with gr.Column(elem_id="composer"):
        filters = html("filters")
        question = gr.Textbox(
            placeholder=texts.ask.placeholder,
            label=texts.ask.question_label,
            show_label=False,
            lines=1,
            max_lines=6,
            max_length=2000,
            autofocus=True,
            submit_btn=True,
            interactive=True,
            elem_id="question",
        )
    return AskPage(conversation, head, past, current, welcome, filters, question, fresh)


def _wire_asking(app: gr.Blocks, page: AskPage, wire: gr.HTML, room: Room, texts: Texts) -> Sequence[Bound]:
    """Bind the tab's events; return those that make answers, for others to end."""
    wish = gr.Textbox(visible=False)  # its value is the page script's: what is set beside the question

    def open_page(conversation: str, request: gr.Request) -> Update:
        return asking.opened(page, room, Visit(user_of(request), conversation, texts))

    def forget(request: gr.Request) -> Update:
        return asking.opened(page, room, Visit(user_of(request), "", texts))

    def ask(conversation: str, text: str, request: gr.Request) -> Iterator[Update]:
        wished = spoken(lambda: wish_of(text, texts.filters.unusable))
        yield from asking.asked(page, room, wished, Visit(user_of(request), conversation, texts))

    def ask_again(conversation: str, event: gr.EventData, request: gr.Request) -> Iterator[Update]:
        yield from ask(conversation, told(event), request)

    def stop(shown: str) -> Update:
        return {page.current: shown + stopped(texts), page.question: asking.ready()}

    def rate(conversation: str, event: gr.EventData, request: gr.Request) -> None:
        try:
            rated(room, read_as(Rated, event), Visit(user_of(request), conversation, texts))
        except BaodaError as error:
            gr.Warning(str(error))

    app.load(open_page, page.conversation, page.all, show_progress="hidden", api_visibility="private")
    beside = "async (conversation, text) => { await window.baoda.filled; return [conversation, window.baoda.wish()]; }"
    runs = [
        slow(page.question.submit, ask, [page.conversation, wish], page.all, lane="ask", js=beside),
        slow(wire.ask, ask_again, [page.conversation], page.all, lane="ask"),
    ]
    page.question.stop(
        stop, page.current, [page.current, page.question], cancels=runs, queue=False, api_visibility="private"
    )
    quick(page.fresh.click, forget, [], page.all, cancels=runs)
    quick(wire.rate, rate, [page.conversation], [])
    return runs


def _wire_reader(wire: gr.HTML, reader: gr.HTML, room: Room, texts: Texts) -> None:
    def read(event: gr.EventData) -> str:
        return drawn(laid_open(room.desk, spoken(lambda: read_as(Opening, event)), texts))

    quick(wire.read, read, [], [reader])
