"""Answers as OpenTelemetry traces: one span a question, one below it for each stage, none with a word of any text."""

from __future__ import annotations

from rag.answer_log import Trace, Tracer
from rag.errors import SettingsError

_SERVICE = "baoda"
_PATH = "/v1/traces"  # of OTLP over HTTP


def open_tracer(url: str) -> Tracer:
    """Return what sends traces to an OTLP collector, in the background; what it cannot take is lost, nothing waits.

    Where a caller has a span of its own, the question's hangs below it. Raises SettingsError without the extra.
    """
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise SettingsError("trace.url needs OpenTelemetry; install it with: pip install 'baoda[tracing]'") from error
    from opentelemetry.trace import set_span_in_context

    provider = TracerProvider(resource=Resource.create({"service.name": _SERVICE}))
    address = url.rstrip("/")
    exporter = OTLPSpanExporter(endpoint=address if address.endswith(_PATH) else address + _PATH)
    provider.add_span_processor(BatchSpanProcessor(exporter))
    tracer = provider.get_tracer(_SERVICE)

    def send(trace: Trace) -> None:
        whole = tracer.start_span("answer", start_time=trace.began, attributes=dict(trace.facts))
        below = set_span_in_context(whole)
        for stage in trace.stages:
            tracer.start_span(stage.name, context=below, start_time=stage.began).end(stage.ended)
        whole.end(trace.ended)

    return send
