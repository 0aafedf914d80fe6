"""Where a request goes, whichever language the page it comes from speaks."""

from __future__ import annotations

from starlette.types import Scope

_LANGUAGES = ("/en/",)


def plain_path(scope: Scope) -> str:
    """Return the request's path without the page's language in front."""
    path = str(scope["path"])
    for language in _LANGUAGES:
        if path.startswith(language):
            return path[len(language) - 1 :]
    return path
