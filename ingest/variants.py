"""Traditional characters, read like their Simplified twins: evidence is sought in one script and told as it is printed.

`plain` puts one character in place of another and never more, so that offsets in it are offsets in the print.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.chinese import simplify_each

# Marks of papers set in Traditional characters, and those that stand for the same in Simplified ones.
_OTHER = "「」『』﹁﹂﹃﹄〔〕\ufe30‧∙\u2215﹐﹔"
_SAME = "“”‘’“”‘’【】：··／，；"
_MARKS = str.maketrans(_OTHER, _SAME)
_REPORTED = re.compile(r"报(\n?)导")  # the same word, 報導 in Taiwan
_OTHER_MARK = re.compile(f"[{_OTHER}]")


def plain(text: str) -> str:
    """Return the text in Simplified characters and marks, as long as it was: 記者／台北報導 → 记者／台北报道."""
    simple = _REPORTED.sub(r"报\1道", simplify_each(text))
    return simple.translate(_MARKS) if _OTHER_MARK.search(simple) else simple


def plain_lines(lines: Sequence[str]) -> list[str]:
    """Return the lines in Simplified characters, each as long as it was; quick for lines that are in them already."""
    return plain("\n".join(lines)).split("\n") if lines else []


def as_printed(found: str, among: str, printed: str) -> str:
    """Return what was found in the plain text `among` as it stands in `printed`, spaces in either aside.

    The characters of `found` stand in `among` in their order, perhaps with others between them.
    """
    if among == printed:
        return found
    pairs = [(mark, shown) for mark, shown in zip(among, printed, strict=True) if not mark.isspace()]
    at = "".join(mark for mark, _ in pairs).find(found)
    if at >= 0:
        return "".join(shown for _, shown in pairs[at : at + len(found)])
    told, left = "", iter(pairs)
    for wanted in found:
        told += next((shown for mark, shown in left if mark == wanted), wanted)
    return told
