"""The page: its tabs, and the wires between what is pressed and what is done."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence

import gradio as gr
from gradio.blocks import Block

from rag.errors import BaodaError
from ui.web import asking
from ui.web.asking import AskPage, Update, Visit
from ui.web.opening import opened as laid_open
from ui.web.presses import opening_of, rated_of, told, wire_script, wish_of
from ui.web.render import stopped
from ui.web.room import Room, user_of
from ui.web.texts import Texts

_AT_ONCE = 8  # questions answered at the same time; more wait their turn
_STORAGE = "baoda.conversation.id"
# Gradio scrambles what it keeps in the browser with this word. It guards nothing: it only has to stay the same, so
# that a conversation is found again after a restart of the server.
_SCRAMBLE = "baoda"

Trigger = Callable[..., dict[str, object]]
Handler = Callable[..., object]


def build_app(room: Room, texts: Texts) -> gr.Blocks:
    """Return the page in one language."""
    # Gradio would work out statistics of all its events after every one of them, and nothing here reads them.
    os.environ.setdefault("GRADIO_ANALYTICS_CACHE_FREQUENCY", str(sys.maxsize))
    os.environ.setdefault("GRADIO_ANALYTICS_MAX_EVENTS", "1")
    app = gr.Blocks(title=texts.title, analytics_enabled=False)
    with app:
        conversation = gr.BrowserState("", storage_key=_STORAGE, secret=_SCRAMBLE)
        wire = gr.HTML("", elem_id="wire", apply_default_css=False, js_on_load=wire_script())
        with gr.Row(elem_id="head"):
            head = _html("masthead")
            fresh = gr.Button(texts.ask.fresh, size="sm", scale=0, min_width=96, elem_id="fresh", visible=False)
        with gr.Tabs(elem_id="tabs"), gr.Tab(texts.tab_ask, id="ask", elem_id="ask-tab"):
            page = _ask_tab(conversation, head, fresh, texts)
        reader = _html("reader")
        _wire_asking(app, page, wire, room, texts)
        _wire_reader(wire, reader, room, texts)
    return app


def _html(name: str) -> gr.HTML:
    return gr.HTML("", elem_id=name, apply_default_css=False, js_on_load=None)


def _ask_tab(conversation: gr.BrowserState, head: gr.HTML, fresh: gr.Button, texts: Texts) -> AskPage:
    with gr.Column(elem_id="talk"):
        past, current, welcome = _html("past"), _html("current"), _html("welcome")
    with gr.Column(elem_id="composer"):
        filters = _html("filters")
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


def _wire_asking(app: gr.Blocks, page: AskPage, wire: gr.HTML, room: Room, texts: Texts) -> None:
    wish = gr.Textbox(visible=False)  # its value is the page script's: what is set beside the question

    def open_page(conversation: str, request: gr.Request) -> Update:
        return asking.opened(page, room, Visit(user_of(request), conversation, texts))

    def forget(request: gr.Request) -> Update:
        return asking.opened(page, room, Visit(user_of(request), "", texts))

    def ask(conversation: str, text: str, request: gr.Request) -> Iterator[Update]:
        try:
            wished = wish_of(text, texts.filters.unusable)
        except BaodaError as error:
            raise gr.Error(str(error), print_exception=False) from error
        yield from asking.asked(page, room, wished, Visit(user_of(request), conversation, texts))

    def ask_again(conversation: str, event: gr.EventData, request: gr.Request) -> Iterator[Update]:
        yield from ask(conversation, told(event), request)

    def stop(shown: str) -> Update:
        return {page.current: shown + stopped(texts), page.question: asking.ready()}

    app.load(open_page, page.conversation, page.all, show_progress="hidden", api_visibility="private")
    page.fresh.click(forget, None, page.all, show_progress="hidden", api_visibility="private")
    beside = "(conversation, text) => [conversation, window.baoda.wish()]"
    runs = [
        _run(page.question.submit, ask, [page.conversation, wish], page.all, js=beside),
        _run(wire.ask, ask_again, [page.conversation], page.all),
    ]
    page.question.stop(stop, page.current, [page.current, page.question], cancels=runs, queue=False)

    def rate(conversation: str, event: gr.EventData, request: gr.Request) -> None:
        _warned(lambda: asking.rated(room, rated_of(told(event)), Visit(user_of(request), conversation, texts)))

    quick(wire.rate, rate, [page.conversation], [])


def _wire_reader(wire: gr.HTML, reader: gr.HTML, room: Room, texts: Texts) -> None:
    def read(event: gr.EventData) -> str:
        return laid_open(room.desk, opening_of(told(event)), texts)

    quick(wire.read, read, [], [reader])


def _run(
    trigger: Trigger, do: Handler, given: Sequence[Block], filled: Sequence[Block], js: str | None = None
) -> dict[str, object]:
    """Bind what takes its time: it waits its turn, and can be stopped."""
    return trigger(
        do,
        list(given),
        list(filled),
        js=js,
        show_progress="hidden",
        concurrency_limit=_AT_ONCE,
        concurrency_id="ask",
        api_visibility="private",
    )


def quick(trigger: Trigger, do: Handler, given: Sequence[Block], filled: Sequence[Block]) -> dict[str, object]:
    """Bind what is done at once."""
    return trigger(do, list(given), list(filled), queue=False, show_progress="hidden", api_visibility="private")


def _warned(done: Callable[[], None]) -> None:
    """Do it; say a failure in the page."""
    try:
        done()
    except BaodaError as error:
        gr.Warning(str(error))
