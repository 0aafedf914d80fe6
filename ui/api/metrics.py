"""What Prometheus is told: requests, answers, latency by stage, refusals, ingests."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from ingest.report import FileReport
from rag.protocols import Contents
from rag.records import Answer

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)


class Metrics:
    """The figures of one server; safe to use from several threads."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "baoda_requests",
            "HTTP requests by route, method and status",
            ("route", "method", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "baoda_request_seconds",
            "Seconds until an answer was sent whole",
            ("route",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._stages = Histogram(
            "baoda_stage_seconds",
            "Seconds of one stage of an answer",
            ("stage",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._answers = Counter(
            "baoda_answers",
            "Questions by who worded the answer and what came of them",
            ("mode", "outcome"),
            registry=self._registry,
        )
        self._read = Counter(
            "baoda_read",
            "Questions by how much the small reader read for them: less than was set where many asked at once",
            ("depth",),
            registry=self._registry,
        )
        self._searches = Counter("baoda_searches", "Searches without an answer", registry=self._registry)
        self._articles = Counter(
            "baoda_ingested_articles",
            "Articles of uploads by what became of them",
            ("outcome",),
            registry=self._registry,
        )
        self._files = Counter(
            "baoda_ingested_files", "Files of uploads by what became of them", ("outcome",), registry=self._registry
        )
        self._held = Gauge("baoda_library_articles", "Articles in the library", registry=self._registry)
        self._passages = Gauge("baoda_library_passages", "Passages in the library", registry=self._registry)
        self._working = Gauge("baoda_requests_at_work", "Requests that are being answered", registry=self._registry)
        self._ready = Gauge("baoda_ready", "1 when questions can be answered", registry=self._registry)

    def began(self) -> None:
        """Note that a request came in."""
        self._working.inc()

    def ended(self, route: str, method: str, status: int, seconds: float) -> None:
        """Note that a request was answered."""
        self._working.dec()
        self._requests.labels(route, method, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def answered(self, answer: Answer) -> None:
        """Note what came of a question."""
        self._answers.labels(answer.mode.value, "refused" if answer.refused else "answered").inc()
        if answer.read:
            self._read.labels(answer.read.value).inc()
        for timing in answer.timings:
            self._stages.labels(timing.stage).observe(timing.milliseconds / 1000)

    def failed(self) -> None:
        """Note that a question ended in an error."""
        self._answers.labels("none", "failed").inc()

    def searched(self) -> None:
        """Note a search."""
        self._searches.inc()

    def ingested(self, file: FileReport) -> None:
        """Note what became of an uploaded file."""
        counts = ("added", file.added), ("updated", file.updated), ("unchanged", file.unchanged)
        for outcome, number in (*counts, ("withdrawn", file.withdrawn)):
            self._articles.labels(outcome).inc(number)
        outcome = "failed" if file.failed else "skipped" if file.skipped else "read"
        self._files.labels(outcome).inc()

    def text(self, contents: Contents | None) -> bytes:
        """Return all figures in Prometheus' text format; `contents` is None while the library is not open."""
        self._ready.set(contents is not None)
        if contents:
            self._held.set(contents.articles)
            self._passages.set(contents.passages)
        return generate_latest(self._registry)
