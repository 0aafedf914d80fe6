"""How often one caller may come: a bucket a caller, refilled evenly."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

_REMEMBERED = 10_000  # callers; the one that came longest ago is forgotten first


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Rates:
    """Counts calls by name; `per_minute` on average, and as many at once. 0: any number. For one event loop."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._size = per_minute
        self._clock = clock
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def wait(self, name: str) -> float:
        """Count a call and return 0, or return the seconds until the next one is taken."""
        if not self._size:
            return 0.0
        now = self._clock()
        bucket = self._buckets.pop(name, None) or _Bucket(self._size, now)
        self._buckets[name] = bucket
        if len(self._buckets) > _REMEMBERED:
            self._buckets.popitem(last=False)
        bucket.left = min(self._size, bucket.left + (now - bucket.at) * self._size / 60)
        bucket.at = now
        if bucket.left >= 1:
            bucket.left -= 1
            return 0.0
        return (1 - bucket.left) * 60 / self._size
