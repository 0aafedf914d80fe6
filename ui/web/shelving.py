"""What happens on the Library tab: files come in, articles are listed, corrected, removed and put back."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import gradio as gr

from ingest.correcting import correct
from ingest.formats import Hints
from ingest.report import Report
from ingest.splitter import split
from rag.errors import BaodaError, InputError
from rag.listing import Sheet
from rag.records import Source
from rag.trash import put_back, take_out
from ui.web import asking
from ui.web.asking import AskPage, Update, Visit
from ui.web.chart import chart
from ui.web.escape import safe
from ui.web.health import health
from ui.web.intake import reached_list, report_list
from ui.web.presses import Checked, Correction
from ui.web.room import Room
from ui.web.samples import sample_pages
from ui.web.table import notice, table, table_tools
from ui.web.texts import Texts
from ui.web.uploads import Parcel, Reached, take_in, unpack, without_folder
from ui.web.welcome import empty_library
from ui.web.wires import drawn

_SAMPLE_PAPER = "临澜日报"


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """The components that the Library tab's handlers fill."""

    ingested: gr.HTML
    tools: gr.HTML
    notice: gr.HTML
    table: gr.HTML
    chart: gr.HTML
    health: gr.HTML


def shown(page: LibraryPage, room: Room, texts: Texts) -> Update:
    """Fill the tab as someone finds it."""
    return {page.tools: table_tools(room.desk.library.contents().newspapers, texts), **refreshed(page, room, texts)}


def refreshed(page: LibraryPage, room: Room, texts: Texts, sheet: Sheet | None = None) -> Update:
    """Show what the library holds now, but for the fields that bound the table."""
    library = room.desk.library
    fingerprint = room.listing.fingerprint()
    return {
        page.table: listed(room, sheet or Sheet(), texts),
        page.chart: chart(room.listing.days(), texts),
        page.health: health(library.status(), room.desk.settings.chat.model, fingerprint, texts),
        page.notice: "",
    }


def listed(room: Room, sheet: Sheet, texts: Texts) -> str:
    """Return the table of articles."""
    return drawn(table(sheet, room.listing.sheet(sheet), texts))


def removed(page: LibraryPage, room: Room, checked: Checked, texts: Texts) -> Update:
    """Take the checked articles out, and offer to put them back."""
    removal = take_out(room.library, checked.articles)
    said = texts.library.deleted.format(count=len(checked.articles))
    return {**refreshed(page, room, texts), page.notice: notice(said, texts, removal)}


def put_back_again(page: LibraryPage, room: Room, checked: Checked, texts: Texts) -> Update:
    """Undo a removal."""
    settings = room.desk.settings.split
    back = put_back(room.library, checked.removal, lambda one: split(one, settings))
    said = texts.library.restored.format(count=len({one.id for one in back}))
    return {**refreshed(page, room, texts), page.notice: notice(said, texts)}


def corrected(page: LibraryPage, room: Room, wanted: Correction, texts: Texts) -> Update:
    """Put an article's title, newspaper, day or page right."""
    place = Source(wanted.newspaper.strip(), wanted.day, wanted.page.strip(), " ".join(wanted.headline.split()))
    correct(room.library, wanted.article, place, room.desk.settings.split)
    return {**refreshed(page, room, texts), page.notice: notice(texts.library.corrected, texts)}


def taken(page: LibraryPage, ask: AskPage, room: Room, parcel: Parcel, visit: Visit) -> Iterator[Update]:
    """Yield how far an upload is, then its report and the library as it is with it."""
    texts = visit.texts
    try:
        folder = unpack(parcel, room.desk.settings)
        hints = Hints(newspaper=parcel.newspaper.strip(), date=parcel.day, below=folder)
        for told in _read(folder, room, hints):
            if isinstance(told, Report):
                report = without_folder(report_list(told, texts), folder)
                yield {
                    page.ingested: report,
                    **shown(page, room, texts),
                    **asking.around(ask, room, visit),
                }
            else:
                yield {page.ingested: reached_list(told, texts)}
    except BaodaError as error:
        yield {page.ingested: _failed(error, texts)}


def tried(ask: AskPage, room: Room, visit: Visit) -> Iterator[Update]:
    """Yield how far the example pages are, then the Ask tab with questions to try."""
    texts = visit.texts
    try:
        pages = sample_pages()
        if not pages:
            raise InputError("The example pages did not come with this installation; upload pages of your own.")
        folder = Path(tempfile.mkdtemp(prefix="baoda-examples-"))
        for file in pages:
            shutil.copyfile(file, folder / file.name)
        for told in _read(folder, room, Hints(newspaper=_SAMPLE_PAPER, below=folder)):
            if isinstance(told, Report):
                yield asking.opened(ask, room, visit)
            else:
                yield {ask.welcome: empty_library(texts, reached_list(told, texts))}
    except BaodaError as error:
        yield {ask.welcome: empty_library(texts, _failed(error, texts))}


def _read(folder: Path, room: Room, hints: Hints) -> Iterator[Reached | Report]:
    try:
        yield from take_in(folder, room.library, room.desk.settings, hints)
    except BaodaError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise InputError(without_folder(str(error), folder)) from error


def _failed(error: BaodaError, texts: Texts) -> str:
    return f'<p class="note caution" role="alert"><b>{safe(texts.error)}</b> {safe(str(error))}</p>'
