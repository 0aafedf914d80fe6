"""A question in another language than the articles: its words, its days and what it counts are put into theirs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rag.asking.translation import Translator
from rag.asking.understanding import understand
from rag.counting import Census, census_of, without_dates
from rag.library import Library
from rag.options import AskOptions
from rag.records import Query
from rag.retriever import nearest
from rag.settings import RetrievalSettings


@dataclass(frozen=True, slots=True)
class Interpreter:
    """Puts questions to a library into the language of its articles; without a translator they stay as they are."""

    library: Library
    translator: Translator | None
    settings: RetrievalSettings

    def translated(self, query: Query, options: AskOptions) -> Query:
        """Return the query with its words, and the days they name, in the articles' language where it is in another."""
        translation = self._translation(query)
        if not translation:
            return query
        told = understand(translation, self.library, options)
        return replace(query, as_of=told.as_of, named=told.named, translation=told.wording or told.text)

    def _translation(self, query: Query) -> str:
        if self.translator is None:
            return ""
        return self.translator.translation(query.text, lambda: nearest(self.library, query, self.settings))

    def census(self, query: Query) -> Census | None:
        """Return what a question asks of the archive itself; what no article has as it is put, in their language."""
        census = census_of(query.text)
        if not query.translation:
            return census
        if census is None:
            return census_of(query.translation)
        known = [
            word if self.library.articles_with(word) else self._translation(replace(query, text=word)) or word
            for word in census.words
        ]
        return replace(census, words=tuple(without_dates(word).strip() for word in known))
