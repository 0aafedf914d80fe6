"""A title, a day or a page put right by hand: the article is stored anew, and stays so when its file is read again."""

from __future__ import annotations

from ingest.splitter import split
from rag.amendments import amended, keep_amendment
from rag.errors import InputError
from rag.library import Library
from rag.records import Article, Source
from rag.settings import SplitSettings
from rag.trash import put_back, take_out


def correct(library: Library, article_id: str, place: Source, settings: SplitSettings) -> Article:
    """Store the article's first print under another newspaper, day, page and headline; return it.

    Raises InputError for an unknown article, and for a place where another article stands already.
    """
    filed = library.catalogue.filed([article_id], [])
    before = next((one for found in filed for one in found.prints if one.id == article_id), None)
    if before is None:
        raise InputError(f"No article {article_id} in {library.folder}; see the ids with: baoda list")
    after = amended(before, place)
    if after.source == before.source:
        return before
    if after.id != before.id and library.catalogue.holders([after.id]):
        raise InputError(f"{after.source.label} is in the library already; correct or delete that one first.")
    removal = take_out(library, [article_id])
    put_back(library, removal, lambda one: split(one, settings), lambda one: after if one.id == before.id else one)
    keep_amendment(library.catalogue, before, after)
    return after
