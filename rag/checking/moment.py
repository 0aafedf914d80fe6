"""A date with its time of day, as far as it is said, and what it means for two of them to agree."""

from __future__ import annotations

from dataclasses import dataclass

from rag.chinese import Span


@dataclass(frozen=True, slots=True)
class Moment:
    """A year, month, day and time of day as far as it is known; None: not said and not to be worked out."""

    span: Span
    year: int | None = None
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None

    def covers(self, other: Moment) -> bool:
        """Return whether everything that this moment says is also said by the other.

        A day that is printed without a month, and may be this month's or the one's before, is that day of any.
        """
        any_month = other.month is None and other.day is not None and self.day is not None
        return all(
            own is None or own == theirs
            for own, theirs in (
                (None if any_month else self.year, other.year),
                (None if any_month else self.month, other.month),
                (self.day, other.day),
                (self.hour, other.hour),
                (self.minute, other.minute),
            )
        )

    def fits(self, other: Moment) -> bool:
        """Return whether the moments share a part and differ in none that both say: 4日22时 and 22时."""
        parts = [
            (own, theirs)
            for own, theirs in (
                (self.year, other.year),
                (self.month, other.month),
                (self.day, other.day),
                (self.hour, other.hour),
                (self.minute, other.minute),
            )
            if own is not None and theirs is not None
        ]
        return bool(parts) and all(own == theirs for own, theirs in parts)

    @property
    def dated(self) -> bool:
        """Whether it says more than a time of day."""
        return not (self.year is None and self.month is None and self.day is None)

    def parts(self) -> tuple[Moment, Moment]:
        """Return the date alone and the time of day alone."""
        return (
            Moment(self.span, self.year, self.month, self.day),
            Moment(self.span, hour=self.hour, minute=self.minute),
        )

    def like(self, other: Moment) -> bool:
        """Return whether both say a moment as finely: year, month, day or time of day."""
        return [part is None for part in (self.month, self.day, self.hour)] == [
            part is None for part in (other.month, other.day, other.hour)
        ]
