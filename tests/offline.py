"""The default way from pages to an answer in the chat, in a process that may reach no machine but its own.

`python -m tests.offline FOLDER` reads the example pages, asks, and serves; with `--baselines` it runs all stock recipes
of other libraries instead. It prints, one a line, every address beyond this machine that anything tried to reach, and
ends with 0 when there was none and all went well.
"""

from __future__ import annotations

import fcntl
import json
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


def _read_ask_and_serve(folder: str) -> bool:
    """Go the way of a newcomer; return whether the page was served."""
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
    return bool(seen)


def _run_baselines(folder: str) -> bool:
    """Run every stock recipe over a document or two; return whether each left its answers."""
    from eval.baselines import Stock
    from ui.cli import app

    dataset, out = Path(folder, "dataset"), Path(folder, "out")
    dataset.mkdir(parents=True)
    rows = [
        {"doc_id": "d1", "text": "澜江大桥昨日合龙，全长3.2公里。"},
        {"doc_id": "d2", "text": "东门菜市场重新开张。"},
    ]
    question = {
        "qid": "a",
        "question": "大桥多长？",
        "answers": ["3.2公里"],
        "gold_doc_ids": ["d1"],
        "answerable": True,
    }
    for name, lines in (("corpus", rows), ("questions", [question])):
        (dataset / f"{name}.jsonl").write_text("\n".join(json.dumps(one) for one in lines), "utf-8")
    beside = [part for stock in Stock for part in ("--baseline", stock.value)]
    where = ["--out", str(out), "--cache", f"{folder}/cache"]
    app(["eval", "run", str(dataset), "--retrieval-only", *beside, *where], standalone_mode=False)
    return len(list(out.glob("baselines/*/answers.jsonl"))) >= len(Stock)


def main(folder: str, *, apart: bool, baselines: bool) -> int:
    """Go the way; return the exit code."""
    if apart:
        _raise_loopback()
    sys.addaudithook(_guard)
    done = _run_baselines(folder) if baselines else _read_ask_and_serve(folder)
    sys.stdout.write("".join(f"{one}\n" for one in _tried))
    sys.stdout.flush()
    return 0 if done and not _tried else 1


if __name__ == "__main__":
    code = main(sys.argv[1], apart="--apart" in sys.argv, baselines="--baselines" in sys.argv)
    os._exit(code)  # whatever thread is left is not waited for
