"""The moderator who looks after comments, and the ear for pages that are announced as out of date."""

import pytest
from django.test import Client

from articles.page_cache import purged
from tests import world


@pytest.fixture
def mo(db):
    """Signed in at the desk; `mo.user` is the account."""
    client = Client()
    client.user = world.make_user("mo", "Moderator")
    client.force_login(client.user)
    return client


@pytest.fixture
def heard():
    """The tags heard so far, a list that grows."""
    tags: list[str] = []

    def receiver(sender, **kwargs):
        tags.extend(sorted(kwargs["tags"]))

    purged.connect(receiver, weak=False, dispatch_uid="test")
    yield tags
    purged.disconnect(dispatch_uid="test")
