"""Answers reach an OpenTelemetry collector as spans that hold no word of any text."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from rag import logs
from rag.assistant import Assistant
from rag.backends.tracing import open_tracer
from rag.settings import Settings
from tests.rag.telling import QUESTION, FirstSentence, Made


class Collector(HTTPServer):
    """A collector that keeps what it is sent."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Keeping)
        self.bodies: list[bytes] = []
        self.came = threading.Event()


class _Keeping(BaseHTTPRequestHandler):
    server: Collector

    def do_POST(self) -> None:
        assert self.path == "/v1/traces"
        self.server.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.end_headers()
        self.server.came.set()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def collector() -> Iterator[Collector]:
    server = Collector()
    running = threading.Thread(target=server.serve_forever)
    running.start()
    yield server
    server.shutdown()
    running.join()
    server.server_close()


def test_a_question_is_a_span_with_a_span_for_each_stage_and_no_text(made: Made, collector: Collector) -> None:
    tracer = open_tracer(f"http://127.0.0.1:{collector.server_port}/")
    assistant = Assistant(made().library, FirstSentence(1.0), None, Settings(), tracer=tracer)
    with logs.request("r-7"):
        answer = assistant.ask(QUESTION)
    assert collector.came.wait(30)
    sent = ExportTraceServiceRequest.FromString(collector.bodies[0])
    spans = [span for resource in sent.resource_spans for scope in resource.scope_spans for span in scope.spans]
    (whole,) = [span for span in spans if not span.parent_span_id]
    facts = {one.key: one.value for one in whole.attributes}
    assert (whole.name, facts["baoda.request"].string_value, facts["baoda.refused"].bool_value) == (
        "answer",
        "r-7",
        False,
    )
    below = [span for span in spans if span.parent_span_id == whole.span_id]
    assert [span.name for span in below] == [timing.stage for timing in answer.timings]
    assert all(whole.start_time_unix_nano <= one.start_time_unix_nano <= one.end_time_unix_nano for one in below)
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in str(sent))
