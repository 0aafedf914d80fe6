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
    where = _shown(address)
    english = f"The chat model {settings.model}" + (f" at {where}" if where else "")
    chinese = f"聊天模型 {settings.model}" + (f"（{where}）" if where else " ")
    said = _said(error, settings, begun=begun)
    return ChatError(f"{english} {said.english}", f"{chinese}{said.chinese}")


@dataclass(frozen=True, slots=True)
class _Said:
    """What became of a model and what to do, in both languages."""

    english: str
    chinese: str


def _said(error: BaseException, settings: ChatSettings, *, begun: bool) -> _Said:
    status = _status(error)
    if _TOO_LONG.search(str(error)) and status in (None, 400):
        return _Said(
            "cannot take so much text; lower BAODA_CHAT_PASSAGES or choose a model that can.",
            "读不了这么长的文字；请调小 BAODA_CHAT_PASSAGES，或换一个模型。",
        )
    if status is not None:
        return _refused(status)
    if _timed_out(error):
        return _Said(
            f"said nothing for {settings.timeout:g} seconds; raise BAODA_CHAT_TIMEOUT or choose a faster model.",
            f"{settings.timeout:g} 秒没有回应；请调大 BAODA_CHAT_TIMEOUT，或换一个快些的模型。",
        )
    if begun:
        return _Said("broke off in the middle of its answer; ask again.", "答到一半中断了；请再问一次。")
    if isinstance(error, ValueError):
        return _Said(
            "sent no answer that can be read; check that the address speaks the vendor's protocol.",
            "的回答无法读取；请检查这个地址用的是不是该厂商的协议。",
        )
    return _Said(
        "cannot be reached; check that it is running and that BAODA_CHAT_BASE_URL is right.",
        "连不上；请检查它是否在运行、BAODA_CHAT_BASE_URL 是否正确。",
    )


def _refused(status: int) -> _Said:
    """What a status of 400 or more says."""
    if status in _WRONG_KEY:
        return _Said(
            f"refused the API key (status {status}); check the vendor's key variable.",
            f"不接受 API 密钥（状态码 {status}）；请检查该厂商的密钥变量。",
        )
    if status == 404:
        return _Said(
            "is not there (status 404); check BAODA_CHAT_MODEL and BAODA_CHAT_BASE_URL.",
            "不存在（状态码 404）；请检查 BAODA_CHAT_MODEL 和 BAODA_CHAT_BASE_URL。",
        )
    if status == 429:
        return _Said(
            "takes no more requests now (status 429); wait a while or check the account's quota.",
            "暂时不再接受请求（状态码 429）；请稍候，或查看账户的额度。",
        )
    if status >= 500:
        return _Said(
            f"failed on its side (status {status}); ask again later or choose another model.",
            f"那边出错了（状态码 {status}）；请稍后再问，或换一个模型。",
        )
    return _Said(
        f"rejected the request (status {status}); check the model's name and its settings.",
        f"拒绝了请求（状态码 {status}）；请检查模型名称和设置。",
    )


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
