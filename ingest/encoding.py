"""Bytes → text: UTF-8, UTF-16 with a mark or without, GB18030 or Big5, decided by what decodes and reads as Chinese."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from pathlib import Path

from rag.errors import InputError

LONGEST_LINE = 1_000_000  # bytes; a page's line has some 20 characters, an article's paragraph some thousands
LARGEST_FILE = 64_000_000  # bytes; a dump is read whole, and a year of a daily's front pages has less
_CHUNK = 1 << 20
_ENOUGH = 30  # Han characters from which the share of common ones tells something
_DAMAGED = 200  # characters for every control character in what is text still
_COMMON_SHARE = 0.08  # of the Han characters in any Chinese text; mojibake has a tenth of it

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学"
    "法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外"
    "天政四日那社义事平形相全表间样与关各重新线内数正心反明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军情者"
    "最立代想已通并提直题党程展五果料象员革位入常文總這個國為來時們對會發動過說產種後學經進著裏現實點從業還樣關線內數與"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HAN = re.compile("[\u4e00-\u9fff]")
_PRIVATE = re.compile("[\ue000-\uf8ff\ufffd]")


def read_text(path: Path) -> str:
    """Return the text of a file.

    Raises:
        InputError: the file is missing, empty, binary, too large, in no known encoding, or has a line too long.
    """
    return decode(_read_bytes(path), str(path))


def decode(raw: bytes, name: str) -> str:
    """Return the text of the bytes; `name` is what a message calls them.

    Raises:
        InputError: they are empty, binary, or in no known encoding.
    """
    if not raw.strip():
        raise InputError(f"{name} is empty; check how it was saved and pass a file with text.")
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            try:
                return _checked(raw.decode(encoding), name)
            except UnicodeDecodeError as error:
                raise InputError(f"{name} begins like {encoding} but is damaged; save it again as UTF-8.") from error
    if b"\x00" in raw:
        wide = _decode_wide(raw)
        if wide:
            return _checked(wide, name)
        if raw.count(b"\x00") * _DAMAGED > len(raw):
            raise InputError(f"{name} is a binary file, not text; pass a text dump or convert it to text first.")
        raw = raw.replace(b"\x00", b"")  # a few are what a bad transfer left
    try:
        return _checked(raw.decode("utf-8"), name)
    except UnicodeDecodeError:
        return _checked(_decode_chinese(raw, name), name)


def _decode_wide(raw: bytes) -> str:
    """The text of UTF-16 without a mark, when it reads as Chinese in one of the two byte orders; else nothing."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        han = len(_HAN.findall(text))
        if han >= _ENOUGH and 3 * han > len(text) and _plausibility(text) >= _COMMON_SHARE:
            return text
    return ""


def _decode_chinese(raw: bytes, name: str) -> str:
    readings = []
    for encoding in ("gb18030", "big5hkscs"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        readings.append((_plausibility(text), _common_share(_HAN.findall(text)), text))
    likely, _, text = max(readings, key=lambda reading: reading[:2], default=(0.0, 0.0, ""))
    if likely < _COMMON_SHARE:
        raise InputError(f"{name} is neither UTF-8 nor GB18030 text; save it again as UTF-8.")
    return text


def _plausibility(text: str) -> float:
    """Share of common characters among the Han characters; 1 for a text too short to tell, 0 for mojibake."""
    if _PRIVATE.search(text):
        return 0.0
    han = _HAN.findall(text)
    if len(han) < _ENOUGH:
        return 1.0 if 2 * len(han) >= len(re.sub(r"[\s\x21-\x7e]", "", text)) else 0.0
    return _common_share(han)


def _common_share(han: Sequence[str]) -> float:
    return sum(mark in _COMMON for mark in han) / len(han) if han else 0.0


def _checked(text: str, name: str) -> str:
    controls = len(_CONTROL.findall(text))
    if controls * _DAMAGED > len(text):
        raise InputError(f"{name} is a binary file, not text; pass a text dump or convert it to text first.")
    if not text.strip("\ufeff \t\r\n\f\u3000"):
        raise InputError(f"{name} holds only blanks; pass a file with text.")
    return _CONTROL.sub("", text)


def _read_bytes(path: Path) -> bytes:
    """Read a file chunk by chunk, so that a line too long stops the reading early."""
    chunks: list[bytes] = []
    size = run = 0
    line = 1
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                size += len(chunk)
                breaks = chunk.count(b"\n") + chunk.count(b"\r")
                run = len(chunk) - 1 - max(chunk.rfind(b"\n"), chunk.rfind(b"\r")) if breaks else run + len(chunk)
                line += chunk.count(b"\n")
                if run > LONGEST_LINE:
                    raise InputError(
                        f"{path} has a line of more than {LONGEST_LINE:,} bytes (line {line}); "
                        "break it into paragraphs, one a line."
                    )
                if size > LARGEST_FILE:
                    raise InputError(f"{path} is larger than {LARGEST_FILE:,} bytes; split it into one file a page.")
                chunks.append(chunk)
    except FileNotFoundError as error:
        raise InputError(f"There is no file {path}; check the name.") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}); check its permissions.") from error
    return b"".join(chunks)
