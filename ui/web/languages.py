"""Which language a browser gets: the one its user chose, else the one it prefers, by a redirect of the root."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

COOKIE = "baoda_language"
_ENGLISH = "en"


class ByLanguage:
    """Leads from the root to /en/ whoever chose English, or chose nothing and prefers English to Chinese."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a visit of the root by a redirect where it is due; pass everything else on."""
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            path = scope["path"].removeprefix(scope.get("root_path", ""))
            headers = Headers(scope=scope)
            to = "en/" if path in ("", "/") and wants_english(headers) else "/en/" if path == "/en" else ""
            if to:
                answer = RedirectResponse(f"{scope.get('root_path', '')}/{to.lstrip('/')}", status_code=307)
                answer.headers["Vary"] = "Accept-Language, Cookie"
                await answer(scope, receive, send)
                return
        await self._app(scope, receive, send)


def wants_english(headers: Headers) -> bool:
    """Return whether a visit of the root is to be led to the English page."""
    try:
        chosen = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        chosen = None
    if chosen is not None:
        return chosen.value == _ENGLISH
    return prefers_english(headers.get("accept-language", ""))


def prefers_english(accepted: str) -> bool:
    """Return whether an Accept-Language header (RFC 9110, 12.5.4) names English before Chinese; without either, no."""
    weights: dict[str, float] = {}
    for entry in accepted.split(","):
        language, _, parameter = entry.strip().partition(";")
        quality = parameter.strip().removeprefix("q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            continue
        primary = language.strip().lower().partition("-")[0]
        weights[primary] = max(weights.get(primary, 0.0), weight)
    return weights.get("en", 0.0) > weights.get("zh", 0.0)
