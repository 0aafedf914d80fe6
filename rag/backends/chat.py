"""A chat model by its langchain name, writing piece by piece; every failure is one ChatError."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import closing
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pydantic import ValidationError

from rag.backends.addresses import is_cloud_model, ollama_address, on_this_machine
from rag.backends.chat_errors import BuildFailure, build_error, is_passing, raised_by_vendors, retry_after, write_error
from rag.backends.listening import heard
from rag.backends.thinking import spoken
from rag.errors import ChatError, Stopped
from rag.settings import ChatSettings
from rag.stopping import Stop

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk
    from langchain_core.runnables import Runnable

    from rag.prompt import Prompt

_ALONE = {"Connection": "close"}  # no connection outlives its answer, so that none is left open behind a stop
_NO_KEY = "none-needed"  # servers on one's own machine ask for no key, but the client insists on one
_LINE = 256  # tokens of a follow-up question made whole; a model that thinks first gets no further, and the rules do it
_FIRST_PAUSE = 0.5  # seconds before the second attempt; doubled for each further one
_LONGEST_PAUSE = 20.0  # seconds; a server that asks for more is treated as down
_CUT = {"length", "max_tokens"}  # why an answer ended, as vendors say that it reached its most tokens


class LangchainChat:
    """A `ChatWriter` over any langchain chat model."""

    def __init__(self, model: BaseChatModel, hasty: BaseChatModel, settings: ChatSettings, address: str) -> None:
        """Take the model twice: as it writes answers, and in a hurry."""
        self._model = model
        self._hasty = hasty
        self._settings = settings
        self._address = address

    @property
    def name(self) -> str:
        """The model's name as the user set it."""
        return self._settings.model

    @property
    def remote(self) -> bool:
        """Whether the text leaves this machine; an address that is not known counts as elsewhere."""
        return is_cloud_model(self._settings.model) or not on_this_machine(self._address)

    def write(self, prompt: Prompt, *, quick: bool = False, stop: Stop | None = None) -> Generator[str, None, bool]:
        """Yield the answer's text as it comes, and return whether it was cut at the most tokens that it may have.

        Closing the iterator, or `stop`, closes the connection: the model stops.

        A refused, overloaded or failing server is asked again, `retries` times with doubled pauses, as long as no piece
        has come; with `quick` it is asked once, for a line, and waited for as long as for a follow-up question.
        Raises ChatError on any failure, also on an answer that is empty or breaks off, and Stopped after `stop`.
        """
        stop = stop or Stop()
        attempts = 1 if quick else self._settings.retries + 1
        cut: list[bool] = []
        for attempt in range(attempts):
            begun = False
            try:
                with closing(spoken(self._pieces(prompt, stop, cut, quick=quick))) as pieces:
                    for piece in pieces:
                        begun = True
                        yield piece
            except raised_by_vendors() as error:
                pause = _pause(attempt, error)
                if begun or attempt + 1 == attempts or not is_passing(error) or pause > _LONGEST_PAUSE:
                    raise write_error(error, self._settings, self._address, begun=begun) from error
                if stop.wait(pause):
                    raise Stopped from error
                continue
            if not begun:
                raise ChatError(
                    f"The chat model {self.name} returned an empty answer; ask again, or choose another model with "
                    "BAODA_CHAT_MODEL.",
                    f"聊天模型 {self.name} 没有回答一个字；请再问一次，或用 BAODA_CHAT_MODEL 换一个模型。",
                )
            break
        return bool(cut)

    def _pieces(self, prompt: Prompt, stop: Stop, cut: list[bool], *, quick: bool) -> Generator[str, None, None]:
        """Yield the text, and add to `cut` when the model ends because it may say no more."""
        model = self._hasty if quick else self._model
        finished = not _says_when_finished(model)
        with closing(_chunks(_chain(prompt, model), prompt, stop)) as chunks:
            for chunk in chunks:
                finished = finished or _is_last(chunk)
                if _is_cut(chunk):
                    cut.append(True)
                text = str(chunk.text)
                if text:
                    yield text
        if not finished:
            raise ConnectionError("the stream ended before the answer did")


