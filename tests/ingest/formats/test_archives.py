"""Archives: members are read like files, hostile and damaged ones are reported, nothing is written beside them."""

import io
import stat
import tarfile
import tempfile
import tracemalloc
import zipfile
from datetime import date
from pathlib import Path

import pytest

from ingest.formats import Hints, archives, reader_for
from ingest.formats.archives import read_tar, read_zip
from tests.ingest.formats.reading import STORY, read, refusal

PAGE = f"# 灯塔点亮\n\n{STORY[0]}\n".encode()
ROW = f'{{"title": "再点亮", "text": "{STORY[1]}"}}\n'.encode()


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in members.items():
            archive.writestr(name, raw)
    return out.getvalue()


def tarred(members: dict[str, bytes], mode: str = "gz") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz" if mode else "w") as archive:
        for name, raw in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(raw)
            archive.addfile(entry, io.BytesIO(raw))
    return out.getvalue()


def save(path: Path, raw: bytes) -> Path:
    path.write_bytes(raw)
    return path


def test_the_suffix_of_a_packed_tar_is_known() -> None:
    names = ["a.zip", "a.TAR.GZ", "2024.06.19.tgz", "a.tar", "a.gz", "2024.06.tar.xz"]
    assert [reader_for(Path(name)) for name in names] == [read_zip, read_tar, read_tar, read_tar, None, None]


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz", "a.tgz", "a.tar"])
def test_members_go_through_the_readers_of_their_formats(tmp_path: Path, scratch: Path, name: str) -> None:
    members = {"one/page.md": PAGE, "rows.jsonl": ROW, "photo.xyz": b"x", ".hidden.md": PAGE, "__MACOSX/a.md": PAGE}
    raw = zipped(members) if name == "a.zip" else tarred(members, "" if name == "a.tar" else "gz")
    path = save(tmp_path / name, raw)
    articles, (problem,) = read(path)
    assert [one.headline for one in articles] == ["灯塔点亮", "再点亮"]
    assert [one.origin[0].file for one in articles] == [f"{path}/one/page.md", f"{path}/rows.jsonl"]
    assert problem.skipped
    assert "photo.xyz" in problem.reason
    assert list(scratch.iterdir()) == []


def test_the_day_of_issue_may_stand_in_a_members_path_or_the_archives_name(tmp_path: Path) -> None:
    path = save(tmp_path / "2024-06-20.zip", zipped({"2024-06-19/a.md": PAGE, "b.md": PAGE}))
    assert [one.source.date for one in read(path)[0]] == [date(2024, 6, 19), date(2024, 6, 20)]


def test_a_bad_member_is_named_by_its_place_in_the_archive_and_the_others_go_on(tmp_path: Path) -> None:
    path = save(tmp_path / "a.zip", zipped({"empty.txt": b"", "a.md": PAGE}))
    articles, (problem,) = read(path)
    assert len(articles) == 1
    assert problem.reason.startswith(f"{path}/empty.txt is empty")


@pytest.mark.parametrize("name", ["../out.md", "/etc/out.md", "a/../../out.md", "C:\\out.md", "..\\out.md"])
@pytest.mark.parametrize("suffix", [".zip", ".tar.gz"])
def test_paths_that_climb_out_are_not_read(tmp_path: Path, name: str, suffix: str) -> None:
    members = {name: PAGE, "a.md": PAGE}
    path = save(tmp_path / f"a{suffix}", zipped(members) if suffix == ".zip" else tarred(members))
    before = sorted(tmp_path.rglob("*"))
    articles, problems = read(path)
    assert [one.origin[0].file for one in articles] == [f"{path}/a.md"]
    assert "leads out" in problems[0].reason
    assert sorted(tmp_path.rglob("*")) == before


