"""An answer that is stopped by Ctrl-C: the chat model is let go at once, also while it says nothing."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.chat_server import ChatServer, Reply
from tests.rag.library_of import library_of
from tests.samples import article

pytestmark = pytest.mark.slow

CHECKOUT = Path(__file__).parents[2]
QUESTION = "临澜大桥全长多少公里？"
# The command itself; only the embedding model and the reader are stand-ins. A parent that runs in the background hands
# down that SIGINT is ignored.
COMMAND = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
import rag.build.models, rag.reader
from tests.fakes import HashEmbedder
from tests.rag.telling import FirstSentence
rag.reader.SentenceReader = lambda *_: FirstSentence()
rag.build.models.open_embedder = lambda *_, **__: HashEmbedder()
from ui.cli import main
main()
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stopping") / "library"
    library_of(folder, [article()]).close()
    return folder


@contextmanager
def begun(
    server: ChatServer, library: Path, *arguments: str, typing: int | None = None
) -> Iterator[subprocess.Popen[str]]:
    """Run the command; it does not outlive the block."""
    settings = {
        "BAODA_CHAT_MODEL": "openai:m",
        "BAODA_CHAT_BASE_URL": server.url,
        "BAODA_CHAT_TIMEOUT": "600",
        "BAODA_READER": "off",
        "NO_PROXY": "127.0.0.1",
    }
    command = subprocess.Popen(
        [sys.executable, "-c", COMMAND, *arguments, "--library", str(library)],
        cwd=CHECKOUT,
        env=os.environ | settings,
        stdin=typing,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield command
    finally:
        command.kill()
        command.communicate()


def interrupt(server: ChatServer, running: subprocess.Popen[str]) -> None:
    """Press Ctrl-C while the model is silent, and see that it is let go."""
    assert server.silent.wait(120)
    running.send_signal(signal.SIGINT)
    assert server.hung_up.wait(60)


@pytest.mark.parametrize("silence", [Reply(mute=True), Reply(stall=True), Reply(("临澜大桥",), stall=True)])
def test_ctrl_c_lets_a_silent_model_go_and_ends_with_code_130(library: Path, silence: Reply) -> None:
    with ChatServer([silence]) as server, begun(server, library, "ask", QUESTION) as running:
        interrupt(server, running)
        _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "Traceback" not in said


def test_ctrl_c_in_a_chat_stops_the_answer_and_the_next_question_is_taken(library: Path) -> None:
    keyboard, terminal = pty.openpty()
    replies = [Reply(stall=True), Reply(("临澜大桥全长3.2公里[1]。",))]
    with ChatServer(replies) as server, begun(server, library, "chat", typing=terminal) as running:
        os.close(terminal)
        os.write(keyboard, f"{QUESTION}\n".encode())
        interrupt(server, running)
        os.write(keyboard, f"{QUESTION}\n\x04".encode())
        out, said = running.communicate(timeout=120)
    os.close(keyboard)
    assert running.returncode == 0, said
    assert "Stopped." in said
    assert "全长3.2公里" in out
    assert "Traceback" not in said
