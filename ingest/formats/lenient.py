"""The standard library's reader of HTML, without the assertions that it makes about damaged markup."""

from __future__ import annotations

from html.parser import HTMLParser


class LenientParser(HTMLParser):
    """Takes `<![…]>` for a comment as browsers do, whatever stands in it; the library raises AssertionError."""

    def parse_marked_section(self, i: int, report: bool = True) -> int:  # noqa: FBT001, FBT002 - the library's
        """Pass over the section that begins at `i` and return where it ends, -1 where it does not."""
        return self.parse_bogus_comment(i, report)
