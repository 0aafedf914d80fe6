"""What is set beside a question, as HTML: the bar with its fields, and the chips that stand in the question."""

from __future__ import annotations

from collections.abc import Sequence

from rag.conversations import Filters
from rag.options import AskOptions
from rag.records import Mode, Strictness
from ui.web.escape import safe
from ui.web.icons import FILTER
from ui.web.texts import Texts

_DAYS = 'min="1800-01-01" max="2199-12-31"'


def options_of(filters: Filters) -> AskOptions:
    """Return the options that the filters stand for."""
    return AskOptions(
        since=filters.since,
        until=filters.until,
        newspaper=filters.newspaper,
        as_of=filters.as_of,
        mode=filters.mode,
        strictness=filters.strictness,
    )


def as_values(filters: Filters) -> dict[str, str]:
    """Return the set parts as the fields of the bar hold them."""
    values = {
        "since": filters.since.isoformat() if filters.since else "",
        "until": filters.until.isoformat() if filters.until else "",
        "newspaper": filters.newspaper,
        "as_of": filters.as_of.isoformat() if filters.as_of else "",
        "mode": filters.mode.value if filters.mode else "",
        "strictness": filters.strictness.value if filters.strictness else "",
    }
    return {name: value for name, value in values.items() if value}


def said(filters: Filters, texts: Texts) -> tuple[str, ...]:
    """Return the set parts in words."""
    words = texts.filters
    found: list[str] = []
    if filters.since and filters.until:
        found.append(words.span.format(since=filters.since, until=filters.until))
    elif filters.since:
        found.append(f"{filters.since} –")
    elif filters.until:
        found.append(f"– {filters.until}")
    if filters.newspaper:
        found.append(f"《{filters.newspaper}》")
    if filters.as_of:
        found.append(words.as_of_chip.format(day=filters.as_of))
    if filters.mode:
        found.append(texts.modes[filters.mode])
    if filters.strictness:
        found.append(words.strictnesses[filters.strictness])
    return tuple(found)


def chips(filters: Filters, texts: Texts) -> str:
    """Return the set parts as small labels; nothing when none is set."""
    shown = "".join(f'<span class="filter-chip">{safe(one)}</span>' for one in said(filters, texts))
    return (
        f'<span class="asked-under"><span class="unseen">{safe(texts.filters.label)}：</span>{shown}</span>'
        if shown
        else ""
    )


def filter_bar(newspapers: Sequence[str], texts: Texts) -> str:
    """Return the button, the place of the chips, and the fields that the button unfolds."""
    words = texts.filters
    papers = [("", words.any_newspaper), *((paper, f"《{paper}》") for paper in newspapers)]
    modes = [
        ("", words.by_settings),
        *((mode.value, texts.modes[mode]) for mode in (Mode.AUTO, Mode.LLM, Mode.EXTRACT)),
    ]
    levels = [("", words.by_settings), *((level.value, words.strictnesses[level]) for level in Strictness)]
    fields = (
        _day("since", words.since)
        + _day("until", words.until)
        + _choice("newspaper", words.newspaper, papers)
        + _day("as_of", words.as_of)
        + _choice("mode", words.mode, modes)
        + _choice("strictness", words.strictness, levels)
    )
    return (
        '<div class="filterbar"><button type="button" class="pill" data-do="filters" aria-expanded="false" '
        f'aria-controls="filter-fields">{FILTER}{safe(words.label)}</button><span class="set"></span>'
        f'<span class="replacing" role="status"></span></div>'
        f'<div id="filter-fields" role="group" aria-label="{safe(words.label)}" hidden>{fields}'
        f'<button type="button" class="link" data-do="clear-filters">{safe(words.clear)}</button></div>'
    )


def _day(name: str, label: str) -> str:
    return f'<label class="field-{name}"><span>{safe(label)}</span><input type="date" name="{name}" {_DAYS}></label>'


def _choice(name: str, label: str, values: Sequence[tuple[str, str]]) -> str:
    options = "".join(f'<option value="{safe(value)}">{safe(shown)}</option>' for value, shown in values)
    return f'<label class="field-{name}"><span>{safe(label)}</span><select name="{name}">{options}</select></label>'
