"""How the page's events are bound: those that take their time, and those that are done at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from secrets import token_hex
from typing import TypeVar

import gradio as gr
from gradio.blocks import Block

from rag.errors import BaodaError

_AT_ONCE = 8  # of one lane at the same time; more wait their turn

T = TypeVar("T")
Bound = dict[str, object]  # what Gradio gives for an event that is bound
Trigger = Callable[..., Bound]
Handler = Callable[..., object]


def html(name: str, value: str = "") -> gr.HTML:
    """Return a place in the page that handlers fill."""
    return gr.HTML(value, elem_id=name, apply_default_css=False, js_on_load=None)


def drawn(markup: str) -> str:
    """Return the markup with a sign that it was drawn anew: the browser keeps what looks the same as it was."""
    return f'<span hidden data-drawn="{token_hex(4)}"></span>{markup}'


def slow(
    trigger: Trigger,
    do: Handler,
    given: Sequence[Block],
    filled: Sequence[Block],
    *,
    lane: str,
    js: str | None = None,
) -> Bound:
    """Bind what takes its time: it waits its turn in its lane, and can be stopped."""
    return trigger(
        do,
        list(given),
        list(filled),
        js=js,
        show_progress="hidden",
        concurrency_limit=_AT_ONCE,
        concurrency_id=lane,
        api_visibility="private",
    )


def quick(
    trigger: Trigger,
    do: Handler,
    given: Sequence[Block],
    filled: Sequence[Block],
    *,
    cancels: Sequence[Bound] = (),
) -> Bound:
    """Bind what is done at once; what is still running of `cancels` is ended."""
    return trigger(
        do,
        list(given),
        list(filled),
        cancels=list(cancels) or None,
        queue=False,
        show_progress="hidden",
        api_visibility="private",
    )


def spoken(done: Callable[[], T]) -> T:
    """Do it; a failure is said in the page and changes nothing there."""
    try:
        return done()
    except BaodaError as error:
        raise gr.Error(str(error), print_exception=False) from error
