import os
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp_types import CallToolResult

from tests.chat_server import ChatServer, Reply
from tests.ui.api.serving import QUESTION, TOKEN, Server, served_over

ROOT = Path(__file__).parents[3]
Talk = Callable[[Client], Coroutine[Any, Any, None]]


async def _by_http(url: str, talk: Talk) -> None:
    async with (
        httpx2.AsyncClient(headers={"Authorization": f"Bearer {TOKEN}"}, timeout=20) as http,
        Client(streamable_http_client(f"{url}/mcp", http_client=http)) as client,
    ):
        await talk(client)


def by_http(server: Server, talk: Talk) -> None:
    anyio.run(_by_http, server.url, talk)


def rows(result: CallToolResult) -> dict[str, Any]:
    assert not result.is_error, result.content
    assert result.structured_content
    found: dict[str, Any] = result.structured_content
    return found


def test_the_official_client_lists_three_tools(server: Server) -> None:
    async def talk(client: Client) -> None:
        tools = (await client.list_tools()).tools
        assert [tool.name for tool in tools] == ["ask", "search", "read_article"]
        assert all(tool.description and tool.output_schema and tool.annotations for tool in tools)

    by_http(server, talk)


def test_the_official_client_asks_searches_and_reads(server: Server) -> None:
    async def talk(client: Client) -> None:
        answer = rows(await client.call_tool("ask", {"question": QUESTION}))
        assert answer["answer"].endswith("[1]")
        citation = answer["citations"][0]
        assert citation["source"] == "《临澜日报》2024-03-04 第1版《临澜大桥主桥合龙》"
        article = rows(await client.call_tool("read_article", {"article_id": citation["article_id"]}))
        assert citation["quote"] in "\n".join(article["paragraphs"])
        hits = rows(await client.call_tool("search", {"text": "菜市场", "k": 1}))["hits"]
        assert [hit["title"] for hit in hits] == ["东门菜市场重新开张"]

    by_http(server, talk)


def test_a_mistake_reaches_the_model_as_one_sentence(server: Server) -> None:
    async def talk(client: Client) -> None:
        missing = await client.call_tool("read_article", {"article_id": "nowhere"})
        assert missing.is_error
        assert "There is no article nowhere." in str(missing.content)
        unset = await client.call_tool("ask", {"question": QUESTION, "mode": "llm"})
        assert unset.is_error
        assert "BAODA_CHAT_MODEL" in str(unset.content)
        unfit = await client.call_tool("search", {"text": "桥", "k": 0})
        assert unfit.is_error

    by_http(server, talk)


def test_a_call_that_is_cancelled_lets_a_silent_chat_model_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")

    async def talk(client: Client) -> None:
        async with anyio.create_task_group() as calls:
            calls.start_soon(client.call_tool, "ask", {"question": QUESTION})
            assert await anyio.to_thread.run_sync(chat.silent.wait, 60)
            calls.cancel_scope.cancel()
        assert await anyio.to_thread.run_sync(chat.hung_up.wait, 60)

    with ChatServer([Reply(mute=True)]) as chat, served_over(chat, tmp_path, 600.0) as server:
        by_http(server, talk)


def test_without_a_token_the_tools_are_not_there(server: Server) -> None:
    assert httpx2.post(f"{server.url}/mcp", json={}).status_code == 401


@pytest.mark.slow
def test_the_official_client_talks_to_the_command_by_standard_input(tmp_path: Path) -> None:
    command = "from ui.cli import main; main()"
    library = tmp_path / "library"
    page = ROOT / "examples" / "pages" / "linlan-2024-03-06-p3.txt"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BAODA_")}
    parameters = StdioServerParameters(
        command=sys.executable, args=["-c", command, "mcp", "--library", str(library)], cwd=ROOT, env=environment
    )

    async def talk() -> None:
        await anyio.run_process([sys.executable, "-c", command, "ingest", page, "--library", library], cwd=ROOT)
        async with Client(stdio_client(parameters)) as client:
            assert len((await client.list_tools()).tools) == 3
            hits = rows(await client.call_tool("search", {"text": "科技馆"}))["hits"]
            assert hits
            assert rows(await client.call_tool("read_article", {"article_id": hits[0]["article_id"]}))["paragraphs"]

    anyio.run(talk)
