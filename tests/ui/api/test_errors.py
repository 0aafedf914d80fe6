from pathlib import Path

import pytest

from rag.errors import BaodaError, ChatError, InputError, LibraryBusy, LibraryMismatch, SettingsError
from ui.api.errors import NotThere, Unready, Unsupported, status_of, without_paths


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("No article x in /srv/news/library; see the ids.", "No article x in the library; see the ids."),
        ("/tmp/baoda-upload-x1/page.txt cannot be read.", "page.txt cannot be read."),
        ("第3版（/home/shen/扫描/p3.pdf）读不出。", "第3版（p3.pdf）读不出。"),
        (r"C:\Users\shen\p3.pdf is empty.", "p3.pdf is empty."),
        ("The model at http://127.0.0.1:8000/v1 is down.", "The model at http://127.0.0.1:8000/v1 is down."),
        ("Write 2025/01/22 or 3/4.", "Write 2025/01/22 or 3/4."),
        ("There is no article a/b/c.", "There is no article a/b/c."),
    ],
)
def test_a_sentence_keeps_its_words_and_loses_its_folders(sentence: str, told: str) -> None:
    assert without_paths(sentence, Path("/srv/news/library")) == told


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotThere("x"), 404),
        (Unsupported("x"), 415),
        (InputError("x"), 422),
        (SettingsError("x"), 400),
        (ChatError("x"), 502),
        (LibraryBusy("x"), 503),
        (LibraryMismatch("x"), 503),
        (Unready("x"), 503),
        (BaodaError("x"), 500),
    ],
)
def test_every_error_has_its_status(error: BaodaError, status: int) -> None:
    assert status_of(error)[0] == status
