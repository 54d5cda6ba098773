"""Two imports at one moment: one article, whoever comes second hears of it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from articles.importing.importer import import_bytes
from articles.models import Article, ImportedDocument, Section, Source
from tests.importing.papers import STORY


def at_once(*documents: bytes):
    barrier = Barrier(len(documents))

    def bring_in(raw):
        try:
            barrier.wait(timeout=30)
            return import_bytes(raw, file_name="story.txt", by=None)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(documents)) as pool:
        return list(pool.map(bring_in, documents))


@pytest.mark.django_db(transaction=True)
def test_the_same_bytes_at_once_make_one_article():
    results = at_once(*[STORY.encode()] * 4)
    assert sorted(result.already for result in results) == [False, True, True, True]
    assert len({result.article.pk for result in results}) == 1
    assert (Article.objects.count(), ImportedDocument.objects.count()) == (1, 1)
    assert (Section.objects.count(), Source.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_the_same_text_in_two_encodings_at_once_makes_one_article():
    results = at_once(STORY.encode(), STORY.encode("utf-16"))
    assert Article.objects.count() == 1
    assert sorted(result.status for result in results) == ["imported", "needs_review"]
    assert ImportedDocument.objects.filter(status="held").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_stories_of_one_publisher_at_once_share_it():
    at_once(STORY.encode(), STORY.replace("third week", "fourth week").replace("Thursday", "Friday").encode())
    assert (Article.objects.count(), Source.objects.count()) == (2, 1)
