"""What a gold file's titles stand for in the library that is asked; kept with the run, which is read without it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from eval.cases import title_name
from eval.dataset import Dataset
from rag.errors import InputError
from rag.records import Article

GOLD = "gold.json"


def with_articles(dataset: Dataset, articles: Iterable[Article]) -> Dataset:
    """Return a dataset without a corpus with the texts and days of its gold articles.

    A title that no article has is `absent`: the question is put all the same, since finding every headline is part of
    what is measured. Raises InputError, with file and line, when there is no article at all, or when not one title of
    all questions is there.
    """
    wanted = _wanted(dataset)
    texts: dict[str, list[str]] = {}
    days: dict[str, date] = {}
    last: date | None = None
    count = 0
    for article in articles:
        count += 1
        for place in article.places:
            last = max(last or place.date, place.date) if place.date else last
            name = title_name(place.headline)
            if name in wanted:
                texts.setdefault(name, []).append(article.body)
                if place.date:
                    days[name] = max(days.get(name, place.date), place.date)
    if not count:
        raise InputError(f"There is no article to ask {dataset.name} of; ingest some first, or name some with --pages.")
    absent = tuple(sorted(wanted.keys() - texts.keys()))
    if wanted and len(absent) == len(wanted):
        first = next(iter(wanted))
        raise InputError(
            f"{wanted[first]}: no article here is titled {first}, and no other title of {dataset.name} is here either; "
            "ask the library or the pages that these questions are about."
        )
    joined = {title: "\n".join(dict.fromkeys(bodies)) for title, bodies in texts.items()}
    return replace(dataset, texts=joined, days=days, last_day=last, absent=absent)


def absences(dataset: Dataset) -> Sequence[str]:
    """Return a line for every gold title that no article has, with the file and line of the first question on it."""
    wanted = _wanted(dataset)
    return [f"{wanted[title]}: no article is titled {title}" for title in dataset.absent if title in wanted]


def _wanted(dataset: Dataset) -> dict[str, str]:
    """Return the gold titles with the file and line of the first question on each."""
    found: dict[str, str] = {}
    for case in dataset.cases:
        for title in dataset.gold_names(case):
            found.setdefault(title, case.where)
    return found


def keep_gold(folder: Path, dataset: Dataset) -> None:
    """Write what `with_articles` found into a run's folder."""
    rows = [
        {"title": title, "text": text, "date": dataset.days[title].isoformat() if title in dataset.days else ""}
        for title, text in dataset.texts.items()
    ]
    last = dataset.last_day.isoformat() if dataset.last_day else ""
    kept = {"last_day": last, "absent": list(dataset.absent), "documents": rows}
    (folder / GOLD).write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")


def with_kept(dataset: Dataset, folder: Path) -> Dataset:
    """Return a dataset without a corpus as its run knew it; as it is where a run kept nothing of it.

    Raises InputError when what was kept cannot be read.
    """
    file = folder / GOLD
    if dataset.corpora or not file.is_file():
        return dataset
    try:
        kept = json.loads(file.read_text("utf-8"))
        return replace(
            dataset,
            texts={row["title"]: row["text"] for row in kept["documents"]},
            days={row["title"]: date.fromisoformat(row["date"]) for row in kept["documents"] if row["date"]},
            last_day=date.fromisoformat(kept["last_day"]) if kept["last_day"] else None,
            absent=tuple(kept["absent"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{file} is damaged ({error}); remove it, or run the dataset anew.") from error
