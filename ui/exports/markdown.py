"""A conversation as Markdown (CommonMark), every text shown as it is."""

from __future__ import annotations

import re

from ui.exports.minutes import Entry, Minutes
from ui.exports.words import ExportWords

_SPECIAL = re.compile(r"([\\`*_\[\]<>~|&])")
_LINE_START = re.compile(r"^(\s*)([#>+=-]|\d+(?=[.)]))", re.MULTILINE)


def markdown(told: Minutes, words: ExportWords) -> str:
    """Return the conversation as Markdown text that ends with a line end."""
    parts = [f"# {plain(told.title)}", *(_entry(number, entry, words) for number, entry in enumerate(told.entries, 1))]
    if told.references:
        listed = "\n".join(f"[{number}] {plain(one)}  " for number, one in enumerate(told.references, 1))
        parts.append(f"## {words.references}\n\n{listed}")
    return "\n\n".join(parts) + "\n"


def plain(text: str) -> str:
    """Return the text with everything escaped that Markdown would obey; ASCII signs only, as CommonMark 2.4 allows."""
    return _LINE_START.sub(_unbegun, _SPECIAL.sub(r"\\\1", text)).replace("\n", "  \n")


def _unbegun(begin: re.Match[str]) -> str:
    """What would begin a heading, a list or a quotation, with a backslash that makes it text."""
    sign = begin[2]
    return f"{begin[1]}{sign}\\" if sign.isdigit() else f"{begin[1]}\\{sign}"


def _entry(number: int, entry: Entry, words: ExportWords) -> str:
    answer = "".join(
        plain(said.text)
        + "".join(f"[{reference}]" for reference in said.references)
        + ("" if said.carried else plain(words.unsupported))
        for said in entry.sentences
    )
    facts = "\n".join(f"- {plain(fact)}" for fact in words.facts(entry))
    remarks = "".join(f"\n\n> {plain(remark)}" for remark in entry.remarks)
    return f"## {words.question} {number}\n\n**{plain(entry.question)}**\n\n{answer}{remarks}\n\n{facts}"
