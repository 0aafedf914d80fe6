"""baoda eval draft, from-feedback, import: where gold questions come from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eval.commands.shown import console, progress, remarks
from eval.drafting.drafting import Account, Propose, by_templates, drafts, usable
from eval.drafting.drafts import Draft, merged, read_drafts, write_drafts
from eval.drafting.written import by_model
from eval.loaders import Kind, import_set
from eval.loaders.layout import summary_lines
from eval.rated import from_feedback as rated_from
from eval.written import case_fields, write_lines
from rag.build import open_shelf, open_writer
from rag.errors import InputError
from rag.settings import Settings, load_settings

LibraryOption = Annotated[Path | None, typer.Option(help="library; default: the one that the settings name")]


def draft(
    out: Annotated[Path, typer.Argument(help="file of drafts; those in it stay, with what was decided")],
    library: LibraryOption = None,
    count: Annotated[int, typer.Option(min=1, help="drafts to make")] = 40,
    seed: Annotated[int, typer.Option(help="another one takes other articles")] = 0,
    templates: Annotated[bool, typer.Option("--templates", help="ask no chat model, also where one is set")] = False,  # noqa: FBT002
) -> None:
    """Propose questions on a library's articles, by templates or worded by the chat model that is set."""
    kept = read_drafts(out) if out.exists() else ()
    settings = _of_library(library)
    account = Account()
    propose, origin = _proposer(settings, account, templates=templates)
    shelf = open_shelf(settings)
    try:
        articles = list(shelf.articles())
    finally:
        shelf.close()
    if not usable(articles):
        raise InputError(f"{settings.library} holds no news with a headline of its own; ingest some first.")
    made: list[Draft] = []
    with progress(f"drafts by {origin}") as told:
        for one in drafts(articles, count, seed, origin, propose):
            made.append(one)
            told(len(made), count)
            if origin != "templates":  # every one was paid for
                write_drafts(out, merged(kept, made))
    write_drafts(out, merged(kept, made))
    fresh = len(merged(kept, made)) - len(kept)
    console.print(
        f"{fresh} new drafts in {out}, {len(kept)} were there; decide on them: baoda eval accept {out} GOLD.jsonl",
        soft_wrap=True,
    )
    for reason, number in account.left_out.most_common():
        console.print(f"  left out: {number}, {reason}", soft_wrap=True)


def from_feedback(
    out: Annotated[Path, typer.Argument(help="gold file to write")],
    library: LibraryOption = None,
    left: Annotated[Path | None, typer.Option("--drafts", help="file of drafts; default OUT.drafts.jsonl")] = None,
) -> None:
    """Turn 👍 and 👎 from the chat into cases: good answers are gold, bad ones drafts for `accept`."""
    if out.exists():
        raise InputError(f"{out} is there already; name a new file.")
    settings = _of_library(library)
    shelf = open_shelf(settings)
    try:
        found = rated_from(shelf.feedback())
    finally:
        shelf.close()
    if not found.ratings:
        raise InputError(
            f"Nobody has rated an answer of {settings.library} yet; 👍 and 👎 stand under every answer in the chat."
        )
    console.print(
        f"{found.ratings} ratings = {len(found.cases)} cases + {len(found.drafts)} to be decided on + "
        f"{found.repeated} on a question that another stands for + {found.superseded} changed or taken back",
        soft_wrap=True,
    )
    if found.cases:
        write_lines(out, map(case_fields, found.cases))
        console.print(f"cases: {out}", soft_wrap=True)
    if found.drafts:
        place = left or out.with_suffix(".drafts.jsonl")
        write_drafts(place, merged(read_drafts(place) if place.exists() else (), found.drafts))
        console.print(f"drafts: {place}; decide on them: baoda eval accept {place} GOLD.jsonl", soft_wrap=True)


def import_dataset(
    kind: Annotated[Kind, typer.Argument(help="the set's original form")],
    path: Annotated[Path, typer.Argument(help="the set's file or folder")],
    out: Annotated[Path, typer.Argument(help="folder to write corpus.jsonl and questions.jsonl to")],
) -> None:
    """Bring a public set in its original form into the layout that `run` takes, and account for every question."""
    for line in summary_lines(import_set(kind, path, out), out):
        typer.echo(line)


def _of_library(library: Path | None) -> Settings:
    return load_settings(**({"library": library} if library else {}))


def _proposer(settings: Settings, account: Account, *, templates: bool) -> tuple[Propose, str]:
    """Return what makes questions of an article, and its name; a model elsewhere is announced before it is asked."""
    writer = None if templates else open_writer(settings.chat)
    if writer is None:
        return by_templates, "templates"
    if writer.remote:
        remarks.print(
            f"The chat model {writer.name} is not on this machine: whole articles are sent to it.",
            style="yellow",
            soft_wrap=True,
        )
    return (lambda article: by_model(article, writer, account.left_out)), writer.name
