"""/api/ingest: files come in, and the way of each upload into the library can be followed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, File, Form, Request, Response, UploadFile

from ingest.formats import READERS, Hints, reader_for
from rag.errors import InputError
from ui.api.errors import Problem, Unready, Unsupported
from ui.api.guard import caller_of
from ui.api.job_shapes import Job, JobProgress
from ui.api.jobs import IngestJob
from ui.api.service import Service
from ui.api.shapes import Newspaper
from ui.file_names import parts_of
from ui.rows.library import file_row

_LONGEST = 150  # characters of a file's name that are kept: with three bytes each they fit every file system
_MISSING: dict[int | str, dict[str, object]] = {404: {"model": Problem, "description": "There is no such upload."}}
_REFUSED: dict[int | str, dict[str, object]] = {
    413: {"model": Problem, "description": "Too many bytes."},
    415: {"model": Problem, "description": "A file of a kind that is not read."},
}


def upload_routes(service: Service) -> APIRouter:
    """Return the routes of uploads."""
    router = APIRouter(prefix="/api/ingest", tags=["uploads"])

    @router.post("", status_code=202, responses=_REFUSED)
    async def upload(
        request: Request,
        response: Response,
        files: Annotated[
            list[UploadFile], File(description="Newspaper files, of every kind that `baoda ingest` reads.")
        ],
        day: Annotated[
            date | None, Form(alias="date", description="The issue's date, where the files do not tell it.")
        ] = None,
        newspaper: Annotated[Newspaper, Form(description="The newspaper, where the files do not tell it.")] = "",
        columns: Annotated[list[str], Form(description="Where tables keep a field: title=标题, once a field.")] = [],  # noqa: B006 - pydantic copies it
    ) -> Job:
        """Take files to be read into the library; follow the way of the upload by its id."""
        service.assistant()
        names = check_names([file.filename or "" for file in files], service.settings.serve.files)
        hints = Hints(newspaper=newspaper, date=day, columns=_columns(columns))
        folder = await to_thread.run_sync(partial(_keep, files, names))
        job = IngestJob(caller_of(request), folder, names, hints)
        try:
            service.jobs.submit(job)
        except Unready:
            await to_thread.run_sync(shutil.rmtree, folder)
            raise
        response.headers["Location"] = f"/api/ingest/{job.id}"
        return _row(job)

    @router.get("")
    async def list_uploads(request: Request) -> list[Job]:
        """List your uploads since the server was started, the last one first."""
        return [_row(job) for job in service.jobs.of(caller_of(request))]

    @router.get("/{job_id}", responses=_MISSING)
    async def follow(request: Request, job_id: str) -> Job:
        """Tell how far an upload is, and at its end what became of every file."""
        return _row(service.jobs.job(job_id, caller_of(request)))

    @router.delete("/{job_id}", responses=_MISSING)
    async def stop(request: Request, job_id: str) -> Job:
        """Stop an upload at its next step; what is stored by then stays."""
        job = service.jobs.job(job_id, caller_of(request))
        service.jobs.stop(job)
        return _row(job)

    return router


def check_names(given: Sequence[str], most: int) -> tuple[str, ...]:
    """Return names to keep files under, each once and without folders; raise for too many and for unknown kinds."""
    if len(given) > most:
        raise InputError(f"{len(given):,} files are too many for one upload; send at most {most:,} at a time.")
    names: list[str] = []
    for one in given:
        name = parts_of(one)[-1][-_LONGEST:]
        if not name or reader_for(Path(name)) is None:
            kinds = ", ".join(sorted(READERS))
            raise Unsupported(f"{name or 'A file without a name'} is of no kind that is read; files end in {kinds}.")
        names.append(f"{len(names) + 1}/{name}" if name in names else name)
    return tuple(names)


def _keep(files: Sequence[UploadFile], names: Sequence[str]) -> Path:
    """Copy the files into a new folder that only this program's user can read; return the folder."""
    folder = Path(tempfile.mkdtemp(prefix="baoda-upload-"))
    try:
        for file, name in zip(files, names, strict=True):
            (folder / name).parent.mkdir(exist_ok=True)
            with (folder / name).open("wb") as out:
                shutil.copyfileobj(file.file, out, 1 << 20)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise InputError(f"The files could not be kept ({error.strerror}); send fewer at a time.") from error
    return folder


def _columns(given: Sequence[str]) -> dict[str, str]:
    """Return field → column name; InputError for what maps nothing."""
    columns: dict[str, str] = {}
    for pair in given:
        name, mark, column = (part.strip() for part in pair.partition("="))
        if not (name and mark and column):
            raise InputError(f"columns: {pair!r} maps nothing; write FIELD=NAME, such as title=标题.")
        columns[name] = column
    return columns


def _row(job: IngestJob) -> Job:
    progress = job.progress
    return Job(
        id=job.id,
        state=job.state.value,
        files=list(job.files),
        progress=JobProgress(
            files_done=progress.files_done,
            files=progress.files or len(job.files),
            bytes_done=progress.bytes_done,
            bytes=progress.bytes,
            articles=progress.articles,
            file=progress.file,
        ),
        report=[file_row(file) for file in job.report],
        error=job.error,
    )
