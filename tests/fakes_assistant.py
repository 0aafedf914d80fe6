"""A fake assistant with a small invented library: it answers word by word, refuses, fails, and stalls when asked."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import mkdtemp
from threading import Event
from typing import Self, Unpack

from rag.errors import ChatError, InputError
from rag.feedback import Feedback
from rag.options import AskOptions
from rag.protocols import Contents, Ranking
from rag.records import (
    Answer,
    Article,
    Citation,
    CitedField,
    Hit,
    IndexRank,
    Mode,
    Note,
    NoteKind,
    Origin,
    Passage,
    Query,
    Sentence,
    Source,
    Timing,
    Turn,
    Verdict,
    Why,
)
from rag.settings import Settings
from rag.shelf import Status

PAPER = "青岚日报"
REMOTE = Note(NoteKind.PRIVACY, "您的问题会发送给 openai:m。")

ARTICLES = (
    Article.of(
        Source(PAPER, date(2031, 3, 2), "1", "青岚大桥主塔封顶"),
        (
            "本报讯 昨日上午，随着最后一方混凝土浇筑完成，青岚大桥北主塔顺利封顶。",
            (
                "大桥全长4.7公里，主塔高218米，计划于2032年10月通车。项目经理沈砚秋介绍，封顶比原计划提前了41天，"
                "这得益于今冬少雪，也得益于两班工人轮换施工。通车后，从老城到岚东新区的车程将由50分钟缩短到12分钟。"
            ),
            "为不影响候鸟过境，下个月起夜间停止打桩。",
        ),
    ),
    Article.of(
        Source(PAPER, date(2031, 3, 3), "3", "老城菜市场本周末迁入新址"),
        ("老城菜市场将于周末迁入河沿街28号，摊位由164个增至230个，停车位120个。", "原址改建为社区公园。"),
    ),
    Article.of(
        Source(PAPER, date(2031, 3, 3), "2", "今年第一批候鸟飞抵岚湖"),
        ("监测员在岚湖湿地记录到第一批北返的白琵鹭，共37只，比去年早了6天。",),
    ),
    Article.of(
        Source(PAPER, date(2031, 3, 4), "1", "更正：菜市场停车位数量有误"),
        ("本报3月3日第3版《老城菜市场本周末迁入新址》一文中，停车位应为210个。特此更正。",),
    ),
)


def hit(number: int, rank: int = 1) -> Hit:
    """The whole of one article as a hit."""
    article = ARTICLES[number]
    passage = Passage(f"{article.id}-0", article.id, article.source, article.body, 0, len(article.body))
    why = Why((IndexRank("dense", rank, 0.8), IndexRank("words", rank + 1, 9.5)), ("大桥", "通车"))
    return Hit(passage, 1.0 / rank, why)


def cite(marker: int, number: int, quote: str) -> Citation:
    """A literal quote from one article."""
    start = ARTICLES[number].body.index(quote)
    return Citation(marker, hit(number).passage, CitedField.BODY, quote, start, start + len(quote))


def bridge_answer(question: str = "青岚大桥什么时候通车？") -> Answer:
    """An answer with a carried, an uncarried and an unchecked sentence, two citations and two notes."""
    return Answer(
        query=Query(question),
        sentences=(
            Sentence("青岚大桥计划于2032年10月通车。", (1,), Verdict.SUPPORTED, "日期见于原文"),
            Sentence("届时老城到岚东新区只要10分钟。", (1, 2), Verdict.UNSUPPORTED, "原文是12分钟"),
            Sentence("大桥会成为城市的新地标。", (2,), Verdict.UNCHECKED, "没有可核对的数字或名称"),
        ),
        citations=(
            cite(1, 0, "大桥全长4.7公里，主塔高218米，计划于2032年10月通车。"),
            cite(2, 1, "老城菜市场将于周末迁入河沿街28号"),
        ),
        hits=(hit(0), hit(1, 2), hit(2, 3)),
        notes=(
            Note(NoteKind.CAUTION, "3月4日的更正说停车位是210个，不是120个。"),
            Note(NoteKind.HINT, "未设置聊天模型，以下为原文摘句。"),
        ),
        closest=(),
        refused=False,
        mode=Mode.LLM,
        timings=(Timing("retrieve", 12.4), Timing("write", 830.0), Timing("verify", 3.1)),
    )


def refusal(question: str) -> Answer:
    """A refusal that names two close articles."""
    return Answer(
        query=Query(question),
        sentences=(Sentence("已收录的报道里没有找到答案，下面是最接近的几篇。", (), Verdict.UNCHECKED, ""),),
        citations=(),
        hits=(hit(2), hit(0, 2)),
        notes=(),
        closest=(hit(2), hit(0, 2)),
        refused=True,
        mode=Mode.EXTRACT,
        timings=(Timing("retrieve", 9.0),),
    )


class FakeLibrary:
    """The invented library, or an empty one."""

    def __init__(self, articles: Sequence[Article] = ARTICLES) -> None:
        self._articles = tuple(articles)
        self.folder = Path(mkdtemp(prefix="baoda-fake-"))
        self.rated: list[Feedback] = []

    def keep_feedback(self, feedback: Feedback) -> None:
        self.rated.append(feedback)

    def contents(self) -> Contents:
        days = [article.source.date for article in self._articles if article.source.date]
        return Contents(len(self._articles), 9, (PAPER,), min(days, default=None), max(days, default=None))

    def articles(self) -> Iterator[Article]:
        return iter(self._articles)

    def article(self, article_id: str) -> Article:
        for article in self._articles:
            if article.id == article_id:
                return article
        raise InputError(f"No article {article_id}.")

    def articles_with(self, text: str) -> frozenset[str]:
        return frozenset(one.id for one in self._articles if all(word in one.body for word in text.split()))

    def passages_of(self, article_ids: Sequence[str]) -> tuple[Passage, ...]:
        return tuple(hit(number).passage for number, one in enumerate(self._articles) if one.id in article_ids)

    def passages(self, passage_ids: Sequence[str]) -> Mapping[str, Passage]:
        return {one.id: one for one in self.passages_of([one.id for one in self._articles]) if one.id in passage_ids}

    def search(self, query: Query, k: int) -> tuple[Ranking, ...]:
        return ()

    def printed(self, query: Query) -> Mapping[str, Source]:
        return {one.id: one.source for one in self._articles}

    def source_copy(self, origin: Origin) -> Path | None:
        return None

    def status(self) -> Status:
        return Status(self.folder, self.contents(), "hash/1", ())


class FakeAssistant:
    """Answers 通车 with the bridge, fails on 故障, repeats what it is given on 照念, refuses the rest.

    On 远程 it says beforehand that text leaves the machine.

    `pause` is the time between two pieces in seconds, and no piece comes before `let` is set; `histories` remembers the
    turns of every question.
    """

    def __init__(self, articles: Sequence[Article] = ARTICLES, pause: float = 0.0, let: Event | None = None) -> None:
        self.library = FakeLibrary(articles)
        self.settings = Settings()
        self.histories: list[tuple[Turn, ...]] = []
        self.filters: list[dict[str, object]] = []
        self.stopped = 0
        self._pause = pause
        self._let = let

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def search(self, text: str, **filters: object) -> tuple[Hit, ...]:
        self.filters.append(filters)
        return () if "没有" in text else (hit(0), hit(1, 2))

    def stream(self, question: str, **options: Unpack[AskOptions]) -> Iterator[str | Note | Answer]:
        self.histories.append(tuple(options.pop("history", ())))
        tell = options.pop("on_stage", None)
        self.filters.append(dict(options))
        if tell:
            tell("retrieve")
        if "故障" in question:
            raise ChatError("The chat model ollama:none is down; start it, or unset BAODA_CHAT_MODEL.")
        answer = bridge_answer(question) if "通车" in question else refusal(question)
        if "远程" in question:
            answer = replace(answer, notes=(*answer.notes, REMOTE))
            yield REMOTE
        if "照念" in question:
            said = Sentence(question, (1,), Verdict.SUPPORTED, question)
            answer = Answer(
                Query(question), (said,), (cite(1, 0, "青岚大桥北主塔顺利封顶"),), (), (), (), False, Mode.LLM, ()
            )
        if self._let:
            self._let.wait(60)
        try:
            for sentence in answer.sentences:
                for begin in range(0, len(sentence.text), 4):
                    time.sleep(self._pause)
                    yield sentence.text[begin : begin + 4]
                yield "".join(f"[{marker}]" for marker in sentence.markers)
        except GeneratorExit:
            self.stopped += 1
            raise
        yield answer
