"""POST /api/ask and /api/search: questions to the library."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from ui.api.events import EVENT_STREAM, STREAM_HEADERS, answered, asked, server_sent, while_there
from ui.api.service import Service
from ui.api.shapes import AskRequest, Found, SearchRequest
from ui.rows.answers import AnswerRow, answer_row, hit_rows

_EVENTS = (
    'event: piece\ndata: {"text": "全长46.2公里。"}\n\n'
    'event: answer\ndata: {"question": "…", "answer": "全长46.2公里。", "citations": ["…"]}\n\n'
)


def asking_routes(service: Service) -> APIRouter:
    """Return the routes of questions and searches."""
    router = APIRouter(prefix="/api", tags=["questions"])

    @router.post(
        "/ask",
        response_model=AnswerRow,
        responses={200: {"content": {EVENT_STREAM: {"schema": {"type": "string"}, "example": _EVENTS}}}},
    )
    async def ask(http: Request, request: AskRequest) -> Response:
        """Answer a question with citations; with `stream`, events `piece`, `note`, `answer` and `error`."""
        if request.stream:
            items = asked(service, request.question, request.options())
            return StreamingResponse(server_sent(items), media_type=EVENT_STREAM, headers=STREAM_HEADERS)
        answer = await while_there(http, answered(service, request.question, **request.options()))
        return JSONResponse(answer_row(answer))

    @router.post("/search")
    async def search(request: SearchRequest) -> Found:
        """Find passages, best first, with why they were found."""
        assistant = service.assistant()
        hits = await service.quick.run(
            lambda: assistant.search(
                request.text,
                k=request.k,
                since=request.since,
                until=request.until,
                newspaper=request.newspaper,
                as_of=request.as_of,
                within=request.within,
                strictness=request.strictness,
            )
        )
        return Found(hits=hit_rows(hits))

    return router
