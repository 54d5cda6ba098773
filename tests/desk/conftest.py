"""People of the desk, signed in."""

import pytest
from django.test import Client

from tests.world import make_user


@pytest.fixture
def desk(db):
    """Give it a name and groups, get a client that is signed in; `client.user` is the account."""

    def sign_in(*groups: str, name: str = "ines", **fields) -> Client:
        client = Client()
        client.user = make_user(name, *groups, **fields)
        client.force_login(client.user)
        return client

    return sign_in


@pytest.fixture
def editor(desk):
    return desk("Editor", name="editor")


@pytest.fixture
def reporter(desk):
    return desk("Reporter", name="reporter")


@pytest.fixture
def moderator(desk):
    return desk("Moderator", name="moderator")
