"""Reads a file the way the pipeline does, for the tests of formats."""

from __future__ import annotations

from pathlib import Path

from ingest.formats import Hints, Problem
from ingest.pipeline import read_file
from rag.records import Article

STORY = (
    "青屿灯塔修缮完工，昨晚重新点亮，附近海域的渔民可以凭灯光夜航。",
    "灯塔建成于九十年前，塔高26米，由花岗岩砌成，射程18海里。",
    "从本周六起，灯塔底层向市民免费开放，开放时间为九点到十七点。",
)


def read(path: Path, hints: Hints | None = None) -> tuple[list[Article], list[Problem]]:
    """Return a file's articles and problems."""
    found = list(read_file(path, hints or Hints()))
    return (
        [item for item in found if isinstance(item, Article)],
        [item for item in found if isinstance(item, Problem)],
    )


def read_one(path: Path, hints: Hints | None = None) -> Article:
    """Return the one article of a file without problems."""
    articles, problems = read(path, hints)
    assert problems == []
    (article,) = articles
    return article


def refusal(path: Path) -> str:
    """Return the reason why nothing of a file is read."""
    articles, problems = read(path)
    assert articles == []
    (problem,) = problems
    return problem.reason
