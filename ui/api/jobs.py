"""Uploads on their way into the library: one after another on a thread of its own, with progress and report."""

from __future__ import annotations

import logging
import queue
import shutil
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from uuid import uuid4

from ingest.formats import Hints
from ingest.pipeline import Progress, ingest
from ingest.report import FileReport, Report
from rag import logs
from rag.errors import BaodaError
from rag.library import Library
from rag.settings import Settings
from ui.api.errors import NotThere, Unready, without_paths
from ui.api.metrics import Metrics

_WAITING = 50  # uploads that may wait; they lie on the disk meanwhile
_REMEMBERED = 200  # uploads of which state and report can be asked for
_PATIENCE = 10.0  # seconds that the one at hand is given to stop at its next step when the server ends
_LOG = logging.getLogger(__name__)


class JobState(StrEnum):
    """Where an upload is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(slots=True)
class IngestJob:
    """An upload: whose it is, its files in a folder of its own, and how far it came."""

    caller: str
    folder: Path
    files: tuple[str, ...]
    hints: Hints
    id: str = field(default_factory=lambda: uuid4().hex)
    state: JobState = JobState.WAITING
    progress: Progress = field(default=Progress(0, 0, 0, ""))
    report: tuple[FileReport, ...] = ()
    error: str = ""
    stopping: bool = False


class IngestJobs:
    """The uploads of one server; `library` gives the library to read them into. Safe to use from several threads."""

    def __init__(self, library: Callable[[], Library], settings: Settings, metrics: Metrics) -> None:
        self._library = library
        self._settings = settings
        self._metrics = metrics
        self._jobs: OrderedDict[str, IngestJob] = OrderedDict()
        self._waiting: queue.Queue[IngestJob | None] = queue.Queue()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def submit(self, job: IngestJob) -> None:
        """Take an upload; Unready when too many wait already."""
        with self._lock:
            waiting = sum(one.state is JobState.WAITING for one in self._jobs.values())
            if waiting >= _WAITING:
                raise Unready("Too many uploads are waiting; send this one again when some are done.")
            over = [key for key, one in self._jobs.items() if one.state not in (JobState.WAITING, JobState.RUNNING)]
            for key in over[: max(0, len(self._jobs) + 1 - _REMEMBERED)]:
                del self._jobs[key]
            self._jobs[job.id] = job
        self._waiting.put(job)

    def of(self, caller: str) -> tuple[IngestJob, ...]:
        """Return this caller's uploads, the last one first."""
        with self._lock:
            return tuple(one for one in reversed(self._jobs.values()) if one.caller == caller)

    def job(self, job_id: str, caller: str) -> IngestJob:
        """Return this caller's upload of this id; NotThere when there is none."""
        with self._lock:
            found = self._jobs.get(job_id)
        if found is None or found.caller != caller:
            raise NotThere(
                f"There is no upload {job_id}: a server knows its last {_REMEMBERED}, none from before its start. "
                "If it ended meanwhile, send the files again: what is stored already counts as unchanged."
            )
        return found

    def stop(self, job: IngestJob) -> None:
        """Have an upload end at its next step; what is stored by then stays."""
        job.stopping = True

    def close(self) -> None:
        """Stop the upload at hand and drop those that wait."""
        with self._lock:
            for job in self._jobs.values():
                job.stopping = True
        self._waiting.put(None)
        self._thread.join(_PATIENCE)

    def _work(self) -> None:
        while (job := self._waiting.get()) is not None:
            try:
                self._run(job)
            except BaodaError as error:
                job.state, job.error = JobState.FAILED, self._told(job, str(error))
            except Exception:  # noqa: BLE001 - it is logged, and the uploads behind it go on
                _LOG.exception("An upload failed")
                job.state, job.error = JobState.FAILED, "The server failed at this; its log says why."
            finally:
                shutil.rmtree(job.folder, ignore_errors=True)
                logs.event("upload", job=job.id, state=job.state.value, files=len(job.files))

    def _run(self, job: IngestJob) -> None:
        def reached(progress: Progress) -> None:
            job.progress = replace(progress, file=self._told(job, progress.file))
            if job.stopping:
                raise KeyboardInterrupt  # as someone at the keyboard stops an ingest: it ends with its report

        if job.stopping:
            job.state = JobState.STOPPED
            return
        job.state = JobState.RUNNING
        paths = [job.folder / name for name in job.files]
        hints = replace(job.hints, below=job.folder)
        report = ingest(paths, self._library(), self._settings.split, hints, reached, self._settings.ingest)
        self._end(job, report)

    def _end(self, job: IngestJob, report: Report) -> None:
        job.report = tuple(self._public(job, file) for file in report.files)
        for file in job.report:
            self._metrics.ingested(file)
        job.state = JobState.STOPPED if report.stopped else JobState.DONE

    def _public(self, job: IngestJob, file: FileReport) -> FileReport:
        """Return the report with files called as their sender calls them."""

        def told(sentences: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(self._told(job, sentence) for sentence in sentences)

        return replace(
            file,
            file=self._told(job, file.file),
            skipped=told(file.skipped),
            failed=told(file.failed),
            doubtful=told(file.doubtful),
            apart=told(file.apart),
        )

    def _told(self, job: IngestJob, sentence: str) -> str:
        return without_paths(sentence.replace(f"{job.folder}/", ""), self._settings.library)
