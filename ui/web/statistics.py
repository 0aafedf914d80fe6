"""Gradio's statistics of its own events, which nothing here reads, switched off."""

from __future__ import annotations

import os
import sys


def keep_no_statistics() -> None:
    """Keep Gradio from working out statistics of all its events after every one of them."""
    os.environ.setdefault("GRADIO_ANALYTICS_CACHE_FREQUENCY", str(sys.maxsize))
    os.environ.setdefault("GRADIO_ANALYTICS_MAX_EVENTS", "1")
