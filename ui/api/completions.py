"""/v1/chat/completions and /v1/models: clients of the OpenAI protocol ask the library."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from urllib.parse import quote
from uuid import uuid4

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from rag import logs
from rag.errors import BaodaError, InputError
from rag.markers import MARKER
from rag.records import Answer, Note, NoteKind
from ui.api.completion_shapes import (
    MODES,
    Annotation,
    AnsweredMessage,
    Choice,
    Completion,
    CompletionRequest,
    ModelEntry,
    ModelList,
    UrlCitation,
    Usage,
)
from ui.api.errors import NotThere, problem_row
from ui.api.events import EVENT_STREAM, STREAM_HEADERS, answered, asked, sse, while_there, with_beats
from ui.api.service import Service
from ui.rows.answers import answer_row


def completion_routes(service: Service) -> APIRouter:
    """Return the routes of the OpenAI protocol."""
    router = APIRouter(prefix="/v1", tags=["OpenAI protocol"])
    since = int(time.time())

    @router.get("/models")
    async def models() -> ModelList:
        """List the ways to answer: by the setting, by quoted sentences, by the chat model."""
        return ModelList(data=[ModelEntry(id=name, created=since) for name in _models(service)])

    @router.get("/models/{model}")
    async def model(model: str) -> ModelEntry:
        """Return one way to answer."""
        _check_model(service, model)
        return ModelEntry(id=model, created=since)

    @router.post(
        "/chat/completions",
        response_model=Completion,
        responses={200: {"content": {EVENT_STREAM: {"schema": {"type": "string"}}}}},
    )
    async def complete(http: Request, request: CompletionRequest) -> Response:
        """Answer the last question of a talk, with citations as annotations and, whole, in the field `baoda`."""
        _check_model(service, request.model)
        try:
            question, options = request.question(), request.options()
        except ValueError as error:
            raise InputError(f"{error}.") from error
        name, base = f"chatcmpl-{uuid4().hex}", str(http.base_url)
        if request.stream:
            chunks = _chunks(asked(service, question, options), name, request, base)
            return StreamingResponse(chunks, media_type=EVENT_STREAM, headers=STREAM_HEADERS)
        answer = await while_there(http, answered(service, question, **options))
        message = AnsweredMessage(content=answer.marked, annotations=list(cited_places(answer, answer.marked, base)))
        completion = Completion(
            id=name,
            created=int(time.time()),
            model=request.model,
            choices=[Choice(message=message)],
            usage=Usage.of(request, answer.marked),
            baoda=answer_row(answer),
        )
        return JSONResponse(completion.model_dump())

    return router


def cited_places(answer: Answer, text: str, base: str) -> Iterator[Annotation]:
    """Yield an annotation for every marker in the text that has a quote; `base` is the server's address, with /."""
    cited = {citation.marker: citation.passage for citation in reversed(answer.citations)}
    for found in MARKER.finditer(text):
        passage = cited.get(int(found[1]))
        if passage:
            url = f"{base}api/articles/{quote(passage.article_id)}"
            place = UrlCitation(start_index=found.start(), end_index=found.end(), title=passage.source.label, url=url)
            yield Annotation(url_citation=place)


def _models(service: Service) -> list[str]:
    return [name for name in MODES if name != "baoda-chat" or service.settings.chat.model]


def _check_model(service: Service, model: str) -> None:
    known = _models(service)
    if model not in known:
        raise NotThere(f"There is no model {model!r} here; choose one of {', '.join(known)}.")


async def _chunks(
    items: AsyncGenerator[str | Note | Answer, None], name: str, request: CompletionRequest, base: str
) -> AsyncIterator[str]:
    """Yield the answer as chunks of the protocol; the last one has the annotations and the field `baoda`."""
    head: dict[str, object] = {
        "id": name,
        "object": "chat.completion.chunk",
        "created": int(time.time()),
        "model": request.model,
    }
    counted = bool(request.stream_options and request.stream_options.include_usage)
    if counted:
        head["usage"] = None  # the protocol wants the field in every chunk, filled in the last one

    def chunk(delta: dict[str, object], finish: str | None = None, **extra: object) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        return sse({**head, "choices": [choice], **extra})

    said = ""
    try:
        yield chunk({"role": "assistant", "content": ""})
        async for item in with_beats(items):
            if item is None:
                yield ": still at it\n\n"
            elif isinstance(item, str):
                said += item
                yield chunk({"content": item})
            elif isinstance(item, Note):
                yield chunk({"content": ""}, baoda={"notes": [{"kind": item.kind.value, "text": item.text}]})
            else:
                correction = _correction(said, item)
                if correction:
                    yield chunk({"content": correction})
                whole = said + correction
                cited = [one.model_dump() for one in cited_places(item, whole, base)]
                yield chunk({"annotations": cited}, "stop", baoda=answer_row(item))
                if counted:
                    yield sse({**head, "choices": [], "usage": Usage.of(request, whole).model_dump()})
    except BaodaError as error:
        logs.event("stream ended by an error", error=type(error).__name__)
        yield sse(problem_row(error))
    yield "data: [DONE]\n\n"


def _correction(said: str, answer: Answer) -> str:
    """Return what takes back a text that a failing chat model began: why, and the answer that stands instead."""
    if said == answer.marked:
        return ""
    why = "".join(f"{note.text}\n" for note in answer.notes if note.kind is NoteKind.FALLBACK)
    return f"\n\n{why}{answer.marked}" if said else answer.marked
