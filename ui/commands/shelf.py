"""baoda status, list, show, rm and settings: what is in the library, and what is set."""

from __future__ import annotations

from typing import Annotated

import typer

from ui.commands.opening import find_article, open_shelf, open_to_change, settings_for
from ui.commands.options import JsonOption, LibraryOption
from ui.rows.library import removed_row, status_row
from ui.terminal.console import print_row, results
from ui.terminal.library import listed, shown, standing, tuned
from ui.terminal.speaking import print_lines, width_of

ArticleArgument = Annotated[
    str, typer.Argument(metavar="ARTICLE", help="An article's id, the beginning of it, or its external id.")
]
ArticlesArgument = Annotated[
    list[str], typer.Argument(metavar="ARTICLE", help="Article ids, beginnings of them, or external ids.")
]


def status(*, library: LibraryOption = None, json_lines: JsonOption = False) -> None:
    """Tell what the library holds: articles, passages, dates covered, models, sizes."""
    chat_model = settings_for(library).chat.model
    with open_shelf(library) as shelf:
        state = shelf.status()
    if json_lines:
        print_row(status_row(state, chat_model))
        return
    console = results()
    print_lines(standing(state, chat_model, width_of(console)), console)


def list_articles(*, library: LibraryOption = None, json_lines: JsonOption = False) -> None:
    """List every article by date, newspaper and page; as JSON only what does not depend on how it came here."""
    from ingest.rows import listed_row

    with open_shelf(library) as shelf:
        articles = shelf.articles()
        if json_lines:
            for article in articles:
                print_row(listed_row(article))
            return
        console = results()
        print_lines(listed(articles, width_of(console)), console)


def show(article: ArticleArgument, *, library: LibraryOption = None, json_lines: JsonOption = False) -> None:
    """Show one article whole."""
    from ingest.rows import article_row

    with open_shelf(library) as shelf:
        found = find_article(shelf.articles(), article)
        copies = [shelf.source_copy(origin) for origin in found.origin]
    if json_lines:
        print_row(article_row(found, copies))
        return
    console = results()
    print_lines(shown(found, width_of(console), copies), console)


def rm(articles: ArticlesArgument, *, library: LibraryOption = None, json_lines: JsonOption = False) -> None:
    """Remove articles from the library."""
    with open_to_change(library) as shelf:
        found = {article.id: article for article in (find_article(shelf.articles(), given) for given in articles)}
        shelf.remove(list(found))
    console = results()
    for article in found.values():
        if json_lines:
            print_row(removed_row(article))
        else:
            console.print(f"Removed {article.id} {article.source.label}", soft_wrap=True)


def settings(*, library: LibraryOption = None, json_lines: JsonOption = False) -> None:
    """Tell the settings in force, with the variable that sets each."""
    from rag.settings_table import setting_rows

    rows = list(setting_rows(settings_for(library)))
    if json_lines:
        for row in rows:
            print_row({"name": row.name, "variable": row.variable, "value": row.value, "meaning": row.meaning})
        return
    console = results()
    print_lines(tuned(rows, width_of(console)), console)
