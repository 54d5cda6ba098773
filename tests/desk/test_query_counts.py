"""Every page of the desk costs the same few queries, with 2 rows and with 60."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from articles.models import Comment, Role, Statement
from articles.publishing import revisions
from tests.world import make_author, make_comment, make_live, make_scheduled, make_source, make_topic

LIMIT = 12


def grow(rows: int, user: User):
    """Of everything at least `rows`; the first article has as many statements, authors, topics and comments."""
    first = None
    for number in range(rows):
        source = make_source(affiliation=make_source())
        Role.objects.create(source=source, title="harbour master")
        make = make_scheduled if number % 2 else make_live
        edition = make(authors=[make_author()], topics=[make_topic()], publisher=source)
        first = first or edition
        revisions.record(edition.article, user=user)
        Statement.objects.create(article=first.article, source=source, conduit=make_source(), words="It left at noon.")
        first.article.topics.add(make_topic())
        first.article.article_authors.create(author=make_author(), position=number)
        make_comment(first, status=Comment.Status.WAITING)
        Role.objects.create(source=first.publisher, title=f"title {number}")
    return first.article


PAGES = [
    "index",
    "articles_article_changelist",
    "articles_article_change",
    "articles_article_history",
    "articles_article_add",
    "articles_comment_changelist",
    "articles_source_changelist",
    "articles_source_change",
    "articles_statement_changelist",
    "articles_statement_change",
    "articles_topic_changelist",
    "articles_section_changelist",
    "articles_author_changelist",
    "articles_auditentry_changelist",
    "articles_importeddocument_changelist",
    "articles_picture_changelist",
    "articles_correction_changelist",
]


def count_queries(client, url, django_assert_max_num_queries) -> int:
    with django_assert_max_num_queries(LIMIT) as counted:
        response = client.get(url)
    assert response.status_code == 200
    return len(counted)


@pytest.mark.parametrize("address", PAGES)
def test_page_costs_at_most_twelve_queries_at_any_size(editor, address, django_assert_max_num_queries):
    article = grow(2, editor.user)
    targets = {
        "articles_article_change": article,
        "articles_article_history": article,
        "articles_source_change": article.publisher,
        "articles_statement_change": article.statements.first(),
    }
    url = reverse(f"admin:{address}", args=[targets[address].pk] if address in targets else [])
    editor.get(url)  # what Django remembers for the process, such as content types, is asked once
    small = count_queries(editor, url, django_assert_max_num_queries)
    bigger = grow(58, editor.user)
    move_to(article, bigger)
    assert count_queries(editor, url, django_assert_max_num_queries) == small


def move_to(article, other):
    """All that the second batch hung on its own first article, so that one form holds 60 of each."""
    other.statements.update(article=article)
    for row in other.article_authors.all():
        row.article = article
        row.save()
    article.topics.add(*other.topics.all())
    other.publisher.roles.update(source=article.publisher)