def test_links_and_devices_are_not_followed(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, kind in (("l.md", tarfile.SYMTYPE), ("h.md", tarfile.LNKTYPE), ("d.md", tarfile.CHRTYPE)):
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, "/etc/passwd"
            archive.addfile(entry)
    articles, problems = read(save(tmp_path / "a.tar.gz", out.getvalue()))
    assert articles == []
    assert ["link or a device" in problem.reason for problem in problems] == [True] * 3
    link = zipfile.ZipInfo("l.md")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as again:
        again.writestr(link, "/etc/passwd")
    assert "link or a device" in refusal(save(tmp_path / "a.zip", packed.getvalue()))


def test_an_encrypted_member_is_reported_and_the_others_go_on(tmp_path: Path) -> None:
    raw = bytearray(zipped({"secret.md": PAGE, "a.md": PAGE}))
    raw[raw.index(b"PK\x01\x02") + 8] |= 1  # the flag in the list of contents
    articles, (problem,) = read(save(tmp_path / "a.zip", bytes(raw)))
    assert len(articles) == 1
    assert "secret.md is encrypted" in problem.reason


def test_a_damaged_member_is_reported_and_the_others_go_on(tmp_path: Path) -> None:
    raw = bytearray(zipped({"bad.md": PAGE, "a.md": PAGE}))
    raw[raw.index(b"bad.md") + 12] ^= 0xFF
    articles, (problem,) = read(save(tmp_path / "a.zip", bytes(raw)))
    assert len(articles) == 1
    assert "bad.md is damaged" in problem.reason


@pytest.mark.parametrize("suffix", [".zip", ".tar", ".tar.gz"])
@pytest.mark.parametrize("raw", [b"", b"no archive at all" * 99, b"\x1f\x8b\x08 no"])
def test_what_is_no_archive_is_refused(tmp_path: Path, suffix: str, raw: bytes) -> None:
    assert refusal(save(tmp_path / f"a{suffix}", raw))


def test_a_truncated_zip_is_refused(tmp_path: Path) -> None:
    assert "cut off" in refusal(save(tmp_path / "a.zip", zipped({"a.md": PAGE, "b.md": PAGE})[:-40]))


def test_what_stands_before_the_cut_of_a_truncated_tar_is_read(tmp_path: Path) -> None:
    members = {"a.md": PAGE, "b.jsonl": ROW * 400}
    for name, mode in (("a.tar", ""), ("a.tar.gz", "gz")):
        raw = tarred(members, mode)
        articles, problems = read(save(tmp_path / name, raw[: -len(raw) // 2]))
        assert [one.headline for one in articles][:1] == ["灯塔点亮"][: len(articles)]
        assert "cut off" in problems[-1].reason


def test_a_bomb_in_a_zip_is_reported_and_the_others_go_on(tmp_path: Path, scratch: Path) -> None:
    path = save(tmp_path / "a.zip", zipped({"bomb.md": bytes(50_000_000), "a.md": PAGE}))
    articles, (problem,) = read(path)
    assert len(articles) == 1
    assert "bomb" in problem.reason


def test_an_archive_may_not_unpack_to_more_than_its_size_allows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.formats.members.SMALL", 1000)
    path = save(tmp_path / "a.tar.gz", tarred({"a.md": PAGE, "big.xyz": bytes(3_000_000), "c.md": PAGE}))
    articles, problems = read(path)
    assert len(articles) == 1
    assert "zip bomb" in problems[-1].reason


def test_a_bomb_in_the_headers_of_a_tar_takes_no_memory(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz", format=tarfile.GNU_FORMAT) as archive:
        entry = tarfile.TarInfo("a" * 60_000_000)
        archive.addfile(entry)
    path = save(tmp_path / "a.tar.gz", out.getvalue())
    del out, entry, archive
    tracemalloc.start()
    try:
        reason = refusal(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert "headers" in reason
    assert peak < 30_000_000


def test_an_archive_inside_an_archive_is_read_and_one_deeper_is_not(tmp_path: Path) -> None:
    inner = zipped({"a.md": PAGE, "deep.tar.gz": tarred({"b.md": PAGE})})
    path = save(tmp_path / "a.tar.gz", tarred({"inner.zip": inner, "c.jsonl": ROW}))
    articles, (problem,) = read(path)
    assert [one.origin[0].file for one in articles] == [f"{path}/inner.zip/a.md", f"{path}/c.jsonl"]
    assert "deep.tar.gz is an archive inside" in problem.reason


def test_names_in_gbk_are_decoded(tmp_path: Path) -> None:
    raw = zipped({"xxxx.md": PAGE}).replace(b"xxxx.md", "灯塔.md".encode("gbk"))
    (article,), _ = read(save(tmp_path / "a.zip", raw))
    assert article.origin[0].file.endswith("a.zip/灯塔.md")
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", encoding="gbk", format=tarfile.GNU_FORMAT) as archive:
        entry = tarfile.TarInfo("灯塔.md")
        entry.size = len(PAGE)
        archive.addfile(entry, io.BytesIO(PAGE))
    (article,), _ = read(save(tmp_path / "a.tar", out.getvalue()))
    assert article.origin[0].file.endswith("a.tar/灯塔.md")


def test_a_very_long_name_does_no_harm(tmp_path: Path) -> None:
    (article,), _ = read(save(tmp_path / "a.zip", zipped({"塔" * 3000 + ".md": PAGE})))
    assert article.headline == "灯塔点亮"


def test_members_beyond_the_most_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_MEMBERS", 2)
    articles, (problem,) = read(save(tmp_path / "a.zip", zipped({f"{n}.md": PAGE for n in range(5)})))
    assert len(articles) == 2
    assert "more than 2 members" in problem.reason


def test_the_persons_columns_and_newspaper_reach_the_members(tmp_path: Path) -> None:
    raw = zipped({"a.csv": f"正文\n{STORY[0]}\n".encode()})
    (article,), _ = read(save(tmp_path / "a.zip", raw), Hints(newspaper="东港晚报", columns={"text": "正文"}))
    assert (article.source.newspaper, article.paragraphs) == ("东港晚报", (STORY[0],))


def test_an_empty_archive_is_refused(tmp_path: Path) -> None:
    assert "nothing to read" in refusal(save(tmp_path / "a.zip", zipped({})))
