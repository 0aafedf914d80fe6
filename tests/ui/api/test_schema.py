import json
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from schemathesis.schemas import APIOperation

from tests.ui.api.serving import TOKEN, Server

EXAMPLES = 15  # requests an operation and sort: such as the document allows, and such as it does not


@pytest.mark.slow
@pytest.mark.parametrize("sort", list(GenerationMode))
def test_no_request_after_the_document_ends_in_a_server_error(server: Server, sort: GenerationMode) -> None:
    raw = server.client.get("/openapi.json").json()
    for path in raw["paths"].values():
        for operation in path.values():
            operation.pop("security", None)  # or requests would be spent on being turned away
    document = schemathesis.openapi.from_dict(raw)
    operations = [found.ok() for found in document.get_all_operations() if isinstance(found, Ok)]
    if sort is GenerationMode.NEGATIVE:  # any path is a path, and where nothing is sent nothing can be wrong
        operations = [one for one in operations if one.body or one.query]
    assert len(operations) > 4
    for operation in operations:
        _come_to_no_harm(operation, sort, server.url)


def _come_to_no_harm(operation: APIOperation[Any, Any, Any, Any], sort: GenerationMode, url: str) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=sort))
    def ask(case: schemathesis.Case[Any]) -> None:
        response = case.call_and_validate(
            base_url=url, headers={"Authorization": f"Bearer {TOKEN}"}, checks=[not_a_server_error], timeout=20
        )
        assert response.status_code not in (401, 429)

    ask()


def test_every_request_with_a_body_has_an_example_and_every_route_a_description(server: Server) -> None:
    document = server.client.get("/openapi.json").json()
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            assert operation["description"], (method, path)
    for name in ("AskRequest", "SearchRequest", "CompletionRequest"):
        assert document["components"]["schemas"][name]["examples"]


def test_the_examples_of_the_document_are_answered(server: Server) -> None:
    schemas = server.client.get("/openapi.json").json()["components"]["schemas"]
    doors = {"AskRequest": "/api/ask", "SearchRequest": "/api/search", "CompletionRequest": "/v1/chat/completions"}
    for name, door in doors.items():
        for example in schemas[name]["examples"]:
            answer = server.client.post(door, json=example)
            assert answer.status_code == 200, answer.text
            assert json.dumps(example)
