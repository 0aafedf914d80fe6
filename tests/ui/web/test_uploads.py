from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import InputError
from rag.settings import Settings
from ui.web import uploads
from ui.web.samples import sample_pages
from ui.web.uploads import Parcel, Sent, fit_name, unpack


@pytest.fixture
def arrived(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "arrived"
    folder.mkdir()
    monkeypatch.setattr(uploads, "get_upload_folder", lambda: str(folder))
    return folder


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("三月/四日.txt", "三月/四日.txt"),
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\papers\\a.pdf", "C:/papers/a.pdf"),
        ("a\x00b\n.txt", "ab.txt"),
        ("...", "file"),
        ("", "file"),
    ],
)
def test_a_name_stays_inside_its_folder(given: str, name: str) -> None:
    assert fit_name(given) == Path(name)


def test_files_keep_their_senders_names_and_folders(arrived: Path) -> None:
    for at in "12":
        (arrived / at).mkdir()
        (arrived / at / "x").write_text(at)
    folder = unpack(Parcel(tuple(Sent(str(arrived / at / "x"), "三月/a.txt") for at in "12")), Settings())
    assert (folder / "三月" / "a.txt").read_text() == "1"
    assert (folder / "三月" / "a (2).txt").read_text() == "2"


def test_a_path_outside_the_upload_folder_is_refused(arrived: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    (arrived / "link").symlink_to(secret)
    for path in (str(secret), f"{arrived}/../secret.txt", str(arrived / "link"), str(arrived)):
        with pytest.raises(InputError, match="gone"):
            unpack(Parcel((Sent(path, "a.txt"),)), Settings())
    assert secret.read_text() == "secret"


def test_too_many_files_are_refused(arrived: Path) -> None:
    with pytest.raises(InputError, match="too many at once"):
        unpack(Parcel(tuple(Sent("x", "x") for _ in range(Settings().serve.files + 1))), Settings())


def test_the_example_pages_are_found() -> None:
    assert len(sample_pages()) == 4
