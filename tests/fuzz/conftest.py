"""The profile of the long form, `make fuzz`: ever new cases; the tests otherwise try little."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("fuzz", deadline=None, derandomize=False, print_blob=True)
