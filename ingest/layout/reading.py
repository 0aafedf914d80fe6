"""What is carried from leaf to leaf while a file is read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from ingest.formats.reader import Hints
from ingest.issue_date import Issue
from ingest.layout.stories import Story
from rag.records import LineBox


@dataclass(slots=True)
class Reading:
    """What is carried from leaf to leaf: all of it stays small however many leaves there are.

    `size` is the file's, in bytes, and `leaves` how many there are: for telling how far the reading is.
    """

    file: str
    name: str
    hints: Hints
    patterns: frozenset[str]
    size: int = 0
    leaves: int = 1
    sizes: Counter[float] = field(default_factory=Counter)  # characters a size
    story: Story = field(default_factory=Story)
    issue: Issue | None = None  # where the open story began
    number: int = 1  # of the next line
    contents: int = 0  # last entry of the contents list, while it goes on
    boxes: dict[int, LineBox] = field(default_factory=dict)  # of the lines from the open story on
    seen: set[tuple[str, str]] = field(default_factory=set)

    @property
    def body(self) -> float:
        """The size of running text so far, in points."""
        return self.sizes.most_common(1)[0][0] if self.sizes else 1.0

    def forget(self) -> None:
        """Let go of the boxes of lines before the open story."""
        begun = self.story.first_number or self.number
        if self.boxes and next(iter(self.boxes)) < begun:
            self.boxes = {number: box for number, box in self.boxes.items() if number >= begun}
