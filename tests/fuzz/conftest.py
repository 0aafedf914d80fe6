"""The profile of the long form, `make fuzz`; the tests otherwise try little."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("fuzz", print_blob=True)
