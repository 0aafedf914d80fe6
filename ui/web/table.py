"""The library's articles as an HTML table, sorted by its heads; each row can be read, corrected, deleted."""

from __future__ import annotations

import json
from collections.abc import Sequence

from rag.listing import Column, Listed, Row, Sheet
from rag.records import ArticleKind
from ui.web.escape import safe
from ui.web.icons import DELETE, EDIT
from ui.web.texts import Texts


def table_tools(newspapers: Sequence[str], texts: Texts) -> str:
    """Return what bounds the table, and the form that corrects an article."""
    words = texts.library
    papers = "".join(f'<option value="{safe(paper)}">{safe(paper)}</option>' for paper in newspapers)
    kinds = "".join(f'<option value="{kind.value}">{safe(texts.kinds[kind])}</option>' for kind in ArticleKind)
    return (
        f'<h2>{safe(words.articles)}</h2><form class="table-tools" role="search" aria-label="{safe(words.articles)}">'
        f'<input type="search" class="field" name="table-text" placeholder="{safe(words.filter)}" '
        f'aria-label="{safe(words.filter)}" autocomplete="off">'
        f'<select class="field" name="table-newspaper" aria-label="{safe(words.columns[Column.NEWSPAPER])}">'
        f'<option value="">{safe(words.all_newspapers)}</option>{papers}</select>'
        f'<select class="field" name="table-kind" aria-label="{safe(words.columns[Column.KIND])}">'
        f'<option value="">{safe(words.all_kinds)}</option>{kinds}</select></form>{_dialog(texts)}'
    )


def _dialog(texts: Texts) -> str:
    words = texts.library

    def line(name: str, label: str, kind: str = "text") -> str:
        return f'<label><span>{safe(label)}</span><input type="{kind}" class="field" name="{name}"></label>'

    return (
        f'<dialog class="correcting" aria-label="{safe(words.correct)}"><form method="dialog"><h2>{safe(words.correct)}'
        f"</h2>{line('headline', words.title)}{line('newspaper', words.columns[Column.NEWSPAPER])}"
        f'<div class="two">{line("day", words.columns[Column.DATE], "date")}{line("page", words.page)}</div>'
        f'<p class="actions"><button type="button" class="secondary" data-do="cancel-correct">'
        f"{safe(words.cancel)}</button>"
        f'<button type="submit" class="primary">{safe(words.save)}</button></p></form></dialog>'
    )


def table(sheet: Sheet, listed: Listed, texts: Texts) -> str:
    """Return the rows, their heads, and the way to further pages."""
    words = texts.library
    if not listed.rows:
        return f'<p class="none" role="status">{safe(words.none)}</p>'
    heads = "".join(_head(column, sheet, texts) for column in Column)
    rows = "".join(_row(row, texts) for row in listed.rows)
    every = f'<input type="checkbox" data-check="all" aria-label="{safe(words.select_all)}">'
    return (
        f'<div class="table-wrap"><table class="articles"><caption class="unseen">{safe(words.articles)}</caption>'
        "<thead><tr>"
        f'<th class="check">{every}</th>{heads}<th class="edit"><span class="unseen">{safe(words.correct)}</span></th>'
        f"</tr></thead><tbody>{rows}</tbody></table></div>{_pager(sheet, listed, texts)}"
    )


def _head(column: Column, sheet: Sheet, texts: Texts) -> str:
    said = texts.library.columns[column]
    on = sheet.sort is column
    order = ("descending" if sheet.descending else "ascending") if on else "none"
    sign = ("↓" if sheet.descending else "↑") if on else ""
    turn = not sheet.descending if on else column in (Column.DATE, Column.CONFIDENCE)
    label = safe(texts.library.sort_by.format(column=said))
    return (
        f'<th class="{column.value}" aria-sort="{order}"><button type="button" class="plain" data-do="sort" '
        f'data-column="{column.value}" data-descending="{str(turn).lower()}" title="{label}">{safe(said)}'
        f'<span aria-hidden="true"> {sign}</span></button></th>'
    )


def _row(row: Row, texts: Texts) -> str:
    words = texts.library
    source = row.source
    title = source.headline or source.external_id or words.untitled
    day = source.date.isoformat() if source.date else ""
    page = f" 第{source.page}版" if source.page else ""
    facts = {
        "article": row.id,
        "headline": source.headline,
        "newspaper": source.newspaper,
        "day": day,
        "page": source.page,
    }
    sure = "low" if row.confidence < 0.8 else "high"
    kind = safe(texts.kinds[row.kind])
    correct = safe(f"{words.correct}：{title}")
    return (
        f'<tr><td class="check"><input type="checkbox" data-check="{safe(row.id)}" '
        f'aria-label="{safe(words.select.format(title=title))}"></td>'
        f'<td class="date">{safe(day or words.undated)}</td><td class="newspaper">{safe(source.newspaper + page)}</td>'
        f'<td class="title"><button type="button" class="plain" data-do="read" data-article="{safe(row.id)}">'
        f'{safe(title)}</button></td><td class="kind">{kind}</td>'
        f'<td class="confidence {sure}">{row.confidence:.0%}</td><td class="edit"><button type="button" class="tool" '
        f'data-do="correct" data-facts="{safe(json.dumps(facts, ensure_ascii=False))}" aria-label="{correct}" '
        f'title="{safe(words.correct)}">{EDIT}</button></td></tr>'
    )


def _pager(sheet: Sheet, listed: Listed, texts: Texts) -> str:
    words = texts.library
    first, last = sheet.offset + 1, sheet.offset + len(listed.rows)
    said = words.rows.format(first=f"{first:,}", last=f"{last:,}", total=f"{listed.total:,}")
    back, on = max(sheet.offset - sheet.rows, 0), sheet.offset + sheet.rows
    buttons = _turn(back, words.previous, off=sheet.offset == 0) + _turn(on, words.next, off=last >= listed.total)
    return (
        f'<div class="pager"><button type="button" class="pill" data-do="delete-checked" '
        f'data-label="{safe(words.delete)}" hidden>{DELETE}<span></span></button>'
        f'<span role="status">{safe(said)}</span>{buttons if listed.total > sheet.rows else ""}</div>'
    )


def _turn(offset: int, said: str, *, off: bool) -> str:
    disabled = " disabled" if off else ""
    return f'<button type="button" class="pill" data-do="turn" data-offset="{offset}"{disabled}>{safe(said)}</button>'


def notice(said: str, texts: Texts, removal: str = "") -> str:
    """Return a line about what was just done, with the way to undo it."""
    undo = (
        f'<button type="button" class="link" data-do="undo" data-removal="{safe(removal)}">'
        f"{safe(texts.library.undo)}</button>"
        if removal
        else ""
    )
    return f'<p class="notice" role="status">{safe(said)} {undo}</p>'
