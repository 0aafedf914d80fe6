"""Scans: the lines that OCR finds on an image, laid out like those of a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ingest.formats.reader import Hints, Problem
from ingest.layout.assembly import read_leaves
from ingest.layout.reading import Reading
from ingest.layout.recognition import read_image
from rag.errors import InputError
from rag.records import Article

_MOST_PIXELS = 200_000_000  # a broadsheet at 400 dpi has 75 million; more is a decompression bomb


def read_scan(path: Path, hints: Hints) -> Iterator[Article | Problem]:
    """Yield the articles of a scanned page.

    Raises:
        InputError: the image is damaged, too large or holds no text, or OCR is not installed.
    """
    import numpy as np
    from PIL import Image, ImageOps, UnidentifiedImageError

    file = hints.file or path.name
    try:
        with Image.open(path) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise InputError(f"{file} has more than {_MOST_PIXELS:,} pixels; scan it at 300 dpi or less.")
            upright = ImageOps.exif_transpose(image)  # a telephone held sideways says so
            pixels = np.asarray(upright.convert("RGB"))
    except FileNotFoundError as error:
        raise InputError(f"There is no file {path}; check the name.") from error
    except Image.DecompressionBombError as error:
        raise InputError(f"{file} has more than {_MOST_PIXELS:,} pixels; scan it at 300 dpi or less.") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise InputError(f"{file} is no image that can be opened ({error}); scan or save it again.") from error
    leaf = read_image(pixels, 1, file)
    if not leaf.lines:
        raise InputError(f"{file} shows no text that can be read; scan it at 200 dpi or more.")
    yield from read_leaves([leaf], Reading(file, path.name, hints, frozenset(), path.stat().st_size))
