"""What a piece of a web page is that no article holds, by the signs that speak against its being text."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """A kind of piece, as a report counts it."""

    NAVIGATION = "navigation"
    RELATED = "related"
    ADVERT = "advert"
    COMMENT = "comment"
    SHARING = "sharing"
    SITE = "site"
    LINKS = "links"
    FORM = "form"
    HIDDEN = "hidden"
    CREDIT = "credit"
    UNSURE = "unsure"  # nothing but its place, or that it is no sentence, speaks against it
