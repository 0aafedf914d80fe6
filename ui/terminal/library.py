"""The library on a terminal: its state, its articles by issue, one article whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from rag.records import ArticleKind
from ui.terminal.answers import hanging
from ui.terminal.wrap import wrap

if TYPE_CHECKING:
    from pathlib import Path

    from rag.records import Article
    from rag.settings_table import SettingRow
    from rag.shelf import Status

_SHORT_ID = 8  # of 16 hexadecimal digits: unique in a library of tens of thousands, and short to type
_UNITS = ("bytes", "KB", "MB", "GB", "TB")


def standing(state: Status, chat_model: str, width: int) -> Iterator[Text]:
    """Yield the library's state, a name and a value a line."""
    contents = state.contents
    dates = f"{contents.first_date} to {contents.last_date}" if contents.first_date else "none known"
    facts = [
        ("library", str(state.folder)),
        ("articles", f"{contents.articles:,}"),
        ("passages", f"{contents.passages:,}"),
        ("newspapers", "、".join(contents.newspapers) or "none known"),
        ("dates", dates),
        ("embedding", state.embedding),
        ("chat model", chat_model or "none: answers quote the articles (set BAODA_CHAT_MODEL)"),
    ]
    facts += [(size.name, bulk(size.bytes) + _passages(size.passages)) for size in state.sizes]
    if state.pending:
        facts.append(("pending", f"{state.pending:,} articles, put into the indexes at the next question or ingest"))
    column = max(len(name) for name, _ in facts) + 2
    for name, value in facts:
        yield from hanging(Text(name.ljust(column), style="bold"), Text(value), width)


def _passages(count: int | None) -> str:
    return "" if count is None else f", {count:,} passages"


def bulk(count: float) -> str:
    """Return a number of bytes as people say it, in steps of 1,000."""
    for unit in _UNITS:
        if count < 1000 or unit == _UNITS[-1]:
            break
        count /= 1000
    return f"{count:,.0f} {unit}" if unit == "bytes" else f"{count:,.1f} {unit}"


def listed(articles: Iterable[Article], width: int) -> Iterator[Text]:
    """Yield the articles, a line each, under a line for every issue of a newspaper."""
    issue: tuple[str, str] | None = None
    for article in articles:
        source = article.source
        here = (source.newspaper, source.date.isoformat() if source.date else "undated")
        if here != issue:
            if issue is not None:
                yield Text()
            yield from wrap(Text(f"{source.newspaper and f'《{source.newspaper}》'}{here[1]}", style="bold"), width)
            issue = here
        page = f"第{source.page}版 " if source.page else ""
        line = Text(page, style="dim").append(source.headline or opening(article), style="default")
        if article.kind is not ArticleKind.NEWS:
            line.append(f" ({article.kind.value})", style="dim")
        yield from hanging(Text(f"{article.id[:_SHORT_ID]}  ", style="cyan"), line, width)


def opening(article: Article, length: int = 24) -> str:
    """Return how an article without a headline begins."""
    body = article.body.replace("\n", " ")
    return body[:length] + ("……" if len(body) > length else "")


def shown(article: Article, width: int, copies: Iterable[Path | None] = ()) -> Iterator[Text]:
    """Yield one article as printed, and where it was read from; `copies` are the files that the library keeps of it."""
    if article.kicker:
        yield from wrap(Text(article.kicker, style="dim"), width)
    if article.headline:
        yield from wrap(Text(article.headline, style="bold"), width)
    for place in article.places:
        printed = " ".join(
            part
            for part in (
                f"《{place.newspaper}》" if place.newspaper else "",
                place.date.isoformat() if place.date else "",
                f"第{place.page}版" if place.page else "",
            )
            if part
        )
        if printed:
            yield from wrap(Text(printed, style="cyan"), width)
    credit = " ".join(part for part in (article.dateline, "、".join(article.authors)) if part)
    if credit:
        yield from wrap(Text(credit, style="dim"), width)
    for paragraph in article.paragraphs:
        yield Text()
        yield from wrap(Text("　　" + paragraph), width)
    facts = [article.id, article.kind.value]
    facts += [f"{origin.file}:{origin.first_line}-{origin.last_line}" for origin in article.origin]
    facts += [f"same report as {article.report}"] if article.report not in ("", article.id) else []
    facts += [f"corrects {article.corrects}"] if article.corrects else []
    yield Text()
    yield from wrap(Text("  ".join(facts), style="dim"), width)
    for copy in dict.fromkeys(copies):
        if copy is not None:
            yield from hanging(Text("source kept in  ", style="dim"), Text(str(copy), style="dim"), width)


def tuned(rows: Iterable[SettingRow], width: int) -> Iterator[Text]:
    """Yield the settings: variable and value, and what it does under them."""
    for row in rows:
        yield from hanging(Text(f"{row.variable}  ", style="bold"), Text(row.value or "(none)", style="cyan"), width)
        yield from hanging(Text("  "), Text(row.meaning.replace("`", ""), style="dim"), width)
