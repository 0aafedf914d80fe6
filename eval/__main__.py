"""`python -m eval GOLD`: ask gold questions of a library, or of pages read on the spot, and print the scores."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from eval.cases import load_cases
from eval.metrics import Outcome, Scores, score
from eval.runner import run, worst
from rag.assistant import Assistant
from rag.build import open_assistant
from rag.errors import BaodaError
from rag.records import Mode, Strictness
from rag.settings import Settings, load_settings


def evaluate(
    gold: Annotated[Path, typer.Argument(help="gold questions, one JSON object a line")],
    library: Annotated[Path | None, typer.Option(help="folder of the library to ask")] = None,
    pages: Annotated[list[Path] | None, typer.Option(help="pages to read into a library made for this run")] = None,
    mode: Annotated[Mode, typer.Option(help="who words the answers")] = Mode.EXTRACT,
    strictness: Annotated[Strictness | None, typer.Option(help="evidence that an answer needs")] = None,
    worst_shown: Annotated[int, typer.Option("--worst", min=0, help="failures to list")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object a question, the scores last")] = False,  # noqa: FBT002
) -> None:
    """Ask every question of GOLD and say how many answers were right, refused and literally quoted."""
    cases = load_cases(gold)
    with _assistant(library, pages or []) as assistant:
        outcomes = run(cases, assistant, assistant.library.article, mode=mode, strictness=strictness)
        judged = list(track(outcomes, "asking", total=len(cases), console=Console(stderr=True), transient=True))
    scores = score(judged)
    if as_json:
        for outcome in judged:
            typer.echo(json.dumps(outcome_fields(outcome), ensure_ascii=False))
        typer.echo(json.dumps(score_fields(scores), ensure_ascii=False))
    else:
        console = Console()
        console.print(score_table(gold.name, scores))
        if worst_shown and (failures := worst(judged)[:worst_shown]):
            console.print(failure_table(failures))


@contextmanager
def _assistant(library: Path | None, pages: Sequence[Path]) -> Iterator[Assistant]:
    """Open the library, or one made of the pages that is gone afterwards."""
    if not pages:
        with open_assistant(library) as assistant:
            yield assistant
        return
    from ingest.formats import Hints
    from ingest.pipeline import ingest

    settings: Settings = load_settings()
    with TemporaryDirectory() as folder, open_assistant(Path(folder) / "library", settings, create=True) as assistant:
        ingest(pages, assistant.library, settings.split, Hints())
        yield assistant


def score_table(title: str, scores: Scores) -> Table:
    """Return the scores as a table for the terminal."""
    table = Table(title=title, show_header=False)
    for name, value in (
        ("questions (answerable, unanswerable)", f"{scores.questions} ({scores.answerable}, {scores.unanswerable})"),
        ("gold in the answer", _percent(scores.right)),
        ("gold in its first sentence", _percent(scores.right_at_once)),
        ("unanswerable refused", _percent(scores.refused)),
        ("answerable refused", _percent(scores.false_refusals)),
        ("quotes that stand literally", f"{_percent(scores.literal)} of {scores.citations}"),
        ("sentences an answer", "–" if scores.sentences is None else f"{scores.sentences:.2f}"),
    ):
        table.add_row(name, value)
    return table


def failure_table(failures: Sequence[Outcome]) -> Table:
    """Return failed questions, the gravest first, as a table for the terminal."""
    table = Table("id", "question", "gold", "answer", title="worst first", show_lines=True)
    for outcome in failures:
        said = "(refused)" if outcome.answer.refused else outcome.answer.text
        table.add_row(outcome.case.qid, outcome.case.question, " / ".join(outcome.case.answers) or "(none)", said)
    return table


def score_fields(scores: Scores) -> dict[str, int | float | None]:
    """Return the scores as JSON fields."""
    return {name: getattr(scores, name) for name in Scores.__slots__}


def outcome_fields(outcome: Outcome) -> dict[str, object]:
    """Return one outcome as JSON fields."""
    answer = outcome.answer
    return {
        "qid": outcome.case.qid,
        "question": outcome.case.question,
        "answerable": outcome.case.answerable,
        "answers": list(outcome.case.answers),
        "refused": answer.refused,
        "right": outcome.right,
        "right_at_once": outcome.right_at_once,
        "literal": outcome.literal,
        "sentences": [sentence.text for sentence in answer.sentences],
        "articles": [citation.passage.source.headline for citation in answer.citations],
    }


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"


def main() -> None:
    """Run the command line; a BaodaError ends it with one sentence and exit code 1."""
    try:
        typer.run(evaluate)
    except BaodaError as error:
        typer.echo(str(error), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
