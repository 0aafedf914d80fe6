"""Signatures: how alike two texts are."""

from __future__ import annotations

from hashlib import blake2b

from rag.backends.minhash import bands, likeness, signature
from tests.rag.test_repeats import EDITED, WIRE
from tests.samples import BRIDGE, MARKET


def _shingles(text: str) -> set[str]:
    letters = "".join(character for character in text if character.isalnum())
    return {letters[at : at + 3] for at in range(len(letters) - 2)}


def test_likeness_is_near_the_share_of_common_shingles() -> None:
    one, other = "".join(WIRE), "".join(EDITED)
    share = len(_shingles(one) & _shingles(other)) / len(_shingles(one) | _shingles(other))
    assert abs(likeness(signature(one), [signature(other)])[0] - share) < 0.12


def test_a_light_edit_shares_a_band_and_another_story_shares_none() -> None:
    wire = set(bands(signature("".join(WIRE))))
    assert wire & set(bands(signature("".join(EDITED))))
    assert not wire & set(bands(signature("".join(BRIDGE + MARKET))))


def test_traditional_and_simplified_characters_and_marks_make_no_difference() -> None:
    text = "".join(WIRE)
    assert signature(text.replace("水库", "水庫").replace("，", " ")) == signature(text)


def test_a_short_text_has_no_signature() -> None:
    assert signature("更正：昨日本报有误。") == b""
    assert bands(b"") == []


def test_a_signature_never_changes_for_catalogues_keep_it() -> None:
    assert blake2b(signature("".join(WIRE)), digest_size=8).hexdigest() == "d0074529acbf2160"
