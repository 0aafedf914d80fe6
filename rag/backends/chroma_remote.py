"""A collection on a Chroma server, in a distributed deployment or in Chroma Cloud: reached, waited for, and noted."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import RLock
from typing import Any, TypeVar
from urllib.parse import urlsplit

from rag import logs
from rag.errors import LibraryError, SettingsError
from rag.settings import ChromaSettings

Found = TypeVar("Found")
Making = Callable[[], dict[str, Any]]

CLOUD = "cloud"
_PASSING = frozenset({408, 429, 500, 502, 503, 504})  # answers of a server that is busy, starting or being moved
_FIRST_PAUSE, _LONGEST_PAUSE = 0.25, 5.0  # seconds between two attempts, doubled each time


@dataclass(frozen=True, slots=True)
class Note:
    """What a collection was filled from, kept in its own metadata: `whole` once it was filled to the end."""

    version: str
    embedding: str
    whole: bool


class ChromaRemote:
    """One collection. A server that does not answer is asked again until its time is up."""

    def __init__(self, settings: ChromaSettings, name: str, making: Making) -> None:
        """Open the collection `name`; `making` gives the arguments that it is made with where it is not there."""
        self.name = name
        self._settings = settings
        self._making = making
        self._lock = RLock()
        self._client: Any = None
        self._collection: Any = None
        self.run("opened", lambda _collection: None)

    @property
    def shown(self) -> str:
        """How messages name it."""
        return f"{self._settings.url.rstrip('/')} {self.name}"

    @property
    def most(self) -> int:
        """How many rows one call may bring."""
        return int(self.run("read", lambda _collection: self._client.get_max_batch_size()))

    def run(self, done: str, use: Callable[[Any], Found]) -> Found:
        """Return what `use` makes of the collection; it is called again where the server was away or busy.

        So it must be harmless to do twice. LibraryError says what could not be `done`.
        """
        until = time.monotonic() + self._settings.wait
        pause = _FIRST_PAUSE
        while True:
            try:
                return use(self._opened())
            except Exception as error:  # chromadb raises a bare one for what a proxy answers
                if not _is_chroma_s(error):
                    raise
                if not _may_pass(error) or time.monotonic() > until:
                    raise self.failure(done, error) from error
                logs.event("chroma away", collection=self.name, error=type(error).__name__)
                self._collection = None  # one that was made anew meanwhile has another id
                time.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)

    def note(self) -> Note:
        """Return what the collection was filled from."""
        held = dict(self.run("read", lambda _collection: self._reopened().metadata) or {})
        return Note(str(held.get("version", "")), str(held.get("embedding", "")), held.get("whole") is True)

    def write_note(self, note: Note) -> None:
        """Note durably what the collection is filled from."""
        row = {"version": note.version, "embedding": note.embedding, "whole": note.whole}
        self.run("written", lambda collection: collection.modify(metadata=row))

    def clear(self) -> None:
        """Throw the collection away and begin an empty one."""
        self.run("emptied", lambda _collection: self._drop())

    def close(self) -> None:
        """Let go of the connection."""
        with self._lock:
            if self._client is not None:
                # chromadb closes its own and its administrator's connections nowhere.
                sessions = [one._server._session for one in (self._client, self._client._admin_client)]  # noqa: SLF001
                self._client.close()
                for session in sessions:
                    session.close()
                self._client = self._collection = None

    def failure(self, done: str, error: Exception) -> LibraryError:
        """Return the error that says what could not be done and what to do."""
        why = logs.without_secrets(str(error)) or type(error).__name__
        return LibraryError(
            f"The vectors in {self.shown} cannot be {done} ({why}): "
            "see that the Chroma server runs at that address (chroma.url) and lets this program in, and try again; "
            "what was cut short is carried on."
        )

    def _opened(self) -> Any:
        with self._lock:
            if self._client is None:
                self._client = _connect(self._settings)
            if self._collection is None:
                self._collection = self._client.get_or_create_collection(
                    self.name, embedding_function=None, **self._making()
                )
            return self._collection

    def _reopened(self) -> Any:
        """The collection with the metadata that others wrote."""
        with self._lock:
            self._collection = None
            return self._opened()

    def _drop(self) -> None:
        from chromadb.errors import NotFoundError

        with self._lock:
            with suppress(NotFoundError):  # an earlier attempt did it
                self._client.delete_collection(self.name)
            self._collection = None
            self._opened()


def _connect(settings: ChromaSettings) -> Any:
    import chromadb
    from chromadb.config import DEFAULT_DATABASE, DEFAULT_TENANT, Settings

    quiet = Settings(anonymized_telemetry=False)
    key = settings.key.get_secret_value()
    if settings.url == CLOUD:
        if not key:
            raise SettingsError("Chroma Cloud needs a key; set chroma.key (BAODA_CHROMA_KEY).")
        return chromadb.CloudClient(settings.tenant or None, settings.database or None, key, quiet)
    try:
        parts = urlsplit(settings.url)
        port = parts.port or (443 if parts.scheme == "https" else 8000)
    except ValueError as error:
        raise _unusable(settings.url) from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise _unusable(settings.url)
    return chromadb.HttpClient(
        parts.hostname,
        port,
        ssl=parts.scheme == "https",
        headers={"X-Chroma-Token": key} if key else None,
        settings=quiet,
        tenant=settings.tenant or DEFAULT_TENANT,
        database=settings.database or DEFAULT_DATABASE,
    )


def _unusable(url: str) -> SettingsError:
    return SettingsError(
        f"The setting chroma.url (BAODA_CHROMA_URL) is not usable: {logs.without_secrets(url)!r} is neither an address "
        f"such as http://HOST:8000 nor the word {CLOUD}."
    )


def _is_chroma_s(error: Exception) -> bool:
    import httpx
    from chromadb.errors import ChromaError

    return isinstance(error, (ChromaError, httpx.HTTPError, ValueError)) or type(error) is Exception


def _may_pass(error: Exception) -> bool:
    import httpx
    from chromadb.errors import ChromaError, NotFoundError

    if isinstance(error, NotFoundError):  # the collection was made anew by another program
        return True
    if isinstance(error, ChromaError):
        return error.code() in _PASSING and "mplemented" not in str(error)
    return isinstance(error, httpx.TransportError) or type(error) is Exception or "Could not connect" in str(error)