def load_chat(settings: ChatSettings) -> LangchainChat:
    """Return the chat model that the settings name.

    No connection is made yet. Raises ChatError for an unknown name, a missing integration package, a missing API key or
    an address that is none.
    """
    address = settings.base_url.strip()
    if address and (urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).hostname):
        raise ChatError(
            f'The chat model\'s address "{address}" is none; set BAODA_CHAT_BASE_URL to one such as '
            "http://127.0.0.1:8000/v1."
        )
    model = _build(settings, _options(settings, address))
    hurried = settings.model_copy(update={"timeout": settings.followup, "tokens": _LINE})
    hasty = _build(settings, _options(hurried, address))
    return LangchainChat(model, hasty, settings, _address_of(model, address))


def _build(settings: ChatSettings, options: dict[str, Any]) -> BaseChatModel:
    """Return the model; options that its class does not know are left out, for vendors differ."""
    from langchain.chat_models import init_chat_model

    try:
        model: BaseChatModel = init_chat_model(settings.model, **options)
    except ValidationError as error:
        unknown = {str(one["loc"][0]) for one in error.errors() if one["type"] == "extra_forbidden" and one["loc"]}
        if not unknown & options.keys():
            raise build_error(BuildFailure(settings.model, error)) from error
        return _build(settings, {name: value for name, value in options.items() if name not in unknown})
    except (ImportError, TypeError) as error:
        raise build_error(BuildFailure(settings.model, error)) from error
    except raised_by_vendors() as error:
        raise build_error(BuildFailure(settings.model, error)) from error
    if hasattr(model, "stream_chunk_timeout"):
        model.stream_chunk_timeout = None  # a clock of langchain's own, 120 s, beside the one that our setting winds
    return model


def _options(settings: ChatSettings, address: str) -> dict[str, Any]:
    """Return the vendor's names for the settings; its own retries are off because ours know whether a piece came."""
    options: dict[str, Any] = {"base_url": address} if address else {}
    vendor = settings.model.partition(":")[0]
    if vendor == "ollama":
        # Ollama cuts what exceeds its context from the front, the rules first, so it must know how much is coming.
        sizes = {"num_predict": settings.tokens, "num_ctx": settings.context, "temperature": 0}
        return options | sizes | {"client_kwargs": {"timeout": settings.timeout, "headers": _ALONE}}
    if address and vendor in ("openai", "deepseek") and not os.environ.get(f"{vendor.upper()}_API_KEY"):
        options["api_key"] = _NO_KEY
    if vendor in ("openai", "deepseek"):
        options["default_headers"] = _ALONE
    return options | {"max_tokens": settings.tokens, "timeout": settings.timeout, "max_retries": 0}


def _chain(prompt: Prompt, model: BaseChatModel) -> Runnable[dict[str, Any], Any]:
    """Return the generation step as LCEL, so that langchain's tracing and callbacks see it."""
    return prompt.template | model


def _chunks(chain: Runnable[dict[str, Any], Any], prompt: Prompt, stop: Stop) -> Generator[AIMessageChunk, None, None]:
    return heard(lambda: chain.astream(dict(prompt.values), config={"run_name": "baoda.chat"}), stop)


def _says_when_finished(model: BaseChatModel) -> bool:
    """Return whether the model's protocol marks an answer's last chunk, so that a missing mark means a torn stream."""
    return type(model).__module__.startswith(("langchain_openai", "langchain_deepseek", "langchain_ollama"))


def _is_last(chunk: AIMessageChunk) -> bool:
    said = chunk.response_metadata
    # chunk_position is no proof: langchain puts "last" on whatever came last, also on a torn stream.
    return any(said.get(key) for key in ("finish_reason", "done_reason", "done", "status"))


def _is_cut(chunk: AIMessageChunk) -> bool:
    said = chunk.response_metadata
    return any(str(said.get(key)).lower() in _CUT for key in ("finish_reason", "done_reason", "stop_reason"))


def _pause(attempt: int, error: BaseException) -> float:
    return max(_FIRST_PAUSE * 2.0**attempt, retry_after(error))


def _address_of(model: BaseChatModel, address: str) -> str:
    """Return where the model's requests go, empty when its client does not tell."""
    if address:
        return address
    if type(model).__module__.startswith("langchain_ollama"):
        return ollama_address()
    client = getattr(model, "root_client", None)
    return str(getattr(client, "base_url", "") or "")
