"""A loopback server that speaks the OpenAI chat protocol with streaming, and misbehaves on demand."""

from __future__ import annotations

import json
import select
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self


@dataclass(frozen=True)
class Reply:
    """What the server does with one request.

    `status` other than 200 answers with an error; `pieces` are streamed with `delay` seconds before each. After them,
    `cut` drops the connection, `torn` ends the stream politely but without its last chunk, `stall` keeps silent until
    the client hangs up or the server stops; `mute` does so without even a first line. `garbage` opens the stream with
    something that is not JSON; `finish` is the reason that the last chunk gives for the end.
    """

    pieces: Sequence[str] = ()
    status: int = 200
    headers: Sequence[tuple[str, str]] = ()
    delay: float = 0.0
    cut: bool = False
    torn: bool = False
    stall: bool = False
    mute: bool = False
    garbage: bool = False
    finish: str = "stop"


@dataclass(frozen=True)
class Request:
    """One request as it came."""

    path: str
    key: str
    body: dict[str, object]


@dataclass
class ChatServer:
    """Use as a context manager; every request takes the next reply, the last reply is repeated."""

    replies: Sequence[Reply]
    listing: str = "{}"  # the JSON text that a GET is answered with
    listing_delay: float = 0.0  # seconds before it
    requests: list[Request] = field(default_factory=list)
    silent: threading.Event = field(default_factory=threading.Event)
    hung_up: threading.Event = field(default_factory=threading.Event)
    stopping: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        self._http = _Server(("127.0.0.1", 0), self)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopping.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join(5)

    @property
    def address(self) -> str:
        """The address without a path."""
        return f"http://127.0.0.1:{self._http.server_port}"

    @property
    def url(self) -> str:
        """The base URL for `openai:` models."""
        return f"{self.address}/v1"

    def next_reply(self) -> Reply:
        """Return the reply to the request that was just noted."""
        return self.replies[min(len(self.requests), len(self.replies)) - 1]


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], owner: ChatServer) -> None:
        self.owner = owner
        super().__init__(address, _Handler)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        """Answer with the listing, as Ollama lists its models."""
        owner = self.server.owner
        owner.requests.append(Request(self.path, "", {}))
        if owner.stopping.wait(owner.listing_delay):
            return
        body = owner.listing.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        """Answer as the next reply says."""
        owner = self.server.owner
        length = int(self.headers.get("Content-Length", "0"))
        key = self.headers.get("Authorization", "").removeprefix("Bearer ")
        owner.requests.append(Request(self.path, key, json.loads(self.rfile.read(length) or b"{}")))
        reply = owner.next_reply()
        try:
            self._answer(reply, owner)
        except (BrokenPipeError, ConnectionResetError):
            owner.hung_up.set()
            self.close_connection = True

    def _answer(self, reply: Reply, owner: ChatServer) -> None:
        if reply.mute:
            self._keep_silent(owner)
            return
        if reply.status != 200:
            self._refuse(reply)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        if reply.garbage:
            self._chunk("data: {not json\n\n")
        for piece in reply.pieces:
            if reply.delay and owner.stopping.wait(reply.delay):
                return
            self._event({"content": piece}, None)
        if reply.stall:
            self._keep_silent(owner)
            return
        if reply.cut:
            self.close_connection = True
            return
        if not reply.torn:
            self._event({}, reply.finish)
            self._chunk("data: [DONE]\n\n")
        self._chunk("")

    def _keep_silent(self, owner: ChatServer) -> None:
        owner.silent.set()
        self.close_connection = True
        while not owner.stopping.is_set():
            heard, _, _ = select.select([self.connection], [], [], 0.02)
            if heard and not self.connection.recv(1):
                owner.hung_up.set()
                return

    def _refuse(self, reply: Reply) -> None:
        body = json.dumps({"error": {"message": "no, sk-secret-in-the-vendor-text", "code": reply.status}}).encode()
        self.send_response(reply.status)
        for name, value in reply.headers:
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _event(self, delta: dict[str, str], finish: str | None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        event = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
        self._chunk(f"data: {json.dumps(event)}\n\n")

    def _chunk(self, text: str) -> None:
        raw = text.encode()
        self.wfile.write(f"{len(raw):x}\r\n".encode() + raw + b"\r\n")
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing."""
