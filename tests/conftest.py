"""How Hypothesis tries: the same cases in every run, as long as they take; no run fails for its luck or its load.

`make fuzz` tries new ones, with a profile of its own.
"""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("tests", deadline=None, derandomize=True, database=None)
settings.load_profile("tests")
