"""The assistant in langchain's own terms: a retriever of Documents, and a Runnable that answers."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import ConfigDict

from rag.assistant import Assistant
from rag.records import Answer, Hit


class LibraryRetriever(BaseRetriever):
    """Finds passages of a library for langchain chains."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    assistant: Assistant
    k: int | None = None

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        del run_manager  # langchain passes it to every retriever
        return [as_document(hit) for hit in self.assistant.search(query, k=self.k)]


def as_document(hit: Hit) -> Document:
    """Return the hit as a langchain Document; its metadata are plain values that any chain can print."""
    passage = hit.passage
    source = passage.source
    return Document(
        id=passage.id,
        page_content=passage.text,
        metadata={
            "article_id": passage.article_id,
            "external_id": source.external_id,
            "source": source.label,
            "newspaper": source.newspaper,
            "date": source.date.isoformat() if source.date else "",
            "page": source.page,
            "title": source.headline,
            "start": passage.start,
            "end": passage.end,
            "score": hit.score,
        },
    )


def answering(assistant: Assistant) -> Runnable[str, Answer]:
    """Return the assistant as a step of a langchain chain: question in, Answer out."""

    def baoda(question: str) -> Answer:
        return assistant.ask(question)

    return RunnableLambda(baoda)
