"""Asking the interface: answers are held against its own description, whatever the test is about."""

from __future__ import annotations

from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for

from articles.api import openapi
from articles.api.endpoints import ENDPOINTS

ROOT = "/api/v1"


@cache
def checker(name: str) -> Any:
    """What holds data against the schema of that name; dates and addresses have to be such."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": openapi.document()["components"]}
    kind = validator_for(schema, default=Draft202012Validator)
    return kind(schema, format_checker=kind.FORMAT_CHECKER)


def schema_at(path: str) -> str:
    """The name of the schema that the description promises for `path`."""
    parts = path.removeprefix(ROOT).partition("?")[0].strip("/").split("/")
    for endpoint in ENDPOINTS:
        wanted = endpoint.path.strip("/").split("/")
        if len(wanted) == len(parts) and all(
            one == other or one.startswith("{") for one, other in zip(wanted, parts, strict=True)
        ):
            return endpoint.answers
    raise AssertionError(f"{path} is not described")


def ask(client, path: str, **query: Any) -> dict[str, Any]:
    """The data at `path`, which is as the description says."""
    response = client.get(f"{ROOT}{path}", query)
    assert response.status_code == 200, response.content.decode()
    data = response.json()
    checker(schema_at(path)).validate(data)
    return data


def refused(client, path: str, status: int = 400, **query: Any) -> dict[str, Any]:
    """The problem at `path`, which is one as RFC 9457 has it."""
    response = client.get(f"{ROOT}{path}", query)
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-store"
    assert response["Access-Control-Allow-Origin"] == "*"
    data = response.json()
    checker("Problem").validate(data)
    assert (response.status_code, data["status"]) == (status, status)
    return data
