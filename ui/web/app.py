"""The chat page: its layout, and what happens when someone asks."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import gradio as gr
from gradio.blocks import Block

from rag.errors import BaodaError
from rag.records import Note
from ui.web import render
from ui.web.conversation import Exchange, restore, store, told, turns
from ui.web.desk import Desk
from ui.web.examples import example_questions
from ui.web.rating import ON_PRESS, rated
from ui.web.texts import CHINESE, Texts

_EXAMPLES = 4
_AT_ONCE = 8  # questions answered at the same time; more wait their turn
_STORAGE = "baoda.conversation"
# Gradio scrambles what it keeps in the browser with this word. It guards nothing: it only has to stay the same, so
# that a conversation outlives a restart of the server.
_SCRAMBLE = "baoda"

Update = dict[Block, object]


@dataclass(frozen=True, slots=True)
class _Page:
    """The components that the handlers fill."""

    stored: gr.BrowserState
    masthead: gr.HTML
    past: gr.HTML
    current: gr.HTML
    welcome: gr.Column
    invitation: gr.HTML
    examples: tuple[gr.Button, ...]
    question: gr.Textbox
    fresh: gr.Button


def build_app(desk: Desk, texts: Texts = CHINESE) -> gr.Blocks:
    """Return the chat page over an assistant; every conversation lives in its own browser."""
    # Gradio would work out statistics of all its events after every one of them, and nothing here reads them.
    os.environ.setdefault("GRADIO_ANALYTICS_CACHE_FREQUENCY", str(sys.maxsize))
    os.environ.setdefault("GRADIO_ANALYTICS_MAX_EVENTS", "1")
    app = gr.Blocks(title=texts.title, analytics_enabled=False)
    with app:
        page = _lay_out(texts)
        _wire(app, page, desk, texts)
    return app


def _lay_out(texts: Texts) -> _Page:
    stored = gr.BrowserState("", storage_key=_STORAGE, secret=_SCRAMBLE)
    with gr.Row(elem_id="head"):
        head = gr.HTML(elem_id="masthead", apply_default_css=False, js_on_load=None)
        fresh = gr.Button(texts.fresh, size="sm", scale=0, min_width=96, elem_id="fresh", visible=False)
    past = gr.HTML(elem_id="past", apply_default_css=False, js_on_load=ON_PRESS)
    current = gr.HTML(elem_id="current", apply_default_css=False, js_on_load=ON_PRESS)
    with gr.Column(elem_id="welcome") as welcome:
        invitation = gr.HTML(elem_id="invitation", apply_default_css=False, js_on_load=None)
        with gr.Row(elem_id="examples"):
            examples = tuple(gr.Button(visible=False, elem_classes="example") for _ in range(_EXAMPLES))
    question = gr.Textbox(
        placeholder=texts.placeholder,
        label=texts.question_label,
        show_label=False,
        lines=1,
        max_lines=6,
        max_length=2000,
        autofocus=True,
        submit_btn=True,
        elem_id="question",
    )
    return _Page(stored, head, past, current, welcome, invitation, examples, question, fresh)


def _wire(app: gr.Blocks, page: _Page, desk: Desk, texts: Texts) -> None:
    def open_page(stored: str) -> Update:
        return _opened(page, desk, stored, texts)

    def ask(question: str, stored: str) -> Iterator[Update]:
        yield from _asked(page, desk, question, stored, texts)

    def forget() -> Update:
        return {page.stored: "", **_opened(page, desk, "", texts)}

    def stop(shown: str) -> Update:
        return {page.current: shown + render.stopped(texts), page.question: _ready()}

    def rate(stored: str, pressed: gr.LikeData) -> str:
        return rated(desk, stored, str(pressed.index), str(pressed.value))

    for conversation in (page.past, page.current):
        conversation.like(
            rate, page.stored, page.stored, show_progress="hidden", concurrency_limit=None, api_visibility="private"
        )
    start = [page.masthead, page.past, page.current, page.welcome, page.invitation, page.fresh, *page.examples]
    app.load(open_page, page.stored, start, api_visibility="private")
    page.fresh.click(forget, None, [page.stored, *start], api_visibility="private")
    filled = [page.question, page.past, page.current, page.welcome, page.stored, page.fresh]
    asking: list[dict[str, object]] = [
        trigger(
            ask,
            [source, page.stored],
            filled,
            show_progress="hidden",
            concurrency_limit=_AT_ONCE,
            concurrency_id="ask",
            api_visibility="private",
        )
        for trigger, source in [
            (page.question.submit, page.question),
            *((button.click, button) for button in page.examples),
        ]
    ]
    page.question.stop(
        stop, page.current, [page.current, page.question], cancels=asking, queue=False, api_visibility="private"
    )


def _ready() -> gr.Textbox:
    return gr.Textbox(submit_btn=True, stop_btn=False)


def _opened(page: _Page, desk: Desk, stored: str, texts: Texts) -> Update:
    """Fill the page as someone finds it: the conversation of this browser, or an invitation."""
    exchanges = restore(stored)
    contents = desk.library.contents()
    examples = example_questions(desk.library.articles(), texts.example, _EXAMPLES) if not exchanges else ()
    buttons: Update = {
        button: gr.Button(examples[number], visible=True) if number < len(examples) else gr.Button(visible=False)
        for number, button in enumerate(page.examples)
    }
    return {
        page.masthead: render.masthead(contents, texts),
        page.past: render.conversation(exchanges, texts),
        page.current: "",
        page.welcome: gr.Column(visible=not exchanges),
        page.invitation: render.welcome(texts) if contents.articles else render.empty_library(texts),
        page.fresh: gr.Button(visible=bool(exchanges)),
        **buttons,
    }


def _asked(page: _Page, desk: Desk, question: str, stored: str, texts: Texts) -> Iterator[Update]:
    """Yield the page's updates while a question is answered; a failure leaves the conversation as it was."""
    if not question.strip():
        yield {}
        return
    exchanges = restore(stored)
    yield {
        page.question: gr.Textbox(value="", submit_btn=False, stop_btn=True),
        page.past: render.conversation(exchanges, texts),
        page.current: render.exchange(question, render.waiting(texts), texts),
        page.welcome: gr.Column(visible=False),
        page.fresh: gr.Button(visible=True),
    }
    said = remarks = ""
    try:
        for piece in desk.stream(question, history=turns(exchanges)):
            if isinstance(piece, Note):
                remarks += render.remark(piece, texts) if piece not in told(exchanges) else ""
                reply = remarks + render.waiting(texts)
                yield {page.current: render.exchange(question, reply, texts)}
            elif isinstance(piece, str):
                said += piece
                reply = remarks + render.draft(said, texts)
                yield {page.current: render.exchange(question, reply, texts)}
            else:
                said_now = Exchange(question, piece)
                reply = render.answered(piece, len(exchanges), texts, told(exchanges))
                yield {
                    page.current: render.exchange(question, reply + render.rating_buttons(said_now, texts), texts),
                    page.stored: store([*exchanges, said_now]),
                    page.question: _ready(),
                }
    except BaodaError as error:
        reply = render.failure(str(error), texts)
        yield {page.current: render.exchange(question, reply, texts), page.question: _ready()}
