"""`python -m eval.reader`: mine lessons, train the small reader, export it, check it."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn, track

from eval.cases import load_cases
from eval.reader.calibration import fitted_certainty
from eval.reader.held_out import examine, figures, hold_out
from eval.reader.lessons import Lesson, learning_sets, load_lessons, save_lessons
from eval.reader.mining import mine
from rag.build import builtin_folder, open_reader
from rag.errors import BaodaError, InputError
from rag.settings import load_settings

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

_LESSONS = Path(".reader/lessons")
_TRAINING = Path(".reader/training")
_LOOKED_AT = 120  # held-out lessons that training looks at now and then; `check` takes them all


@app.command("mine")
def mine_lessons(
    folders: Annotated[list[Path], typer.Argument(help="folders with corpus.jsonl and questions.jsonl to learn from")],
    out: Annotated[Path, typer.Option(help="folder for the lessons")] = _LESSONS,
    cache: Annotated[Path, typer.Option(help="folder for libraries and vectors")] = Path(".cache"),
) -> None:
    """Find, with our own retrieval, passages that look right and do not answer; a file of lessons a set."""
    settings = load_settings()
    out.mkdir(parents=True, exist_ok=True)
    for learning in learning_sets(folders):
        total = len(load_cases(learning.questions))
        found = track(mine(learning, cache, settings), learning.name, total=total, console=Console(stderr=True))
        made: list[Lesson] = [lesson for lesson in found if lesson]
        save_lessons(made, out / f"{learning.name}.jsonl")
        typer.echo(f"{learning.name}: {len(made)} lessons of {total} questions")


@app.command()
def train(
    steps: Annotated[int, typer.Option(min=1, help="steps, all together")] = 3000,
    cooldown: Annotated[int, typer.Option(min=1, help="the last steps, over which the learning rate falls")] = 600,
    lessons: Annotated[Path, typer.Option(help="folder with the lessons")] = _LESSONS,
    out: Annotated[Path, typer.Option(help="folder of the training's state and log; carried on when there is one")] = (
        _TRAINING
    ),
    seed: Annotated[int, typer.Option(help="what is drawn follows from it")] = 0,
    questions: Annotated[int, typer.Option(min=1, help="questions of a step")] = 8,
    rate: Annotated[float, typer.Option(help="learning rate")] = 8e-5,
    warmup: Annotated[int, typer.Option(min=1, help="the first steps, over which the learning rate rises")] = 40,
    threads: Annotated[int, typer.Option(min=1, help="batches worked out side by side")] = 2,
    device: Annotated[str, typer.Option(help="where gradients are worked out, as torch names it: cpu, cuda")] = "cpu",
    makers: Annotated[int, typer.Option(min=0, help="processes that make batches ahead")] = 0,
) -> None:
    """Train the reader from the built-in model's weights; a run that was ended goes on where it stood."""
    import torch

    from eval.reader.batches import open_tokenizer
    from eval.reader.network import Network, from_builtin
    from eval.reader.plots import write_plots
    from eval.reader.steps import Plan
    from eval.reader.torch_reader import TorchReader
    from eval.reader.training import Told
    from eval.reader.training import train as learn
    from eval.reader.vocabulary import cut_vocabulary

    split = hold_out(_all_lessons(lessons))
    held = [lesson for lesson in split.held if lesson.right][:_LOOKED_AT]
    folder = builtin_folder(load_settings().embedding)
    cut = cut_vocabulary(folder / "tokenizer.json")
    torch.manual_seed(0)  # the heads begin the same whatever the seed, so that trainings can be averaged
    network, tokenizer = from_builtin(folder, cut), open_tokenizer(cut.tokenizer)
    # A graphics processor works out a whole step at once; cores take turns at parts of it.
    at_once = 2 if device == "cpu" else questions
    plan = Plan(steps, cooldown, seed, questions, at_once, rate, warmup, threads, device, makers)
    columns = (
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("training", total=steps)

        def told(now: Told) -> None:
            said = f"rank {now.rank:.3f} has {now.has:.3f} span {now.span:.3f}"
            progress.update(task, completed=now.step, description=said)

        def check(network: Network) -> Mapping[str, float]:
            reader = TorchReader(network, tokenizer)
            return figures([examine(reader, lesson) for lesson in held])

        learn(network, tokenizer, split.learnt, plan, out, check, told)
    write_plots(out)


@app.command()
def export(
    training: Annotated[
        list[Path], typer.Option(help="folder of the training; of several, the mean of their weights is written")
    ] = [_TRAINING],  # noqa: B006 - typer's way
    lessons: Annotated[Path, typer.Option(help="folder with the lessons")] = _LESSONS,
    out: Annotated[Path, typer.Option(help="folder for the reader's files")] = Path("rag/models/reader"),
    limit: Annotated[int, typer.Option(min=1, help="most held-out lessons to calibrate on")] = 10**9,
) -> None:
    """Write the trained reader as files for onnxruntime, its answerability calibrated on held-out lessons."""
    from eval.reader.export import export as write
    from eval.reader.export import load_trained
    from eval.reader.network import from_builtin
    from eval.reader.vocabulary import cut_vocabulary

    folder = builtin_folder(load_settings().embedding)
    cut = cut_vocabulary(folder / "tokenizer.json")
    network = from_builtin(folder, cut)
    steps = load_trained(network, training)
    write(network, cut.tokenizer, 1.0, steps, out)
    held = [lesson for lesson in hold_out(_all_lessons(lessons)).held if lesson.right][:limit]
    reader = open_reader(out)
    found = [examine(reader, lesson) for lesson in track(held, "calibrating", console=Console(stderr=True))]
    certainty = fitted_certainty(found)
    write(network, cut.tokenizer, certainty, steps, out)
    size = sum(file.stat().st_size for file in out.iterdir())
    typer.echo(f"{out}: {size / 1e6:.1f} MB, {steps} steps, answerability logit times {certainty:.3f}")


@app.command()
def check(
    lessons: Annotated[Path, typer.Option(help="folder with the lessons")] = _LESSONS,
    reader: Annotated[Path | None, typer.Option(help="folder of the reader's files; the shipped one")] = None,
    training: Annotated[
        list[Path], typer.Option(help="the training or trainings it came from: held against them too")
    ] = [],  # noqa: B006 - typer's way
    limit: Annotated[int, typer.Option(min=1, help="most held-out lessons")] = 10**9,
) -> None:
    """Print how good the reader's files are on held-out lessons, and what the rounding to 8 bits cost."""
    from eval.reader.batches import open_tokenizer
    from eval.reader.export import load_trained
    from eval.reader.network import from_builtin
    from eval.reader.torch_reader import TorchReader
    from eval.reader.vocabulary import cut_vocabulary

    held = [lesson for lesson in hold_out(_all_lessons(lessons)).held if lesson.right][:limit]
    readers = {"files": open_reader(reader)}
    if training:
        folder = builtin_folder(load_settings().embedding)
        cut = cut_vocabulary(folder / "tokenizer.json")
        network = from_builtin(folder, cut)
        load_trained(network, training)
        readers["full precision"] = TorchReader(network, open_tokenizer(cut.tokenizer))
    for name, one in readers.items():
        found = figures([examine(one, lesson) for lesson in track(held, name, console=Console(stderr=True))])
        typer.echo(name + "".join(f"  {figure} {value:.3f}" for figure, value in found.items()))


def _all_lessons(folder: Path) -> Sequence[Lesson]:
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        raise InputError(f"{folder} holds no lessons; make them with: python -m eval.reader mine FOLDER…")
    return [lesson for file in files for lesson in load_lessons(file)]


if __name__ == "__main__":
    try:
        app()
    except BaodaError as error:
        typer.echo(str(error), err=True)
        sys.exit(1)
