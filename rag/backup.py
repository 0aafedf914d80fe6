"""A library as one file, made while it is in use, and put back.

The file is a tar archive: the manifest, a copy of the catalogue as of one moment, the vectors, the kept source files
and what readers thought of answers. The indexes are not in it; they are built again from catalogue and vectors, without
embedding anything.
"""

from __future__ import annotations

import os
import shutil
import tarfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp

from rag.errors import InputError, LibraryError, LibraryMismatch
from rag.library import Library
from rag.manifest import MANIFEST, Manifest, read_manifest, require_library
from rag.protocols import Catalogue

CATALOGUE = "catalogue.sqlite"
_ASIDE = ".new"


def write_backup(library: Library, file: Path) -> int:
    """Write the library into a tar file, compressed where its name ends in gz; return its bytes.

    Others search meanwhile; who writes waits while catalogue and vectors are copied. An older file of this name is
    replaced once the new one is whole. Raises LibraryError when the disk does not take it.
    """
    aside = file.with_name(file.name + _ASIDE)
    try:
        with _work_beside(file) as work:
            with library.writing():
                shutil.copyfile(library.folder / MANIFEST, work / MANIFEST)
                library.catalogue.backup(work / CATALOGUE)
                dense = require_library(library.folder).dense
                for index in library.indexes:
                    # An index on a server has no folder; its vectors go where those of a folder would be.
                    place = work / (index.name if (library.folder / index.name).is_dir() else dense)
                    place.mkdir(exist_ok=True)
                    index.backup(place)
                library.link_kept(work)
            with tarfile.open(aside, "w:gz" if file.name.endswith("gz") else "w") as archive:
                for one in sorted(work.iterdir()):
                    archive.add(one, one.name)
            with aside.open("rb") as whole:
                os.fsync(whole.fileno())
            aside.replace(file)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise LibraryError(f"The backup {file} cannot be written ({error.strerror}); name another place.") from error
    return file.stat().st_size


def unpack(file: Path, folder: Path) -> Manifest:
    """Put a backup into a new folder, at once and whole; return its manifest. The library is opened as any other.

    Raises InputError for a file that is no backup, and for a folder that holds something.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"{folder} is not empty; name a new folder with --library, or use --replace.")
    with _unpacked(file, folder) as work:
        if folder.exists():
            folder.rmdir()
        work.rename(folder)
    return require_library(folder)


def restore_into(library: Library, file: Path, open_catalogue: Callable[[Path], Catalogue]) -> None:
    """Make a library that may be in use hold what a backup holds, and nothing else.

    Catalogue and kept files change at once; the indexes are to be brought after them by the doctor. `open_catalogue`
    brings the backup's catalogue up to date. Raises InputError for a file that is no backup, LibraryMismatch for one of
    another embedding model.
    """
    with _unpacked(file, library.folder / "restored") as work:
        found, here = require_library(work), require_library(library.folder)
        if found.embedding != here.embedding:
            raise LibraryMismatch(
                f"The backup {file} was made with the embedding model {found.embedding}, the library {library.folder} "
                f"with {here.embedding}: restore it into another folder with --library."
            )
        with closing(open_catalogue(work / CATALOGUE)) as catalogue:
            catalogue.contents()
        with library.writing():
            library.take_kept(work)
            library.catalogue.restore(work / CATALOGUE)


@contextmanager
def _unpacked(file: Path, beside: Path) -> Iterator[Path]:
    """Unpack a backup into a folder beside a path; the folder goes at the end unless it was moved."""
    with _work_beside(beside) as work:
        try:
            with tarfile.open(file) as archive:
                names = {str(PurePosixPath(name)) for name in archive.getnames()}
                if not {MANIFEST, CATALOGUE} <= names:
                    raise InputError(f"{file} is no backup of a library; make one with: baoda backup FILE")
                inside = work / "library"  # with the rights of any folder; `work` is its maker's alone
                inside.mkdir()
                archive.extractall(inside, filter="data")
        except FileNotFoundError as error:
            raise InputError(f"There is no file {file}; check the name.") from error
        except (tarfile.TarError, EOFError) as error:
            raise InputError(f"{file} is no backup of a library, or is damaged ({error}).") from error
        except OSError as error:
            raise LibraryError(f"The backup {file} cannot be unpacked beside {beside} ({error}).") from error
        if read_manifest(inside) is None:
            raise InputError(f"{file} is no backup of a library.")
        yield inside


@contextmanager
def _work_beside(path: Path) -> Iterator[Path]:
    try:
        path.absolute().parent.mkdir(parents=True, exist_ok=True)
        work = Path(mkdtemp(prefix=f".{path.name}-", dir=path.absolute().parent))
    except OSError as error:
        raise LibraryError(f"Nothing can be written beside {path} ({error.strerror}); name another place.") from error
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)
