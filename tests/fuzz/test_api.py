"""No body, form or address makes the server fail, hang, or tell what is not for others."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.damage import damaged, encoded, rows, texts, values
from tests.fuzz.doors import check_answer, doors
from tests.fuzz.sound import hostile, no_hang

if TYPE_CHECKING:
    from starlette.testclient import TestClient

pytestmark = pytest.mark.slow

BOUNDS = {"since": "2024-03-01", "until": "2024-12-31", "newspaper": "临澜日报", "within": [], "as_of": "2024-03-05"}
ASKED = {"question": "临澜大桥全长多少公里？", "history": [{"question": "大桥在哪？", "answer": "在临澜。"}], **BOUNDS}
CALL = {"jsonrpc": "2.0", "id": 1, "method": "tools/call"}
BODIES: Mapping[str, Mapping[str, object]] = {
    "/api/ask": {**ASKED, "mode": "extract", "strictness": "loose", "stream": False},
    "/api/search": {"text": "大桥 摊位", "k": 3, **BOUNDS},
    "/v1/chat/completions": {
        "model": "baoda-extract",
        "messages": [{"role": "user", "content": "昨天合龙的大桥多长？"}],
        "stream": True,
        "baoda": BOUNDS,
    },
    "/mcp": {**CALL, "params": {"name": "search", "arguments": {"text": "大桥", "k": 2}}},
}
KINDS = ("application/json", "application/json", "text/plain", "multipart/form-data; boundary=b", "application/xml", "")
DAYS = st.one_of(st.none(), st.dates().map(str), st.sampled_from(["0001-01-01", "9999-12-31", "2024-02-30", "", "0"]))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("doors") / "library"


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[TestClient]:
    with doors(folder) as opened:
        yield opened


def send(client: TestClient, folder: Path, door: str, body: bytes, kind: str = "application/json") -> None:
    headers = {"content-type": kind, "accept": "application/json, text/event-stream"}
    with no_hang():
        check_answer(client.post(door, content=body, headers=headers), folder)


@pytest.mark.parametrize("door", BODIES)
@hostile
@given(drawn=st.data(), kind=st.sampled_from(KINDS))
def test_a_damaged_body_is_answered_or_refused(
    client: TestClient, folder: Path, door: str, drawn: st.DataObject, kind: str
) -> None:
    sound = json.dumps(BODIES[door], ensure_ascii=False).encode()
    send(client, folder, door, drawn.draw(st.one_of(damaged(sound), encoded())), kind)


@pytest.mark.parametrize("door", BODIES)
@hostile
@given(drawn=st.data())
def test_fields_that_hold_anything_are_answered_or_refused(
    client: TestClient, folder: Path, door: str, drawn: st.DataObject
) -> None:
    sound = BODIES[door]
    body = drawn.draw(rows(tuple(sound)))
    if isinstance(body, dict) and drawn.draw(st.booleans()):
        body = {**sound, **body}
    send(client, folder, door, json.dumps(body).encode())


@hostile
@given(
    question=texts(8),
    before=st.lists(st.tuples(texts(4), texts(4)), max_size=3),
    days=st.tuples(DAYS, DAYS, DAYS),
    within=st.lists(texts(1), max_size=2),
    mode=st.sampled_from([None, "auto", "llm", "extract"]),
    strictness=st.sampled_from([None, "strict", "loose"]),
    stream=st.booleans(),
)
def test_any_question_in_any_talk_is_answered_or_refused(
    client: TestClient,
    folder: Path,
    question: str,
    before: list[tuple[str, str]],
    days: tuple[str | None, str | None, str | None],
    within: list[str],
    mode: str | None,
    strictness: str | None,
    stream: bool,
) -> None:
    beside = {"since": days[0], "until": days[1], "as_of": days[2], "within": within, "strictness": strictness}
    talk = [{"question": asked, "answer": said} for asked, said in before]
    asked = {"question": question, "history": talk, "mode": mode, "stream": stream, **beside}
    send(client, folder, "/api/ask", json.dumps(asked).encode())
    messages = [
        {"role": role, "content": text}
        for turn in before
        for role, text in zip(("user", "assistant"), turn, strict=True)
    ]
    model = "baoda-extract" if mode == "extract" else "baoda"
    spoken = {"model": model, "messages": [*messages, {"role": "user", "content": question}], "stream": stream}
    send(client, folder, "/v1/chat/completions", json.dumps({**spoken, "baoda": beside}).encode())
    send(client, folder, "/api/search", json.dumps({"text": question, "k": 3, **beside}).encode())


@hostile
@given(
    tool=st.sampled_from(["ask", "search", "read_article", "", "x"]),
    given_=st.one_of(
        rows(("question", "text", "k", "since", "until", "newspaper", "as_of", "mode", "article_id")),
        st.fixed_dictionaries({"text": texts(6), "question": texts(6), "article_id": texts(2)}),
    ),
    method=st.sampled_from(["tools/call", "tools/call", "tools/call", "tools/list", "initialize", "resources/read"]),
    number=st.one_of(st.just(1), values()),
)
def test_any_call_of_a_tool_is_answered_or_refused(
    client: TestClient, folder: Path, tool: str, given_: object, method: str, number: object
) -> None:
    call = {"jsonrpc": "2.0", "id": number, "method": method, "params": {"name": tool, "arguments": given_}}
    send(client, folder, "/mcp", json.dumps(call).encode())


def part(name: bytes, held: bytes, file: bytes | None = None) -> bytes:
    named = b'; filename="' + file + b'"' if file is not None else b""
    return b'--b\r\nContent-Disposition: form-data; name="' + name + b'"' + named + b"\r\n\r\n" + held + b"\r\n"


FORM = part(b"files", "灯塔点亮，全长3公里。".encode(), b"a.txt") + part(b"date", b"2024-06-19") + b"--b--\r\n"


@hostile
@given(
    files=st.lists(st.tuples(texts(2), st.sampled_from([".txt", ".jsonl", ".zip", ".exe", ""]), encoded()), max_size=3),
    day=DAYS,
    newspaper=texts(2),
    columns=st.lists(st.one_of(texts(2), st.just("title=标题")), max_size=2),
    damage=st.one_of(st.none(), damaged(FORM)),
)
def test_any_upload_is_taken_or_refused(
    client: TestClient,
    folder: Path,
    files: list[tuple[str, str, bytes]],
    day: str | None,
    newspaper: str,
    columns: list[str],
    damage: bytes | None,
) -> None:
    sent = [part(b"files", held, (name + suffix).encode()) for name, suffix, held in files]
    sent += [part(b"date", (day or "").encode()), part(b"newspaper", newspaper.encode())]
    sent += [part(b"columns", one.encode()) for one in columns]
    body = damage if damage is not None else b"".join(sent) + b"--b--\r\n"
    with no_hang():
        taken = client.post("/api/ingest", content=body, headers={"content-type": "multipart/form-data; boundary=b"})
        check_answer(taken, folder)
        while taken.status_code == 202:
            job = client.get(taken.headers["location"])
            check_answer(job, folder)
            if job.json()["state"] not in ("waiting", "running"):
                assert job.json()["state"] == "done", job.json()["error"]
                break
            sleep(0.01)


@hostile
@given(
    words=st.one_of(texts(2), st.text(max_size=4)),
    since=DAYS,
    until=DAYS,
    offset=st.integers(-2, 1 << 70),
    limit=st.integers(-1, 600),
    bare=st.binary(max_size=30),
)
def test_any_address_is_answered_or_refused(
    client: TestClient, folder: Path, words: str, since: str, until: str, offset: int, limit: int, bare: bytes
) -> None:
    named = quote(words.encode("utf-8", "surrogatepass"))
    asked = f"since={since}&until={until}&newspaper={named}&offset={offset}&limit={limit}"
    with no_hang():
        for address in (f"/api/articles?{asked}", f"/api/articles/{named}", f"/api/articles?{quote(bare)}"):
            check_answer(client.get(address), folder)
        check_answer(client.delete(f"/api/articles/{named or 'x'}"), folder)
        check_answer(client.get(f"/v1/models/{named or 'x'}"), folder)
        check_answer(client.get(f"/api/ingest/{named or 'x'}"), folder)


@hostile
@given(
    name=texts(2),
    password=texts(2),
    wanted=texts(2),
    damage=st.one_of(st.none(), damaged(b"name=a&password=b&next=%2F")),
    cookie=st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=20),
)
def test_any_login_is_answered_or_refused(
    client: TestClient, folder: Path, name: str, password: str, wanted: str, damage: bytes | None, cookie: str
) -> None:
    fields = {"name": name, "password": password, "next": wanted}
    form = "&".join(f"{key}={quote(held)}" for key, held in fields.items()).encode()
    headers = {"content-type": "application/x-www-form-urlencoded", "cookie": f"baoda_session={cookie}"}
    with no_hang():
        entered = client.post("/login", content=form if damage is None else damage, headers=headers)
    check_answer(entered, folder)
    assert entered.headers.get("location", "/").startswith("/")
