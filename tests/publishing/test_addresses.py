"""Addresses: what a story's path is made of, and that it keeps every one it had."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles.models import Address
from articles.publishing import workflow
from articles.publishing.models.article import PUBLIC_ID_LENGTH, PUBLIC_ID_LETTERS, new_public_id
from tests import world

pytestmark = pytest.mark.django_db


def test_an_address_is_section_words_and_public_id():
    article = world.make_article(headline="Ferry strike: third week!", section=world.make_section(slug="harbour"))
    assert article.address() == f"/harbour/ferry-strike-third-week-{article.public_id}/"


def test_a_headline_without_latin_letters_still_has_an_address():
    article = world.make_article(headline="العبّارات تعود", section=world.make_section(slug="world"))
    assert article.address() == f"/world/{article.public_id}/"


def test_every_path_a_story_had_stays_its_own():
    edition = world.make_live(headline="Old words")
    edition.article.headline = "New words"
    edition.article.save()
    workflow.publish(edition.article, by=None)
    paths = list(edition.article.addresses.values_list("path", flat=True))
    assert len(paths) == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Address.objects.create(path=paths[0], article=world.make_article())


def test_public_ids_are_short_random_and_easy_to_read_out():
    ids = {new_public_id() for _number in range(1000)}
    assert len(ids) == 1000
    assert all(len(name) == PUBLIC_ID_LENGTH and set(name) <= set(PUBLIC_ID_LETTERS) for name in ids)


@pytest.mark.parametrize("slug", ["admin", "feeds", "comments", "media", "search"])
def test_a_section_may_not_hide_behind_an_address_of_the_site(slug):
    section = world.make_section()
    section.slug = slug
    with pytest.raises(ValidationError, match="Choose another"):
        section.full_clean()
