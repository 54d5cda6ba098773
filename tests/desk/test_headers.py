"""The desk's policy: scripts of ours and by nonce, styles of ours and the editor's one, nothing else."""

import re

import pytest
from django.urls import reverse

from tests.world import make_live

PAGES = [
    "index",
    "articles_article_changelist",
    "articles_article_add",
    "articles_comment_changelist",
    "password_change",
]


def directives(response) -> dict[str, list[str]]:
    parts = [part.split() for part in response["Content-Security-Policy"].split(";")]
    return {name: values for name, *values in parts}


@pytest.mark.parametrize("address", PAGES)
def test_desk_runs_scripts_by_nonce_only(editor, address):
    response = editor.get(reverse(f"admin:{address}"))
    policy = directives(response)
    assert policy["default-src"] == ["'none'"]
    assert all(value == "'self'" or value.startswith("'nonce-") for value in policy["script-src"])
    assert [value for value in policy["style-src"] if not value.startswith("'sha256-")] == ["'self'"]
    assert "unsafe" not in response["Content-Security-Policy"]
    markup = response.content.decode()
    assert not re.search(r"<script(?![^>]*\b(?:src|nonce)=)[^>]*>", markup), "an inline script without a nonce"
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", markup)


def test_each_answer_has_a_nonce_of_its_own(editor):
    url = reverse("admin:articles_article_add")
    first, second = (directives(editor.get(url))["script-src"] for _time in range(2))
    assert first != second


def test_public_policy_stays_stricter_than_the_desk_s(client, db):
    response = client.get(make_live().path)
    assert directives(response)["script-src"] == ["'self'"]
    assert directives(response)["style-src"] == ["'self'"]
