"""The assistant as a system that is measured."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter

from eval.asked import Asked, Found, Quoted, document_of, documents_of, said
from eval.cases import Case
from eval.metrics import stands_literally
from rag.assistant import Assistant
from rag.records import Answer, Mode, Strictness

DEPTH = 30  # passages whose documents are ranked: 20 documents and more, recall's greatest depth


@dataclass(frozen=True, slots=True)
class AssistantSystem:
    """An assistant asked as its users ask it; `titles`: documents are known by their titles, not by their ids."""

    assistant: Assistant
    mode: Mode = Mode.EXTRACT
    strictness: Strictness | None = None
    titles: bool = False
    retrieval_only: bool = False
    name: str = "baoda"

    def ask(self, case: Case) -> Asked:
        """Return what the assistant finds and answers, with the time of each in milliseconds.

        The answer comes first: what the reader read for one it need not read for the other, and the time of an answer
        is to be the one that a user waits. The search behind it is quicker than a user's, and is named apart.
        """
        if self.retrieval_only:
            found, searched = self._search(case)
            return Asked(case.qid, case.question, found, {"search": searched})
        began = perf_counter()
        answer = self.assistant.ask(
            case.question,
            as_of=case.question_date,
            within=case.context,
            mode=self.mode,
            strictness=self.strictness,
        )
        timings = {"ask": (perf_counter() - began) * 1000}
        timings |= {f"ask: {timing.stage}": timing.milliseconds for timing in answer.timings}
        found, timings["search again"] = self._search(case)
        return Asked(
            qid=case.qid,
            question=case.question,
            found=found,
            timings=timings,
            answered=True,
            refused=answer.refused,
            sentences=said(answer),
            citations=self._quoted(answer),
            notes=tuple(note.text for note in answer.notes),
            evidence=answer.evidence,
            short=answer.short,
        )

    def _search(self, case: Case) -> tuple[tuple[Found, ...], float]:
        """Return the passages found and the milliseconds that it took."""
        began = perf_counter()
        hits = self.assistant.search(case.question, k=DEPTH, as_of=case.question_date, within=case.context)
        taken = (perf_counter() - began) * 1000
        return tuple(Found(documents_of(hit, titles=self.titles), hit.passage.text, hit.score) for hit in hits), taken

    def _quoted(self, answer: Answer) -> tuple[Quoted, ...]:
        article_of = self.assistant.library.article
        return tuple(
            Quoted(
                document_of(citation, titles=self.titles),
                citation.quote,
                stands_literally(citation, article_of(citation.passage.article_id)),
            )
            for citation in answer.citations
        )
