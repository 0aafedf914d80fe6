"""A server that listens at once, warms up beside it, and lets answers under way come to their end."""

from __future__ import annotations

import signal
import socket
import time
from collections.abc import Callable
from types import FrameType

import uvicorn

from rag.errors import InputError, SettingsError
from ui.api.app import build_app
from ui.api.guard import Gate
from ui.api.hosts import is_this_machine
from ui.api.page_door import BuildPage
from ui.api.service import Service

SHORTEST_TOKEN = 16  # characters
_CLOSING = 1  # seconds that connections without work, such as an open page's, are given


class DrainingServer(uvicorn.Server):
    """On SIGTERM it takes no new work, waits for what is under way, and ends well; Ctrl-C ends it at once."""

    def __init__(self, config: uvicorn.Config, service: Service) -> None:
        super().__init__(config)
        self._service = service
        self._until = float("inf")

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to drain at the first SIGTERM; everything else ends the server."""
        if sig == signal.SIGTERM and not self._service.draining:
            self._service.draining = True
            self._until = time.monotonic() + self._service.settings.serve.drain
        else:
            super().handle_exit(sig, frame)

    async def on_tick(self, counter: int) -> bool:
        """Return whether it is time to end; asked ten times a second."""
        service = self._service
        drained = service.draining and (service.at_work == 0 or time.monotonic() >= self._until)
        return await super().on_tick(counter) or drained or service.fault is not None


def run(
    service: Service,
    gate: Gate,
    host: str,
    port: int,
    on_listening: Callable[[str], None] | None = None,
    build_page: BuildPage | None = None,
) -> None:
    """Serve until the program is told to end; `on_listening` is called with the address.

    Raises SettingsError for an address that others can reach while nobody is asked who they are, InputError when the
    address cannot be listened on, and what kept the library from opening.
    """
    check_guarded(host, gate)
    with listen(host, port) as listening:
        url = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}"
        config = uvicorn.Config(
            build_app(service, gate, build_page),
            log_level="warning",
            timeout_graceful_shutdown=_CLOSING,
            server_header=False,
            ws="none",
        )
        server = DrainingServer(config, service)
        if on_listening:
            on_listening(url)
        server.run(sockets=[listening])
    if service.fault:
        raise service.fault


def check_guarded(host: str, gate: Gate) -> None:
    """Raise SettingsError when others could reach the server and nobody would be asked who they are."""
    token = gate.token.get_secret_value()
    if token and len(token) < SHORTEST_TOKEN:
        raise SettingsError(
            f"BAODA_TOKEN needs at least {SHORTEST_TOKEN} characters; make one with: openssl rand -hex 24"
        )
    if not is_this_machine(host) and not gate.asks():
        raise SettingsError(
            f"{host} can be reached from other machines, and nobody would be asked who they are; set BAODA_TOKEN, "
            "or add a user with: baoda user add NAME"
        )


def listen(host: str, port: int) -> socket.socket:
    """Return a socket bound to the address; port 0 takes a free one. Raises InputError when it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen()
    except OSError as error:
        listening.close()
        raise InputError(
            f"Cannot listen on {host} port {port} ({error.strerror}); choose another with --port."
        ) from error
    return listening
