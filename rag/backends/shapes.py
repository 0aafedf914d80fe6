"""Which stores a library has: all in its folder, vectors on a Chroma server, or vectors and words inside the engine."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from rag.backup import CATALOGUE
from rag.errors import LibraryMismatch, SettingsError
from rag.listing import Listing
from rag.protocols import Catalogue, PassageIndex
from rag.settings import Settings

if TYPE_CHECKING:
    from rag.accounts import Accounts
    from rag.conversations import Conversations
    from rag.embedder import Embedder
    from rag.feedback import Ratings

Sound = Callable[[Path, Callable[[Path], PassageIndex]], PassageIndex]


def open_catalogue(settings: Settings) -> Catalogue:
    """Return the catalogue in the library's folder, or in the database that the settings name."""
    from rag.backends.catalogue import SqliteCatalogue

    url = settings.catalogue.url.get_secret_value()
    if url:
        from rag.backends.postgres_catalogue import PostgresCatalogue

        _nothing_beside(settings.library)
        return PostgresCatalogue(url, settings.ingest.wait)

    return SqliteCatalogue(settings.library / CATALOGUE, settings.ingest.wait)


def _nothing_beside(library: Path) -> None:
    """Raise LibraryMismatch when the folder has a catalogue of its own that holds articles: they would seem lost."""
    from rag.backends.catalogue import SqliteCatalogue

    if (library / CATALOGUE).is_file():
        with closing(SqliteCatalogue(library / CATALOGUE)) as own:
            if own.contents().articles:
                raise LibraryMismatch(
                    f"The library {library} keeps its articles in the folder, not in the database of catalogue.url; to "
                    "move them there, make a backup without that setting and restore it with it into another folder."
                )


def move_catalogue(settings: Settings) -> None:
    """Bring the catalogue of a folder, and who uses it, into the empty database that the settings name."""
    from rag.backends.catalogue import SqliteCatalogue
    from rag.backends.postgres_catalogue import PostgresCatalogue

    file = settings.library / CATALOGUE
    SqliteCatalogue(file).close()  # which brings it up to date
    url = settings.catalogue.url.get_secret_value()
    with closing(PostgresCatalogue(url, settings.ingest.wait)) as catalogue, catalogue.writing():
        catalogue.restore(file, users=True)
    for one in settings.library.glob(f"{CATALOGUE}*"):
        one.unlink()


def open_accounts(settings: Settings, *, there: bool) -> Accounts:
    """Return the users, in the database that the settings name or in the folder's file; in memory where none is."""
    url = settings.catalogue.url.get_secret_value()
    if url:
        from rag.backends.postgres_users import PostgresAccounts

        return PostgresAccounts(url, settings.ingest.wait)
    from rag.backends.accounts import SqliteAccounts

    return SqliteAccounts(settings.library / CATALOGUE if there else Path(":memory:"))


def open_conversations(settings: Settings) -> Conversations:
    """Return the users' conversations, from where the users are."""
    url = settings.catalogue.url.get_secret_value()
    if url:
        from rag.backends.postgres_users import PostgresConversations

        return PostgresConversations(url, settings.ingest.wait)
    from rag.backends.conversations import SqliteConversations

    return SqliteConversations(settings.library / CATALOGUE)


def open_ratings(settings: Settings) -> Ratings | None:
    """Return where ratings are kept when programs of several machines share them; None for the library's folder."""
    url = settings.catalogue.url.get_secret_value()
    if not url:
        return None
    from rag.backends.postgres_users import PostgresRatings

    return PostgresRatings(url, settings.ingest.wait)


def open_listing(settings: Settings) -> Listing:
    """Return the catalogue's articles as a table."""
    from rag.backends.listing import PostgresListing, SqliteListing

    url = settings.catalogue.url.get_secret_value()
    if url:
        return PostgresListing(url, settings.ingest.wait)
    return SqliteListing(settings.library / CATALOGUE)


def open_indexes(settings: Settings, dense: str, embedder: Embedder, sound: Sound) -> tuple[PassageIndex, ...]:
    """Return the indexes; `dense` names the folder of vectors, `sound` opens an index in a folder."""
    kept = settings.library / dense  # where the vectors of a library lie that was a folder's, or came from a backup
    if settings.chroma.url and settings.chroma.hybrid:
        from rag.backends.chroma_hybrid import ChromaHybrid

        collection = _collection(settings, embedder, "hybrid")
        return (ChromaHybrid(settings.chroma, collection, embedder, f"server-{collection}", kept),)
    from rag.backends.tantivy_index import TantivyIndex

    words = sound(_words_folder(settings), TantivyIndex)
    if settings.chroma.url:
        from rag.backends.chroma_server import ChromaServer

        collection = _collection(settings, embedder, "dense")
        return (ChromaServer(settings.chroma, collection, embedder, f"server-{collection}", kept), words)
    from rag.backends.chroma_index import ChromaIndex

    return (sound(settings.library / dense, lambda place: ChromaIndex(place, embedder)), words)


def check_shape(settings: Settings, catalogue: Catalogue) -> None:
    """Raise SettingsError where another folder's program writes this catalogue and each would have vectors of its own.

    Neither would hear of what the other embeds.
    """
    if not is_shared(settings) or settings.chroma.url:
        return
    own = _words_folder(settings).name
    others = [name for name in catalogue.journals() if name.startswith("tantivy-") and name != own]
    if others:
        raise SettingsError(
            f"Another folder ({others[0]}) shares the database of catalogue.url, so both need the same vectors: set "
            "chroma.url. If that folder is gone for good, delete its row from the table indexes of the database."
        )


def is_shared(settings: Settings) -> bool:
    """Whether programs with folders of their own may write the same catalogue."""
    return bool(settings.catalogue.url.get_secret_value())


def _collection(settings: Settings, embedder: Embedder, kind: str) -> str:
    """The collection's name: of one library, of one model and of one kind, so that nothing is ever mixed."""
    place = settings.catalogue.url.get_secret_value().rpartition("@")[2] or str(settings.library.resolve())
    base = settings.chroma.collection or f"baoda-{_short(place)}"
    return f"{base}-{kind}-{_short(embedder.fingerprint)}"


def _words_folder(settings: Settings) -> Path:
    """The word index's folder; where machines share a catalogue, each has one, with a name and a journal of its own."""
    if not is_shared(settings):
        return settings.library / "tantivy"
    own = f"tantivy-{_short(platform.node() + str(settings.library.resolve()))}"
    return next(iter(sorted(settings.library.glob("tantivy-*"))), settings.library / own)


def _short(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=4).hexdigest()
