"""What happens on the Ask tab: a question is answered, a conversation is found again."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime

import gradio as gr
from gradio.blocks import Block

from rag.conversations import Exchange, told, turns
from rag.errors import BaodaError
from rag.records import Answer, Mode, Note
from rag.stopping import Stop
from ui.web import render
from ui.web.examples import example_questions
from ui.web.filters import filter_bar, options_of
from ui.web.presses import Wish
from ui.web.pump import Beat, Stage, pumped
from ui.web.render import Asked, Reply
from ui.web.room import Room
from ui.web.texts import Texts
from ui.web.welcome import empty_library, masthead, welcome

EXAMPLES = 4
# The stages of an answer that one who waits is told; a stage that is not named belongs to the one before it.
_TOLD = {"understand": "search", "retrieve": "search", "count": "search", "read": "read", "write": "answer"}
_TOLD |= {"compare": "answer", "verify": "answer"}

Update = dict[Block, object]


@dataclass(frozen=True, slots=True)
class AskPage:
    """The components that the Ask tab's handlers fill."""

    conversation: gr.BrowserState
    masthead: gr.HTML
    past: gr.HTML
    current: gr.HTML
    welcome: gr.HTML
    filters: gr.HTML
    question: gr.Textbox
    fresh: gr.Button

    @property
    def all(self) -> list[Block]:
        """Every component that a handler may fill."""
        return [
            self.conversation,
            self.masthead,
            self.past,
            self.current,
            self.welcome,
            self.filters,
            self.question,
            self.fresh,
        ]


@dataclass(frozen=True, slots=True)
class Visit:
    """Who looks at which conversation, in which words."""

    user: str
    conversation: str
    texts: Texts


def opened(page: AskPage, room: Room, visit: Visit) -> Update:
    """Fill the page as someone finds it: the conversation of this browser, or an invitation."""
    exchanges = _exchanges(room, visit)
    return {
        **_surroundings(page, room, visit, begun=bool(exchanges)),
        page.conversation: visit.conversation if exchanges else "",
        page.past: _rendered(room, exchanges, visit.texts),
        page.current: "",
        page.question: ready(),
        page.fresh: gr.Button(visible=bool(exchanges)),
    }


def around(page: AskPage, room: Room, visit: Visit) -> Update:
    """Fill what stands around a conversation and tells what the library holds; an answer that is coming stays."""
    return _surroundings(page, room, visit, begun=bool(_exchanges(room, visit)))


def _surroundings(page: AskPage, room: Room, visit: Visit, *, begun: bool) -> Update:
    texts = visit.texts
    library = room.desk.library
    contents = library.contents()
    invitation = ""
    if not begun:
        examples = example_questions(library.articles(), texts.ask.example, EXAMPLES)
        invitation = welcome(examples, texts) if contents.articles else empty_library(texts)
    return {
        page.masthead: masthead(contents, texts, visit.user),
        page.welcome: invitation,
        page.filters: filter_bar(contents.newspapers, texts),
    }


def _exchanges(room: Room, visit: Visit) -> tuple[Exchange, ...]:
    return room.conversations.exchanges(visit.user, visit.conversation) if visit.conversation else ()


def _rendered(room: Room, exchanges: Sequence[Exchange], texts: Texts) -> str:
    return render.conversation(exchanges, room.cited([one.answer for one in exchanges]), texts)


def ready() -> gr.Textbox:
    """Return the question box as it waits for a question."""
    return gr.Textbox(submit_btn=True, stop_btn=False)


def asked(page: AskPage, room: Room, wish: Wish, visit: Visit) -> Iterator[Update]:
    """Yield the page's updates while a question is answered; a failure leaves the conversation as it was."""
    if not wish.question.strip():
        yield {page.current: gr.skip()}
        return
    texts = visit.texts
    before = _exchanges(room, visit)
    if wish.replaces is not None:
        before = before[: wish.replaces]
    here = Asked(wish.question, len(before), wish.filters)
    yield {
        page.question: gr.Textbox(value="", submit_btn=False, stop_btn=True),
        page.past: _rendered(room, before, texts),
        page.current: _current(here, render.waiting("search", texts), texts),
        page.welcome: "",
        page.fresh: gr.Button(visible=True),
    }
    try:
        with closing(_said(room, wish, before, texts)) as pieces:
            for piece in pieces:
                if isinstance(piece, Answer):
                    yield _kept(page, room, visit, here, piece, before)
                elif piece:
                    yield {page.current: _current(here, piece, texts)}
                else:
                    yield {page.current: gr.skip()}  # nothing came; a stop can get through here
    except BaodaError as error:
        reply = Reply(render.failure(str(error), texts))
        yield {page.current: render.exchange(here, reply, texts), page.question: ready()}


def _current(here: Asked, reply: str, texts: Texts) -> str:
    return render.exchange(here, Reply(reply), texts)


def _said(room: Room, wish: Wish, before: Sequence[Exchange], texts: Texts) -> Generator[str | Answer, None, None]:
    """Yield the reply's HTML as it grows, empty where nothing came for a while, then the answer."""
    said = remarks = ""
    stage = "search"
    known = told(before)

    def start(on_stage: Callable[[str], None], stop: Stop) -> Iterator[str | Note | Answer]:
        options = options_of(wish.filters)
        options["history"] = turns(before)
        options["on_stage"] = on_stage
        options["stop"] = stop
        return room.desk.stream(wish.question, **options)

    with closing(pumped(start)) as pieces:
        for piece in pieces:
            if isinstance(piece, Answer):
                yield piece
                return
            if isinstance(piece, Beat):
                yield ""
                continue
            if isinstance(piece, Note):
                remarks += render.remark(piece, texts) if piece not in known else ""
            elif isinstance(piece, Stage):
                stage = _TOLD.get(piece.name, stage)
            else:
                said += piece
            yield remarks + (render.draft(said, texts) if said else render.waiting(stage, texts))


def _kept(page: AskPage, room: Room, visit: Visit, here: Asked, answer: Answer, before: Sequence[Exchange]) -> Update:
    """Keep the answer in its conversation, and show it."""
    settings = room.desk.settings
    one = Exchange(
        here.question,
        answer,
        datetime.now(UTC),
        here.filters,
        model=settings.chat.model if answer.mode is Mode.LLM else "",
        library=room.listing.fingerprint(),
    )
    conversation = room.conversations.keep(visit.user, visit.conversation, here.number, one)
    reply = render.answered(one, here.number, room.cited([answer]), visit.texts, told(before))
    return {
        page.current: render.exchange(here, reply, visit.texts),
        page.conversation: conversation,
        page.question: ready(),
    }
