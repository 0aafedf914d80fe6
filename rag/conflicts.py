"""Different values in print for the same thing: which passages contradict what an answer quotes, newest first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rag.checking.alignment import bare
from rag.checking.facts import FactKind
from rag.checking.rivals import rivals
from rag.checking.statements import Statement
from rag.chinese import bare_question, fold, letters, terms
from rag.notes import is_chinese
from rag.protocols import Quote
from rag.reading.answer_shapes import MEASURE
from rag.reading.candidates import gather
from rag.reading.question_type import Asked, QuestionType, answer_spans, asked
from rag.records import Article, Hit, Query

_KINDS = {
    QuestionType.TIME: frozenset({FactKind.MOMENT}),
    QuestionType.PERSON: frozenset({FactKind.PERSON}),
}
_FIGURES = frozenset({FactKind.QUANTITY})
# 更正: “总投资23.8亿元”应为“总投资32.8亿元”.
_QUOTED = "[“「『]([^“”「」『』]{1,40})[”」』]"
_HOW_MANY = re.compile(rf"(?:多少|几){MEASURE}")
_LIGHT_END = re.compile("[是有为在的了达]+$")
_SHOULD_BE = re.compile(rf"{_QUOTED}(?:有误[，,])?(?:应当?为|应是|应改为|更正为|改为){_QUOTED}")


@dataclass(frozen=True, slots=True)
class ConflictValue:
    """One of the values: its words as printed, the sentence they stand in, and whether a later notice corrected it."""

    text: str
    quote: Quote
    corrected: bool = False

    @property
    def printed(self) -> date | None:
        """The day of the issue that prints it."""
        return self.quote.hit.passage.source.date


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two or more different values for one thing; a correction comes before what it corrects, else newest first."""

    subject: str
    values: tuple[ConflictValue, ...]

    @property
    def dated(self) -> bool:
        """Whether the days of issue or a correction say which value is to be taken."""
        return self.values[-1].corrected or len({value.printed for value in self.values} - {None}) > 1


def _no_article(_article_id: str) -> None:
    return None


def find_conflicts(
    query: Query,
    quotes: Sequence[Quote],
    hits: Sequence[Hit] = (),
    article_of: Callable[[str], Article | None] = _no_article,
) -> tuple[Conflict, ...]:
    """Return where `hits`, or the quotes among themselves, print another value than a quote for what is asked.

    `quotes` are what the answer shows (in chat mode: a `Quote` of each citation), `hits` the other passages at hand,
    `article_of` gives those of both by id, for `Article.corrects`; without it a correction is known by the headline
    that it quotes. Empty when nothing contradicts: figures of another year, place or subject do not.
    """
    question = fold(query.text).rstrip("?？ ")
    wanted = asked(question)
    kinds = _KINDS.get(wanted.type, _FIGURES)
    words = terms(query.readable)
    printed = [*quotes, *_sentences(hits)]
    stated = [_statement(one) for one in printed]
    found: list[Conflict] = []
    for quote, own in zip(quotes, stated, strict=False):  # the quotes come first in `stated`
        if any(_same_place(quote, value.quote) for conflict in found for value in conflict.values):
            continue
        others = zip(printed, stated, strict=True)
        values = list(_corrections(quote, printed, article_of, words, wanted)) or list(
            _contradictions(quote, own, others, words, kinds)
        )
        if values:
            found.append(Conflict(_subject(query.text), tuple(_ordered(_once(values)))))
    return tuple(found)


def _subject(question: str) -> str:
    """Return what the question is about, its question word left out: 北矶港区二期码头总投资."""
    between = "" if is_chinese(question) else " "
    told = bare_question(_HOW_MANY.sub(" ", fold(question)))
    return _LIGHT_END.sub("", between.join(told.strip(" ?!。.").split())) or question


def _sentences(hits: Sequence[Hit]) -> Iterator[Quote]:
    for candidate in gather(hits):
        yield Quote(candidate.hit, candidate.text, candidate.start, candidate.end)


def _corrections(
    quote: Quote,
    printed: Sequence[Quote],
    article_of: Callable[[str], Article | None],
    words: Sequence[str],
    wanted: Asked,
) -> Iterator[ConflictValue]:
    """Yield the corrected value and the right one, the quote being the one or the other, where such is asked for."""
    for notice in printed:
        for match in _SHOULD_BE.finditer(notice.text):
            told = fold(notice.text)
            if not any(word in told for word in words) or (wanted.shaped and not answer_spans(wanted, fold(match[2]))):
                continue
            for other in printed:
                ours = _same_place(quote, other) or _same_place(quote, notice)
                if ours and bare(match[1]) in bare(other.text) and _corrects(notice, other, article_of):
                    yield ConflictValue(match[2], notice)
                    yield ConflictValue(match[1], other, corrected=True)
                    return


def _corrects(notice: Quote, other: Quote, article_of: Callable[[str], Article | None]) -> bool:
    ids = notice.hit.passage.article_id, other.hit.passage.article_id
    if ids[0] == ids[1]:
        return False
    article = article_of(ids[0])
    if article is not None and article.corrects:
        return article.corrects == ids[1]
    headline = letters(other.hit.passage.source.headline)
    return bool(headline) and headline in letters(notice.hit.passage.text)


def _contradictions(
    quote: Quote,
    own: Statement,
    others: Iterable[tuple[Quote, Statement]],
    words: Sequence[str],
    kinds: frozenset[FactKind],
) -> Iterator[ConflictValue]:
    """Yield the quote's value and every other one, or nothing."""
    said = False
    for other, stated in others:
        if other.hit.passage.article_id == quote.hit.passage.article_id or _SHOULD_BE.search(other.text):
            continue
        pair = rivals(words, kinds, own, stated)
        if pair is None:
            continue
        if not said:
            yield ConflictValue(pair.one, quote)
            said = True
        yield ConflictValue(pair.other, other)


def _statement(quote: Quote) -> Statement:
    source = quote.hit.passage.source
    return Statement(quote.text, source.headline, source.date)


def _once(values: Sequence[ConflictValue]) -> list[ConflictValue]:
    """Return each value once, in its newest print."""
    newest: dict[str, ConflictValue] = {}
    for value in values:
        key = bare(value.text)
        if key not in newest or (value.printed or date.min) > (newest[key].printed or date.min):
            newest[key] = value
    return list(newest.values())


def _ordered(values: Sequence[ConflictValue]) -> list[ConflictValue]:
    newest_first = sorted(values, key=lambda value: value.printed or date.min, reverse=True)
    return sorted(newest_first, key=lambda value: value.corrected)


def _same_place(one: Quote, other: Quote) -> bool:
    same_article = one.hit.passage.article_id == other.hit.passage.article_id
    return same_article and one.start < other.end and other.start < one.end
