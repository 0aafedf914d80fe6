"""Someone who asks the server one question after another, for locust: `locust -f eval/bench/load_user.py`.

`BAODA_LOAD_QUESTIONS` is a file with a question a line, `BAODA_LOAD_THOUGHT` the seconds between two questions, and
`BAODA_TOKEN` what the server asks for.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

from locust import FastHttpUser, constant, task

_QUESTIONS = Path(os.environ["BAODA_LOAD_QUESTIONS"]).read_text("utf-8").splitlines()
_KEY = {"Authorization": f"Bearer {os.environ['BAODA_TOKEN']}"}


class Asker(FastHttpUser):
    """Asks in mode extract and thinks before the next question."""

    wait_time = constant(float(os.environ["BAODA_LOAD_THOUGHT"]))

    @task
    def ask(self) -> None:
        """Ask any of the questions; whatever is no answer counts as an error."""
        body = {"question": random.choice(_QUESTIONS), "mode": "extract"}  # noqa: S311 - nothing to guess
        with self.client.post("/api/ask", json=body, headers=_KEY, catch_response=True) as response:
            if response.status_code != 200 or not response.json()["sentences"]:
                response.failure(f"status {response.status_code}")
