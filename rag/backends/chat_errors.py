"""Every way in which a chat model's vendor fails → one ChatError that says what, which, and what to do.

Vendors' own texts are left out of the message, for they may repeat the key; they stay in the exception's cause.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass

from rag.errors import ChatError
from rag.settings import ChatSettings

# The root of each client library's errors; only libraries that are loaded can have raised one.
_ROOTS = (
    ("langchain_core.exceptions", "LangChainException"),
    ("openai", "OpenAIError"),
    ("ollama", "ResponseError"),
    ("ollama", "RequestError"),
    ("httpx", "HTTPError"),
    ("httpx", "InvalidURL"),
    ("httpx2", "HTTPError"),
    ("httpx2", "InvalidURL"),
    ("anthropic", "AnthropicError"),
    ("groq", "GroqError"),
    ("google.genai.errors", "APIError"),
    ("google.api_core.exceptions", "GoogleAPIError"),
    ("botocore.exceptions", "BotoCoreError"),
    ("botocore.exceptions", "ClientError"),
    ("cohere.core.api_error", "ApiError"),
    ("requests", "RequestException"),
)
_KEY = re.compile(r"\b([A-Z][A-Z0-9_]*(?:_KEY|_TOKEN))\b")
_PACKAGE = re.compile(r"pip install (?:-U )?([a-z0-9\-]+)")
_WRONG_KEY = (401, 403)
_PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_TOO_LONG = re.compile("context|too long|maximum.{0,20}tokens", re.IGNORECASE)


def raised_by_vendors() -> tuple[type[Exception], ...]:
    """Return the errors that a chat model's client may raise: vendors' roots, the network's, and malformed replies."""
    found: list[type[Exception]] = [OSError, ValueError]
    for module, name in _ROOTS:
        root = getattr(sys.modules.get(module), name, None)
        if isinstance(root, type) and issubclass(root, Exception):
            found.append(root)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class BuildFailure:
    """A model that could not be made, and why."""

    model: str
    error: BaseException


def build_error(failure: BuildFailure) -> ChatError:
    """Return the error for a model that could not be made."""
    vendor = failure.model.partition(":")[0]
    said = str(failure.error)
    if isinstance(failure.error, ImportError):
        package = _PACKAGE.search(said)
        wanted = package.group(1) if package else f"langchain-{vendor}"
        return ChatError(
            f"The chat model {failure.model} needs the package {wanted}, which is not installed; "
            f"run: pip install {wanted}"
        )
    if "api_key" in said.lower() or "api key" in said.lower() or _KEY.search(said):
        key = _KEY.search(said)
        variable = key.group(1) if key else f"{vendor.upper()}_API_KEY"
        return ChatError(
            f"The chat model {failure.model} needs an API key; set the variable {variable}, or set BAODA_CHAT_BASE_URL "
            "to a server that asks for none."
        )
    return ChatError(
        f'The chat model "{failure.model}" is unknown; write it as vendor:model, for example openai:gpt-5-mini, '
        "ollama:qwen3 or deepseek:deepseek-chat."
    )


def write_error(error: BaseException, settings: ChatSettings, address: str, *, begun: bool) -> ChatError:
    """Return the error for an answer that did not come, or (`begun`) broke off."""
    which = f"The chat model {settings.model}" + (f" at {_shown(address)}" if address else "")
    status = _status(error)
    if status in _WRONG_KEY:
        return ChatError(f"{which} refused the API key (status {status}); check the vendor's key variable.")
    if status == 404:
        return ChatError(f"{which} is not there (status 404); check BAODA_CHAT_MODEL and BAODA_CHAT_BASE_URL.")
    if status == 429:
        return ChatError(f"{which} takes no more requests now (status 429); wait a while or check the account's quota.")
    if status is not None and status >= 500:
        return ChatError(f"{which} failed on its side (status {status}); ask again later or choose another model.")
    if _TOO_LONG.search(str(error)) and (status is None or status == 400):
        return ChatError(f"{which} cannot take so much text; lower BAODA_CHAT_PASSAGES or choose a model that can.")
    if status is not None:
        return ChatError(f"{which} rejected the request (status {status}); check the model's name and its settings.")
    if _timed_out(error):
        return ChatError(
            f"{which} said nothing for {settings.timeout:g} seconds; raise BAODA_CHAT_TIMEOUT or choose a faster model."
        )
    if begun:
        return ChatError(f"{which} broke off in the middle of its answer; ask again.")
    if isinstance(error, ValueError):
        return ChatError(
            f"{which} sent no answer that can be read; check that the address speaks the vendor's protocol."
        )
    return ChatError(f"{which} cannot be reached; check that it is running and that BAODA_CHAT_BASE_URL is right.")


def is_passing(error: BaseException) -> bool:
    """Return whether asking again may help: refused, overloaded or failing, but not silent for the whole timeout."""
    status = _status(error)
    if status is not None:
        return status in _PASSING
    return not _timed_out(error) and (isinstance(error, OSError) or "Connect" in type(error).__name__ or _torn(error))


def retry_after(error: BaseException) -> float:
    """Return the seconds that the server asks to wait, 0 when it does not say."""
    headers = getattr(getattr(error, "response", None), "headers", None)
    said = str(headers.get("retry-after", "")) if headers is not None else ""
    return float(said) if re.fullmatch(r"\d+(?:\.\d+)?", said) else 0.0


def _status(error: BaseException) -> int | None:
    for each in _causes(error):
        status = getattr(each, "status_code", None)
        if isinstance(status, int) and status >= 400:
            return status
    return None


def _timed_out(error: BaseException) -> bool:
    return any("Timeout" in type(each).__name__ for each in _causes(error))


def _torn(error: BaseException) -> bool:
    return any("Protocol" in type(each).__name__ or "ReadError" in type(each).__name__ for each in _causes(error))


def _causes(error: BaseException) -> list[BaseException]:
    found = [error]
    while (cause := found[-1].__cause__ or found[-1].__context__) is not None and cause not in found:
        found.append(cause)
    return found


def _shown(address: str) -> str:
    """Return the address without a user, password or query in it."""
    return re.sub(r"//[^/@]*@", "//", address).partition("?")[0]
