"""/api/articles: list, read and remove the library's articles."""

from __future__ import annotations

from datetime import date
from itertools import islice
from pathlib import PurePath
from typing import Annotated

from fastapi import APIRouter, Path, Query

from ingest.rows import ArticleRow, article_row
from rag import logs
from rag.errors import InputError
from rag.library import Library
from rag.records import Article
from rag.records import Query as Search
from ui.api.errors import NotThere, Problem
from ui.api.service import Service
from ui.api.shapes import ArticleList, Id, ListedArticle, Newspaper, Removed

_MISSING: dict[int | str, dict[str, object]] = {404: {"model": Problem, "description": "There is no such article."}}
ArticleId = Annotated[Id, Path(description="The article's id, or its external id.")]


def article_routes(service: Service) -> APIRouter:
    """Return the routes of the library's articles."""
    router = APIRouter(prefix="/api/articles", tags=["articles"])

    @router.get("")
    async def list_articles(
        since: Annotated[date | None, Query(description="Published on this day or later.")] = None,
        until: Annotated[date | None, Query(description="Published on this day or earlier.")] = None,
        newspaper: Annotated[Newspaper, Query()] = "",
        offset: Annotated[int, Query(ge=0, le=10_000_000, description="Articles to pass over.")] = 0,
        limit: Annotated[int, Query(ge=1, le=500, description="Most articles to return.")] = 50,
    ) -> ArticleList:
        """List articles, newest first, those without a day last."""
        library = service.assistant().library
        bounds = Search("", since=since, until=until, newspaper=newspaper)
        return await service.quick.run(lambda: _listed(library, bounds, offset, limit))

    @router.get("/{article_id:path}", responses=_MISSING)
    async def read_article(article_id: ArticleId) -> ArticleRow:
        """Return one article whole."""
        library = service.assistant().library
        return await service.quick.run(lambda: public_row(find_article(library, article_id)))

    @router.delete("/{article_id:path}", responses=_MISSING)
    async def remove_article(article_id: ArticleId) -> Removed:
        """Remove one article, with all its places of publication, from the library."""
        library = service.assistant().library
        return await service.quick.run(lambda: _removed(library, article_id))

    return router


def find_article(library: Library, given: str) -> Article:
    """Return the article with this id or external id; raise NotThere when there is none."""
    try:
        return library.article(*library.held([given]))
    except InputError as error:
        raise NotThere(f"There is no article {given}.") from error


def public_row(article: Article) -> ArticleRow:
    """Return the article as a row that tells nothing of the machine: of its files the names alone."""
    row = article_row(article)
    for origin in row["origins"]:
        origin["file"] = PurePath(origin["file"]).name
    return row


def _listed(library: Library, bounds: Search, offset: int, limit: int) -> ArticleList:
    fitting = library.printed(bounds)
    ids = list(islice(fitting, offset, offset + limit))
    return ArticleList(total=len(fitting), offset=offset, articles=[_entry(library.article(one)) for one in ids])


def _entry(article: Article) -> ListedArticle:
    source = article.source
    return ListedArticle(
        id=article.id,
        title=source.headline,
        newspaper=source.newspaper,
        date=source.date.isoformat() if source.date else None,
        page=source.page,
        kind=article.kind.value,
        characters=len(article.body),
        confidence=article.confidence,
    )


def _removed(library: Library, given: str) -> Removed:
    article = find_article(library, given)
    library.remove([article.id])
    logs.event("article removed", article=article.id)
    return Removed(removed=article.id, title=article.headline)
