"""The default way from pages to an answer in the chat, in a process that may reach no machine but its own.

`python -m tests.offline FOLDER` reads the example pages, asks, and serves; it prints, one a line, every address beyond
this machine that anything tried to reach, and ends with 0 when there was none and all went well.
"""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import struct
import sys
import threading
import time
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

PAGES = Path(__file__).parent.parent / "examples" / "pages" / "linlan-2024-03-04-p1.txt"
_ATTEMPTS = ("socket.connect", "socket.sendto", "socket.sendmsg")
_LOOKUPS = ("socket.getaddrinfo", "socket.gethostbyname")
_tried: list[str] = []


def _guard(event: str, given: tuple[object, ...]) -> None:
    """An audit hook: refuse and note what would leave the machine."""
    if event in _ATTEMPTS and isinstance(given[1], tuple):
        host = str(given[1][0])
    elif event in _LOOKUPS:
        host = given[0].decode() if isinstance(given[0], bytes) else str(given[0] or "localhost")
    else:
        return
    if not _is_here(host):
        _tried.append(f"{event} {host}")
        raise OSError(f"{host} is out of reach in this test")


def _is_here(host: str) -> bool:
    if host in ("localhost", socket.gethostname()):
        return True
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _raise_loopback() -> None:
    """In a network namespace of its own a process has only a loopback interface, and that one is down."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        name = b"lo".ljust(16, b"\0")
        (flags,) = struct.unpack("16xH14x", fcntl.ioctl(any_socket, 0x8913, name.ljust(32, b"\0")))
        fcntl.ioctl(any_socket, 0x8914, struct.pack("16sH14x", name, flags | 1))


def _visit(port: int, seen: list[str]) -> None:
    """Fetch the chat page as a browser would, then end the server as Ctrl-C would."""
    opener = build_opener(ProxyHandler({}))
    for _ in range(600):
        try:
            with opener.open(f"http://127.0.0.1:{port}/", timeout=30) as answer:
                seen.append(answer.read().decode())
            break
        except OSError:
            time.sleep(0.2)
    os.kill(os.getpid(), signal.SIGINT)


def main(folder: str, *, apart: bool) -> int:
    """Go the way; return the exit code."""
    if apart:
        _raise_loopback()
    sys.addaudithook(_guard)
    from ui.cli import app

    library = ["--library", f"{folder}/library"]
    app(["ingest", str(PAGES), *library], standalone_mode=False)
    app(["ask", "临澜轨道交通2号线全长多少公里？", *library], standalone_mode=False)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    seen: list[str] = []
    visitor = threading.Thread(target=_visit, args=(port, seen))
    visitor.start()
    with suppress(KeyboardInterrupt):  # uvicorn hands Ctrl-C on
        app(["serve", "--port", str(port), *library], standalone_mode=False)
    visitor.join()
    sys.stdout.write("".join(f"{one}\n" for one in _tried))
    sys.stdout.flush()
    return 0 if seen and not _tried else 1


if __name__ == "__main__":
    code = main(sys.argv[1], apart="--apart" in sys.argv)
    os._exit(code)  # whatever thread is left is not waited for
