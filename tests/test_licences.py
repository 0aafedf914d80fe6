"""Nothing that Baoda is built on is under the GPL or the AGPL alone, and docs/licences.md says so of today's locks."""

from __future__ import annotations

import pytest

from tests.licences import PAGE, Licence, licences, page


def test_no_package_can_be_had_under_the_gpl_or_agpl_alone() -> None:
    assert [f"{one.package}: {one.name}" for one in licences() if one.forbidden] == []


def test_every_package_names_its_licence() -> None:
    assert [one.package for one in licences() if one.name in ("", "UNKNOWN")] == []


def test_the_page_of_licences_is_of_today_s_lock_files() -> None:
    assert PAGE.read_text("utf-8") == page(licences()), "run: make licences"


@pytest.mark.parametrize(
    ("name", "forbidden"),
    [
        ("AGPL-3.0-only", True),
        ("GNU Affero General Public License v3", True),
        ("GPL-2.0-or-later", True),
        ("MIT OR GPL-2.0-only", False),
        ("LGPL-2.1-or-later", False),
        ("GNU Lesser General Public License v2", False),
        ("MPL-2.0", False),
    ],
)
def test_a_copyleft_licence_is_told_from_others(name: str, forbidden: bool) -> None:
    assert Licence("x", "1", name, needed=True).forbidden is forbidden
