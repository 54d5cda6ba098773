"""Revisions: what they keep, when none is made, and that nobody changes one."""

import pytest

from articles.models import ArticleAuthor, Statement
from articles.publishing import revisions
from articles.publishing.models.revision import RevisionIsFixed
from tests import world

pytestmark = pytest.mark.django_db


def test_unchanged_content_makes_no_revision():
    article = world.make_article()
    first = revisions.record(article, user=None)
    assert revisions.record(article, user=None) == first
    assert article.revisions.count() == 1


def test_each_change_makes_one_with_its_parent_and_its_author():
    ben = world.make_user("ben")
    article = world.make_article()
    first = revisions.record(article, user=None)
    article.headline = "Changed"
    article.save()
    second = revisions.record(article, user=ben, note="headline")
    assert (second.number, second.parent, second.user, second.note) == (2, first, ben, "headline")
    assert second.content["headline"] == "Changed"


def test_a_revision_holds_authors_in_order_topics_and_statements():
    article = world.make_article(topics=[topic := world.make_topic()])
    second, first = world.make_author(), world.make_author()
    ArticleAuthor.objects.create(article=article, author=second, position=2)
    ArticleAuthor.objects.create(article=article, author=first, position=1, role="in Westport")
    source = world.make_source(name="Canary Confidential")
    Statement.objects.create(article=article, source=source, words="It came back.", state="accepted")
    content = revisions.record(article, user=None).content
    assert content["v"] == 1
    assert content["authors"] == [[first.pk, "in Westport", 1], [second.pk, "", 2]]
    assert content["topics"] == [topic.pk]
    assert [row["source_id"] for row in content["statements"]] == [source.pk]
    assert "Canary" not in str(content), "a source's name must be able to vanish: ids only"


def test_reordering_authors_alone_makes_a_revision():
    article = world.make_article(authors=[world.make_author(), world.make_author()])
    revisions.record(article, user=None)
    row = article.article_authors.first()
    row.position = 9
    row.save()
    assert revisions.record(article, user=None).number == 2


def test_a_stored_revision_cannot_be_changed():
    revision = revisions.record(world.make_article(), user=None)
    revision.note = "rewritten"
    with pytest.raises(RevisionIsFixed):
        revision.save()


def test_the_version_counts_saves_also_of_a_few_fields():
    article = world.make_article()
    article.save()
    article.headline = "Other"
    article.save(update_fields=["headline"])
    article.refresh_from_db()
    assert article.version == 3
