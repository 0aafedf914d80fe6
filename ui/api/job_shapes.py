"""An upload as programs follow it on its way into the library."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from ui.rows.library import FileRow


class JobProgress(BaseModel):
    """How far an ingest is: files and bytes read of all of them, and articles stored."""

    files_done: int
    files: int
    bytes_done: int
    bytes: int
    articles: int
    file: str


class Job(BaseModel):
    """An upload on its way into the library: waiting, running, done, stopped or failed; `report` has a row a file."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "id": "5c1e0c2b9a7d4f10",
                "state": "running",
                "files": ["linlan-2024-03-06-p3.txt"],
                "progress": {
                    "files_done": 0,
                    "files": 1,
                    "bytes_done": 2048,
                    "bytes": 9120,
                    "articles": 3,
                    "file": "linlan-2024-03-06-p3.txt",
                },
                "report": [],
                "error": "",
            }
        }
    )

    id: str
    state: str
    files: list[str]
    progress: JobProgress
    report: list[FileRow]
    error: str
