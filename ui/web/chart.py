"""How many articles each newspaper printed, by day (by month over a longer span), as a drawing and a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rag.listing import DayCount
from ui.web.escape import safe
from ui.web.texts import Texts

_WIDTH, _HEIGHT, _FOOT, _LEFT = 640, 140, 24, 34
_MOST = 62  # bars; more days are drawn as months, more months as years
_COLOURS = 5  # newspapers with a colour of their own; the style sheet has them, and one more for all others


def chart(days: Sequence[DayCount], texts: Texts) -> str:
    """Return the drawing with its legend and the same numbers as a table; nothing for an undated library."""
    dated = [one for one in days if one.day]
    if not dated:
        return ""
    length = next((size for size in (10, 7) if len({str(one.day)[:size] for one in dated}) <= _MOST), 4)
    counts: dict[str, Counter[str]] = {}
    for one in dated:
        counts.setdefault(str(one.day)[:length], Counter())[one.newspaper] += one.articles
    papers = [paper for paper, _ in sum(counts.values(), Counter()).most_common()]
    words = texts.library
    label = words.chart_label.format(first=min(counts), last=max(counts))
    return (
        f'<section class="chart"><h2>{safe(words.chart)}</h2>{_drawing(counts, papers, label)}{_legend(papers)}'
        f"<details><summary>{safe(words.chart_table)}</summary>{_table(counts, papers, texts)}</details></section>"
    )


def _colour(papers: Sequence[str], paper: str) -> int:
    return min(papers.index(paper), _COLOURS)


def _drawing(counts: dict[str, Counter[str]], papers: Sequence[str], label: str) -> str:
    top = max(sum(counter.values()) for counter in counts.values())
    step = (_WIDTH - _LEFT) / len(counts)
    wide = min(step * 0.7, 46)
    high = _HEIGHT - _FOOT - 8
    bars: list[str] = []
    every = max(1, -(-len(counts) // 7))  # so many labels that they do not touch
    for at, span in enumerate(sorted(counts)):
        left = _LEFT + at * step + (step - wide) / 2
        foot = float(_HEIGHT - _FOOT)
        for paper in papers:
            tall = counts[span][paper] / top * high
            foot -= tall
            if tall:
                said = safe(f"{span} {paper} {counts[span][paper]}")
                bars.append(
                    f'<rect class="paper-{_colour(papers, paper)}" x="{left:.1f}" y="{foot:.1f}" width="{wide:.1f}" '
                    f'height="{tall:.1f}" rx="2"><title>{said}</title></rect>'
                )
        if at % every == 0:
            bars.append(f'<text x="{left + wide / 2:.1f}" y="{_HEIGHT - 7}" text-anchor="middle">{span}</text>')
    line = f'<path class="axis" d="M{_LEFT} {_HEIGHT - _FOOT}H{_WIDTH}M{_LEFT} 8H{_WIDTH}"/>'
    ticks = f'<text x="{_LEFT - 6}" y="13" text-anchor="end">{top}</text>'
    ticks += f'<text x="{_LEFT - 6}" y="{_HEIGHT - _FOOT}" text-anchor="end">0</text>'
    drawn = line + "".join(bars) + ticks
    return f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{safe(label)}">{drawn}</svg>'


def _legend(papers: Sequence[str]) -> str:
    items = "".join(f'<li><i class="paper-{_colour(papers, paper)}"></i>{safe(paper or "—")}</li>' for paper in papers)
    return f'<ul class="legend">{items}</ul>'


def _table(counts: dict[str, Counter[str]], papers: Sequence[str], texts: Texts) -> str:
    heads = "".join(f"<th>{safe(paper or '—')}</th>" for paper in papers)
    rows = "".join(
        f"<tr><th>{span}</th>{''.join(f'<td>{counts[span][paper]}</td>' for paper in papers)}</tr>"
        for span in sorted(counts)
    )
    caption = safe(texts.library.chart)
    return (
        f'<div class="table-wrap"><table class="numbers"><caption class="unseen">{caption}</caption>'
        f"<thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
