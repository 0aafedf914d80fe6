"""What an export says in its own voice, in the language that it is asked for in."""

from __future__ import annotations

from dataclasses import dataclass

from ui.exports.minutes import Entry


@dataclass(frozen=True, slots=True)
class ExportWords:
    """The names of an export's parts."""

    question: str
    references: str
    asked_on: str
    model: str
    quoted: str
    fingerprint: str
    unsupported: str
    filters: str

    def facts(self, entry: Entry) -> tuple[str, ...]:
        """Return under what a question was answered, each fact a line."""
        facts = [
            f"{self.asked_on}：{entry.as_of}",
            f"{self.model}：{entry.model or self.quoted}",
            f"{self.fingerprint}：{entry.library}" if entry.library else "",
            f"{self.filters}：{'；'.join(entry.filters)}" if entry.filters else "",
        ]
        return tuple(fact for fact in facts if fact)
