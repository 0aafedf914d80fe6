"""Runs and comparisons as tables for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from eval.compare import Comparison, Turned, is_right
from eval.gate import Verdict
from eval.scoring import Scored
from eval.summary import Summary


def figure_table(title: str, summary: Summary) -> Table:
    """Return a run's figures with their intervals."""
    counts = summary.counts
    caption = (
        f"{counts.questions} questions: {counts.answerable} answerable, {counts.unanswerable} not, "
        f"{counts.doubtful} doubtful and left out of these figures"
    )
    table = Table("figure", "mean", "95 % interval", "questions", title=title, caption=caption)
    for name, found in summary.figures.items():
        table.add_row(
            name, _value(name, found.mean), f"{_value(name, found.low)}–{_value(name, found.high)}", str(found.count)
        )
    if summary.refusals.area is not None:
        table.add_row("area under the refusal curve", f"{summary.refusals.area:.3f}", "", "")
    if summary.refusals.at_ten_percent:
        table.add_row("rejection at 10 % false refusals", f"{summary.refusals.at_ten_percent.rejection:.3f}", "", "")
    return table


def failure_table(scored: Sequence[Scored], most: int) -> Table:
    """Return the first `most` questions that went wrong, answered ones before refused ones."""
    wrong = sorted((one for one in scored if not is_right(one)), key=lambda one: one.asked.refused)
    table = Table("id", "question", "gold", "answer", title=f"{len(wrong)} went wrong", show_lines=True)
    for one in wrong[:most]:
        table.add_row(one.case.qid, one.case.question, _gold(one), _answer(one))
    return table


def comparison_table(before: str, after: str, found: Comparison) -> Table:
    """Return how every figure changed from one run to the other."""
    caption = f"{found.questions} questions in both, {found.left_out} in one run only; p by paired randomisation"
    table = Table("figure", before, after, "change (95 %)", "p", title=f"{before} → {after}", caption=caption)
    for change in found.changes:
        difference = change.difference
        style = {True: "green", False: "red", None: ""}[change.better]
        table.add_row(
            change.figure,
            _value(change.figure, change.before),
            _value(change.figure, change.after),
            f"{difference.mean:+.3f} ({difference.low:+.3f} to {difference.high:+.3f})",
            f"{difference.p:.3f}",
            style=style,
        )
    return table


def turned_table(turned: Sequence[Turned]) -> Table:
    """Return questions that one run has right and the other has not, with both answers."""
    table = Table("", "id", "question", "gold", "before", "after", title="won and lost", show_lines=True)
    for one in turned:
        table.add_row(
            "won" if one.won else "lost",
            one.before.case.qid,
            one.before.case.question,
            _gold(one.before),
            _answer(one.before),
            _answer(one.after),
            style="green" if one.won else "red",
        )
    return table


def _value(name: str, value: float) -> str:
    return f"{value:.1f}" if name.startswith("ms") else f"{value:.3f}"


def _gold(one: Scored) -> str:
    answers = one.case.answers or tuple(" + ".join(group) for group in one.case.answer_groups)
    return " / ".join(answers) or "(none)"


def _answer(one: Scored) -> str:
    if not one.asked.answered:
        return ", ".join(one.asked.documents[:5]) or "(nothing found)"
    return "(refused)" if one.asked.refused else one.asked.text


def gate_table(verdict: Verdict) -> Table:
    """Return every figure beside its floor, with the noise that it may fall by."""
    table = Table("figure", "floor", "now", "change", "noise", "questions", "", title="the gate")
    for one in verdict.outcomes:
        said, style = ("fell", "red") if one.fell else ("rose", "green") if one.rose else ("holds", "")
        table.add_row(
            one.figure,
            f"{one.floor:.3f}",
            f"{one.now:.3f}",
            f"{one.difference.mean:+.3f}",
            f"{one.noise:.3f}",
            str(one.difference.count),
            said,
            style=style,
        )
    return table
