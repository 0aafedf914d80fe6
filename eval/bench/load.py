"""How the server bears many users: `python -m eval.bench.load GOLD --pages PAGES [--users 50] [--seconds 120]`.

A real `baoda serve` on loopback is asked by locust: by one user without thought, by many with ten seconds of thought,
by many without thought. Times are multiples of the single user's in the same run, for machines differ.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from secrets import token_hex
from urllib.error import URLError
from urllib.request import Request, urlopen

from eval.cases import load_cases

TARGET_P95 = 5.0  # times the single user's, with thought
TARGET_THROUGHPUT = 1.5  # times the single user's, without
_THOUGHT = 10.0  # seconds
_ALONE = 20  # seconds that one user asks alone
_READ = re.compile(r'^baoda_read_total\{depth="(\w+)"\} ([\d.e+]+)$', re.MULTILINE)
_BAODA = (sys.executable, "-c", "from ui.cli import main; main()")


@dataclass(frozen=True, slots=True)
class Round:
    """What came of one round: questions, errors, questions a second, 95th percentile in milliseconds, memory in MiB.

    `processor` is the server's processor time in milliseconds a question, which does not depend on what else the
    machine does; `read` how many questions were read for at which depth.
    """

    questions: int
    errors: int
    per_second: float
    p95: float
    memory: tuple[float, ...]
    processor: float = 0.0
    read: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Running:
    """The server under load."""

    url: str
    token: str
    process: subprocess.Popen[str]

    def memory(self) -> float:
        """Return the resident memory in MiB (Linux; 0 elsewhere)."""
        status = Path(f"/proc/{self.process.pid}/status")
        if not status.exists():
            return 0.0
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    def processor(self) -> float:
        """Return the processor time so far in milliseconds (Linux; 0 elsewhere)."""
        stat = Path(f"/proc/{self.process.pid}/stat")
        if not stat.exists():
            return 0.0
        user, system = stat.read_text().rsplit(")", 1)[1].split()[11:13]
        return 1000 * (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def read(self) -> Counter[str]:
        """Return how many questions were read for at which depth so far."""
        with urlopen(self.request("/metrics"), timeout=60) as answer:  # noqa: S310 - ours
            text = answer.read().decode()
        return Counter({match[1]: int(float(match[2])) for match in _READ.finditer(text)})

    def request(self, path: str) -> Request:
        """Return a request with the key."""
        return Request(f"{self.url}{path}", headers={"Authorization": f"Bearer {self.token}"})  # noqa: S310 - ours


@contextmanager
def running(library: Path) -> Iterator[Running]:
    """Serve the library until the block ends."""
    token = token_hex(16)
    environment = {**os.environ, "BAODA_TOKEN": token, "BAODA_SERVE_RATE": "0", "BAODA_LOG_LEVEL": "error"}
    command = [*_BAODA, "serve", "--port", "0", "--json", "--library", str(library)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - ours
        try:
            url = json.loads(process.stdout.readline())["url"] if process.stdout else ""
            server = Running(url, token, process)
            while not _ready(server):
                time.sleep(0.5)
            yield server
        finally:
            process.send_signal(signal.SIGTERM)


def _ready(server: Running) -> bool:
    try:
        with urlopen(server.request("/readyz"), timeout=60):  # noqa: S310 - ours
            return True
    except URLError:
        return False


def ask(server: Running, asked: Path, users: int, seconds: int, thought: float) -> Round:
    """Let so many users ask for so long, and return what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        stem = Path(folder) / "round"
        environment = {
            **os.environ,
            "BAODA_TOKEN": server.token,
            "BAODA_LOAD_QUESTIONS": str(asked),
            "BAODA_LOAD_THOUGHT": str(thought),
        }
        command = [sys.executable, "-m", "locust", "-f", str(Path(__file__).parent / "load_user.py"), "--headless"]
        command += ["-H", server.url, "-u", str(users), "-r", str(max(1, users // 5)), "-t", f"{seconds}s"]
        command += ["--csv", str(stem), "--only-summary", "--loglevel", "ERROR", "--exit-code-on-error", "0"]
        memory: list[float] = []
        processor, read = server.processor(), server.read()
        with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as locust:  # noqa: S603 - ours
            while locust.poll() is None:
                memory.append(server.memory())
                time.sleep(max(1.0, seconds / 20))
        with (Path(folder) / "round_stats.csv").open(encoding="utf-8") as file:
            total = next(row for row in csv.DictReader(file) if row["Name"] == "Aggregated")
    questions = int(total["Request Count"])
    return Round(
        questions=questions,
        errors=int(total["Failure Count"]),
        per_second=float(total["Requests/s"]),
        p95=float(total["95%"]) if questions else inf,
        memory=tuple(memory),
        processor=(server.processor() - processor) / max(questions, 1),
        read=server.read() - read,
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("gold", type=Path)
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=120)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        library, questions = Path(folder) / "library", Path(folder) / "questions.txt"
        questions.write_text("\n".join(case.question for case in load_cases(given.gold)), "utf-8")
        ingest = [*_BAODA, "ingest", str(given.pages), "--library", str(library)]
        subprocess.run(ingest, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
        with running(library) as server:
            ask(server, questions, 1, 5, 0)  # warm
            alone = ask(server, questions, 1, _ALONE, 0)
            thoughtful = ask(server, questions, given.users, given.seconds, _THOUGHT)
            rushing = ask(server, questions, given.users, max(_ALONE, given.seconds // 2), 0)
    return report(alone, thoughtful, rushing, given.users)


def report(alone: Round, thoughtful: Round, rushing: Round, users: int) -> int:
    """Print the rounds and their ratios; return 1 when a target is missed."""
    for name, one in (("one user", alone), (f"{users} with thought", thoughtful), (f"{users} without", rushing)):
        settled = one.memory[len(one.memory) // 4 :] or (0.0,)
        print(
            f"{name:16} {one.questions:6} questions  {one.errors} errors  {one.per_second:6.2f}/s  "
            f"p95 {one.p95:6.0f} ms  memory {settled[0]:.0f} → {settled[-1]:.0f} MiB"
        )
        depths = ", ".join(f"{depth} {count}" for depth, count in sorted(one.read.items()))
        print(f"{'':16} {one.processor:6.0f} ms of processor a question; read: {depths}")
    slower, more = thoughtful.p95 / alone.p95, rushing.per_second / alone.per_second
    print(f"p95 with thought: {slower:.2f} × one user's (target ≤ {TARGET_P95})")
    print(f"throughput without thought: {more:.2f} × one user's (target ≥ {TARGET_THROUGHPUT})")
    errors = alone.errors + thoughtful.errors + rushing.errors
    return int(errors > 0 or slower > TARGET_P95 or more < TARGET_THROUGHPUT)


if __name__ == "__main__":
    sys.exit(main())
