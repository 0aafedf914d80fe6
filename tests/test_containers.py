"""The commands of Dockerfile and compose.yaml, run outside of a container: in a folder that stands for its root."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest
import yaml  # type: ignore[import-untyped]  # its stubs are a package of their own

from tests.readme import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

TOKEN = "a-token-for-tests-alone"
_PLACES = ("/opt/baoda", "/src", "/data")


@dataclass(frozen=True)
class Instruction:
    """One line of the Dockerfile."""

    name: str
    text: str


def instructions() -> list[Instruction]:
    lines = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
    return [Instruction(*line.split(" ", 1)) for line in lines if line and not line.startswith("#")]


def last(name: str) -> str:
    return [one.text for one in instructions() if one.name == name][-1]


@dataclass(frozen=True)
class Root:
    """A folder that stands for the container's root."""

    folder: Path
    environment: dict[str, str]

    def inside(self, text: str) -> str:
        """Return the text with the container's places in this folder and its user as the one who runs the tests."""
        for place in _PLACES:
            text = re.sub(rf"(?<![\w/]){place}(?![\w])", f"{self.folder}{place}", text)
        return text.replace("10001", str(os.getuid()))

    def run(self, command: Sequence[str], **extra: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the container."""
        return subprocess.run(
            [self.inside(word) for word in command],
            cwd=self.folder / "data",
            env={**self.environment, **extra},
            capture_output=True,
            text=True,
            timeout=300,
        )

    @contextmanager
    def started(self, command: Sequence[str], **extra: str) -> Iterator[subprocess.Popen[str]]:
        """Run a service of the container until the block ends; it has to end well."""
        with subprocess.Popen(
            [self.inside(word) for word in command],
            cwd=self.folder / "data",
            env={**self.environment, **extra},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            try:
                yield process
            finally:
                process.send_signal(signal.SIGTERM)
                process.communicate(timeout=60)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Root:
    """Return the root after every instruction of the build was carried out."""
    made = Root(tmp_path_factory.mktemp("root"), {"PATH": os.environ["PATH"], "HOME": os.environ["HOME"]})
    for place in _PLACES:
        (made.folder / place[1:]).mkdir(parents=True)
    for one in instructions():
        if one.name == "COPY" and not one.text.startswith("--from"):
            _copy(one.text.split(), made.folder / "src")
        elif one.name == "ENV":
            name, value = one.text.split("=", 1)
            made.environment[name] = made.inside(value)
        elif one.name == "RUN":
            command = made.inside(one.text).replace("python -m venv", f"{sys.executable} -m venv", 1)
            done = subprocess.run(
                command,
                shell=True,
                cwd=made.folder / "src",
                env={**_registry(), **made.environment},
                capture_output=True,
                text=True,
                timeout=600,
            )
            assert done.returncode == 0, f"{one.text}\n{done.stdout}\n{done.stderr}"
            if "-m venv" in command:
                _lend_packages(made.folder / "opt" / "baoda")
    return made


def _copy(names: list[str], to: Path) -> None:
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    for name in names[:-1]:
        assert name in allowed, f".dockerignore keeps {name} out"
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, to / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, to / name)


def _lend_packages(environment: Path) -> None:
    """Let pip find the packages of the tests installed: what is tried is the commands, not the registry."""
    places = [place for place in sys.path if place.endswith("site-packages")]
    (site,) = environment.glob("lib/python*/site-packages")
    (site / "lent.pth").write_text("\n".join(places), "utf-8")
    programs = [Path(place).parents[2] / "bin" / "chroma" for place in places]
    (environment / "bin" / "chroma").symlink_to(next(program for program in programs if program.exists()))


def _registry() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.startswith("PIP_")}


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def until_well(root: Root, check: Sequence[str], process: subprocess.Popen[str]) -> None:
    """Run a health check until it is content."""
    while root.run(check).returncode:
        assert process.poll() is None, process.communicate()[1]
        time.sleep(0.5)


def _until_ready(url: str) -> None:
    while True:
        try:
            with urlopen(url, timeout=30):
                return
        except HTTPError as error:
            error.close()
            if error.code == 401:  # it is up, and asks who comes
                return
        except URLError:
            pass
        time.sleep(0.5)


def test_the_image_holds_the_prepared_model_and_baoda_itself(root: Root) -> None:
    assert list((root.folder / "opt" / "baoda" / "models").rglob("*.onnx"))
    (site,) = (root.folder / "opt" / "baoda").glob("lib/python*/site-packages")
    assert (site / "ui" / "api" / "login.html").exists()
    assert (site / "ui" / "web" / "style.css").exists()


def test_the_entry_point_refuses_to_serve_everybody(root: Root) -> None:
    done = root.run([*json.loads(last("ENTRYPOINT")), *json.loads(last("CMD"))])
    assert done.returncode == 1
    assert "BAODA_TOKEN" in done.stderr


def test_the_entry_point_serves_and_the_health_check_is_content(root: Root) -> None:
    port = str(free_port())
    command = [word.replace("7860", port) for word in (*json.loads(last("ENTRYPOINT")), *json.loads(last("CMD")))]
    check = [word.replace("7860", port) for word in json.loads(last("HEALTHCHECK").split(" CMD ", 1)[1])]
    assert root.run(check).returncode != 0
    with root.started(command, BAODA_TOKEN=TOKEN) as process:
        until_well(root, check, process)
        _until_ready(f"http://127.0.0.1:{port}/readyz")
    assert process.returncode == 0


def test_the_app_keeps_its_vectors_on_the_chroma_server_of_the_other_shape(root: Root) -> None:
    services = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]
    chroma, app = services["chroma"], services["baoda-with-chroma"]
    port = str(free_port())
    command = [word.replace("8000", port) for word in (*chroma["entrypoint"], *chroma["command"])]
    check = [word.replace("8000", port) for word in chroma["healthcheck"]["test"][1:]]
    address = app["environment"]["BAODA_CHROMA_URL"].replace("chroma:8000", f"127.0.0.1:{port}")
    page = str(ROOT / "examples" / "pages" / "linlan-2024-03-06-p3.txt")
    baoda = json.loads(last("ENTRYPOINT"))
    chosen = {"BAODA_CHROMA_URL": address, "BAODA_LIBRARY": root.inside(app["environment"]["BAODA_LIBRARY"])}
    with root.started(command, **chroma["environment"]) as process:
        until_well(root, check, process)
        ingested = root.run([*baoda, "ingest", page], **chosen)
        assert ingested.returncode == 0, ingested.stderr
        asked = root.run([*baoda, "search", "科技馆", "--json"], **chosen)
        assert asked.stdout, asked.stderr


def test_both_shapes_let_nothing_out_but_one_port_on_this_machine() -> None:
    services = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]
    published = [port for service in services.values() for port in service.get("ports", [])]
    assert published == ["127.0.0.1:7860:7860"]
    assert last("USER") == "10001:10001"


def test_the_unit_for_systemd_names_options_that_there_are() -> None:
    text = (ROOT / "docs" / "deploy.md").read_text("utf-8")
    start = re.search(r"^ExecStart=(.*)$", text, re.MULTILINE)
    assert start
    words = shlex.split(start[1])
    done = subprocess.run(
        [sys.executable, "-c", "from ui.cli import main; main()", words[1], "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert all(word in done.stdout for word in words if word.startswith("--"))
