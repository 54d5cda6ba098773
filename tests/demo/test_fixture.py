"""`fixtures/newsroom.json` is what importing the source document makes, and loads into an empty database."""

import hashlib
import json

import pytest
from django.core.management import CommandError, call_command

from articles.management import fixture
from articles.models import Article, Edition, ImportedDocument, Revision
from articles.publishing import revisions
from tests.world import make_article

pytestmark = pytest.mark.django_db

SHARED = fixture.folder().parent.parent / "shared" / "source_document.txt"


def test_the_fixture_equals_a_fresh_import():
    assert json.loads(fixture.fresh_fixture()) == json.loads(fixture.fixture_path().read_text(encoding="utf-8"))


def test_making_the_fixture_leaves_nothing_behind():
    fixture.fresh_fixture()
    assert not Article.objects.exists()
    assert not ImportedDocument.objects.exists()


def test_the_fixture_is_not_made_over_stories():
    make_article()
    with pytest.raises(fixture.NotEmpty):
        fixture.fresh_fixture()
    with pytest.raises(CommandError, match="VAR_DIR="):
        call_command("dump_fixture")


def test_the_source_document_is_the_one_that_was_given():
    if not SHARED.exists():
        pytest.skip(f"THE GIVEN DOCUMENT IS ABSENT: {SHARED}")
    assert fixture.document_path().read_bytes() == SHARED.read_bytes()


def test_loaddata_fills_an_empty_database():
    call_command("loaddata", "newsroom", verbosity=0)
    edition = Edition.objects.live().get()
    document = ImportedDocument.objects.get()
    assert edition.publisher.name == "BBC NEWS"
    assert edition.article.public_id == fixture.PUBLIC_ID
    assert edition.path.endswith(f"-{fixture.PUBLIC_ID}/")
    assert edition.article.addresses.get().path == edition.path
    assert bytes(document.content) == fixture.document_path().read_bytes()
    assert document.digest == hashlib.sha256(fixture.document_path().read_bytes()).hexdigest()
    assert edition.body_text.startswith("Russia has said it will carry on bombing rebel-held eastern Aleppo")
    assert len(edition.body_text.split("\n")) == 13


def test_the_loaded_revision_is_that_of_the_loaded_article():
    call_command("loaddata", "newsroom", verbosity=0)
    assert revisions.record(Article.objects.get(), user=None) == Revision.objects.order_by("-number")[0]


def test_the_loaded_story_is_read_at_its_address(client):
    call_command("loaddata", "newsroom", verbosity=0)
    page = client.get(Edition.objects.get().path)
    assert page.status_code == 200
    assert "merciless abyss of humanitarian catastrophe" in page.content.decode()


def test_keys_go_on_after_the_fixture():
    call_command("loaddata", "newsroom", verbosity=0)
    assert make_article().pk > Article.objects.get(public_id=fixture.PUBLIC_ID).pk
