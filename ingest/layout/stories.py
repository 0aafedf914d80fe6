"""Columns of a leaf → stories, where type sizes tell headlines from running text.

A headline opens a story; what follows without one, on the same leaf or the next, goes on with the story before it.
Framed stories and captions under pictures stand apart: the story around them goes on behind them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.layout.captions import caption_length
from ingest.layout.gutters import Column, Frame
from ingest.layout.paragraphs import SAME, Placed, placed_lines
from ingest.layout.printed import Area, PrintedLine

HEADLINE = 1.25  # times the body's size: a run of lines with one in such type is a headline
DISPLAY = 1.08  # times the body's size: kickers, subtitles, headings inside a story


@dataclass(frozen=True, slots=True)
class Inset:
    """A frame with the number of its first line in the file."""

    frame: Frame
    number: int


@dataclass(slots=True)
class Story:
    """A story that is being read: lines of its headline, and its paragraphs as lines."""

    headline: list[Placed] = field(default_factory=list)
    paragraphs: list[list[Placed]] = field(default_factory=list)
    inset: bool = False  # framed or under a picture: the story around it goes on behind it

    @property
    def title(self) -> str:
        """The headline's text without blanks, to compare it."""
        return _title(self.headline)

    @property
    def first_number(self) -> int:
        """The number of its first line, 0 for a story without lines."""
        first = self.headline or (self.paragraphs[0] if self.paragraphs else [])
        return first[0].number if first else 0


def _title(headline: Sequence[Placed]) -> str:
    return "".join("".join(placed.line.text for placed in headline).split())


def has_headline(lines: Sequence[PrintedLine], body: float) -> bool:
    """Whether any line is set in a headline's type."""
    return any(line.size >= HEADLINE * body for line in lines)


def read_stories(
    pieces: Sequence[Column | Frame],
    body: float,
    pictures: Sequence[Area],
    first_number: int,
    going_on: Story,
    *,
    headline: float = HEADLINE,
) -> list[Story]:
    """Return the stories of a leaf in reading order; the last that is no inset is open at the leaf's end.

    `going_on` is the story that was open at the end of the leaf before; its lines here are added to it, and it is
    the first of the stories returned. `headline` is the least size of a headline, in body sizes.
    """
    story, stories = going_on, [going_on]
    top = True  # nothing but headlines was met yet
    for lines in _runs(pieces, first_number):
        if isinstance(lines, Inset):
            stories.extend(_framed(lines, body, pictures))
            top = False
            continue
        at = 0
        while at < len(lines):
            if size := caption_length(lines, at, body, DISPLAY * body, pictures):
                stories.append(_as_caption(lines[at : at + size]))
            elif (size := _display_run(lines, at, body)) and _is_headline(
                lines[at : at + size], story, headline * body
            ):
                found = lines[at : at + size]
                repeated = top and story is going_on and _title(found) == story.title
                if (story.paragraphs or not story.headline or story is going_on) and not repeated:
                    story = Story()
                    stories.append(story)
                if story is not going_on:
                    story.headline.extend(found)
            else:
                size = 1
                top = False
                _add(story, lines[at])
            at += size
    return stories


def _runs(pieces: Sequence[Column | Frame], number: int) -> Iterator[list[Placed] | Inset]:
    """The lines between two frames as one run, so that a kicker meets its headline; frames as they are."""
    run: list[Placed] = []
    for piece in pieces:
        if isinstance(piece, Column):
            run.extend(placed_lines(piece, number))
            number += len(piece.lines)
            continue
        if run:
            yield run
            run = []
        yield Inset(piece, number)
        number += sum(len(column.lines) for column in piece.columns)
    if run:
        yield run


def _is_headline(run: Sequence[Placed], story: Story, least: float) -> bool:
    """Whether a run in display type opens a story, or goes on with the headline of one that has no text yet."""
    return any(placed.line.size >= least for placed in run) or (bool(story.headline) and not story.paragraphs)


def _framed(inset: Inset, body: float, pictures: Sequence[Area]) -> list[Story]:
    inside = read_stories(inset.frame.columns, body, pictures, inset.number, Story(), headline=DISPLAY)
    for story in inside:
        story.inset = True
    return [story for story in inside if story.headline or story.paragraphs]


def _add(story: Story, placed: Placed) -> None:
    last = story.paragraphs[-1][-1] if story.paragraphs else None
    if last is None or placed.opens or abs(last.line.size - placed.line.size) > SAME * last.line.size:
        story.paragraphs.append([])
    story.paragraphs[-1].append(placed)


def _display_run(lines: Sequence[Placed], at: int, body: float) -> int:
    """How many lines from `at` on are set larger than the running text."""
    end = at
    while end < len(lines) and lines[end].line.size >= DISPLAY * body:
        end += 1
    return end - at


def _as_caption(lines: Sequence[Placed]) -> Story:
    story = Story(inset=True)
    text_size = lines[-1].line.size
    for placed in lines:
        if not story.paragraphs and placed.line.size > text_size * DISPLAY:
            story.headline.append(placed)
        else:
            _add(story, placed)
    return story
