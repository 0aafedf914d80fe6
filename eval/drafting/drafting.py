"""Drafts from a library: articles taken evenly over its days, kinds of question by turns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from eval.drafting.drafts import Draft, draft_id
from eval.drafting.templates import Proposal, proposals
from rag.records import Article, ArticleKind

Propose = Callable[[Article], Iterable[Proposal]]

_SHORTEST = 60  # characters of an article: less says too little to be asked about


@dataclass(slots=True)
class Account:
    """Where the articles and the proposals went: `left_out` counts them by reason."""

    articles: int = 0
    left_out: Counter[str] = field(default_factory=Counter)


def by_templates(article: Article) -> Iterable[Proposal]:
    """Return what the templates make of an article."""
    return proposals(article.headline, article.body)


def drafts(articles: Iterable[Article], count: int, seed: int, origin: str, propose: Propose) -> Iterator[Draft]:
    """Yield up to `count` drafts, at most one a kind of an article; the same of the same library and seed.

    Every kind of question comes by turns as far as the articles give it. Articles without a headline of their own are
    left out: gold names articles by it.
    """
    asked = Counter[str]()
    seen: set[str] = set()
    queue = spread(usable(articles), Random(seed))  # noqa: S311 - nothing to be kept secret
    for article in queue:
        for proposal in _of_one(list(propose(article)), asked):
            draft = _draft(article, proposal, origin)
            if draft.id not in seen:
                seen.add(draft.id)
                asked[proposal.type] += 1
                yield draft
            if len(seen) == count:
                return


_AN_ARTICLE = 2  # drafts of one: the questions are to be about the archive, not about a few of its pages
_IN_VAIN = 4


def _of_one(found: Sequence[Proposal], asked: Counter[str]) -> list[Proposal]:
    """Return an article's proposals of the kinds that were asked least so far, one of each.

    At most every fourth has no answer: such a question can be asked of any article.
    """
    vain = [one for one in found if not one.answers]
    if not vain or (asked[vain[0].type] + 1) * _IN_VAIN > asked.total() + _IN_VAIN:
        vain = []
    answered = {one.type: one for one in reversed([one for one in found if one.answers])}
    kinds = [*answered.values(), *vain[asked.total() % len(vain) :][:1]] if vain else list(answered.values())
    return sorted(kinds, key=lambda one: (asked[one.type], one.type))[:_AN_ARTICLE]


def usable(articles: Iterable[Article]) -> list[Article]:
    """Return the news that can be asked about, by day: with a headline that no other article has, and some text."""
    found = list(articles)
    titles = Counter(place.headline for article in found for place in article.places)
    kept = [
        article
        for article in found
        if article.kind is ArticleKind.NEWS
        and article.headline
        and titles[article.headline] == 1
        and len(article.body) >= _SHORTEST
    ]
    return sorted(kept, key=lambda article: (str(article.source.date or ""), article.id))


def spread(articles: Sequence[Article], random: Random) -> list[Article]:
    """Return all articles in an order whose every beginning is spread over the whole: halves, quarters and so on."""
    order: list[Article] = []
    stretches = [list(articles)]
    while stretches:
        stretch = stretches.pop(0)
        if stretch:
            at = random.randrange(len(stretch))
            order.append(stretch.pop(at))
            stretches += [stretch[: len(stretch) // 2], stretch[len(stretch) // 2 :]]
    return order


def _draft(article: Article, proposal: Proposal, origin: str) -> Draft:
    answerable = bool(proposal.answers)
    external = article.source.external_id
    return Draft(
        id=draft_id(proposal.question, article.id),
        question=proposal.question,
        answers=proposal.answers,
        evidence=proposal.evidence,
        gold_titles=(article.headline,) if answerable else (),
        gold_doc_ids=(external,) if answerable and external else (),
        answerable=answerable,
        type=proposal.type,
        origin=origin,
        label=article.source.label,
        text=article.body,
    )
