"""What the sentence says a thing is or where it stands: 末站是旧船厂 where the paper prints 末站在望海台."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.checking.alignment import Line, bare, pairs
from rag.checking.facts import facts
from rag.checking.numbers import level
from rag.chinese import HAN

_LINK = "(?:就是|是在|设在|位于|落户|定在|放在|选在|叫做|名为|题为|是|在|为|叫)"
_SAYS = re.compile(
    rf"(?P<subject>[{HAN}]{{2}})(?:则|都|也|仍|将)?{_LINK}(?P<said>[{HAN}“《]{{2,8}}?)[”》]?(?=[，。；]|$)"
)
_PRINTED = rf"(?:则|都|也|仍|将)?{_LINK}(?P<printed>[^，。；、]{{2,14}})"
_NO_THING = re.compile("第|的$|^不|^没|因为|为了|由于|[了着过]|^[很更最较]")


def otherwise(claim: str, lines: Sequence[Line]) -> str:
    """Return the reason that names what the paper says a thing is where the claim says another; else nothing.

    What shares words with the paper's is no other thing.
    """
    text = level(claim)
    for match in _SAYS.finditer(text):
        said = match["said"]
        if _NO_THING.search(said) or any(fact.quantity or fact.moment for fact in facts(said, None)):
            continue
        found = [
            printed["printed"]
            for line in lines
            for printed in re.finditer(re.escape(match["subject"]) + _PRINTED, level(line.text))
        ]
        if found and not any(_alike(said, printed) for printed in found):
            return f"“{said}”与原文不符，原文此处为“{found[0]}”"
    return ""


def _alike(said: str, printed: str) -> bool:
    return bare(said) in bare(printed) or bool(pairs(said) & pairs(printed)) or bool(_NO_THING.search(printed))
