import socket

import pytest

from rag.errors import InputError
from tests.fakes_assistant import FakeAssistant
from ui.web.server import serve


def test_a_port_that_is_taken_is_said_in_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match=rf"127.0.0.1 port {port} .*--port"):
            serve(FakeAssistant(), "127.0.0.1", port)
