"""Restoring a revision: a new one is made, rows come along, what is gone is said, and nothing else moves."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, AuditEntry, Edition, Statement
from articles.publishing import history, revisions, workflow
from articles.publishing.workflow import WorkflowRefused
from tests.desk.forms import fields_of, messages_of
from tests.world import make_article, make_author, make_section, make_source, make_topic, make_user


def changed(article, **fields):
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()
    return revisions.record(article, user=None)


def restore(article, revision, by=None, **more):
    return history.restore(article, revision, by=by, **{"version": Article.objects.get(pk=article.pk).version, **more})


def fresh(article) -> Article:
    return Article.objects.get(pk=article.pk)


@pytest.mark.django_db
class TestRestoring:
    def test_words_come_back_as_a_new_revision(self):
        article = make_article(headline="First", body="<p>First words.</p>")
        first = revisions.record(article, user=None)
        changed(article, headline="Second", body="<p>Second words.</p>")
        made, left_out = restore(article, first)
        assert (fresh(article).headline, fresh(article).body) == ("First", "<p>First words.</p>")
        assert (made.number, made.note, left_out) == (3, "Restored from revision 1.", [])
        assert [row.content["headline"] for row in article.revisions.order_by("number")] == ["First", "Second", "First"]

    def test_rows_and_topics_come_back(self):
        ada, ben, fish, source = make_author(), make_author(), make_topic(), make_source()
        article = make_article(authors=[ada, ben], topics=[fish])
        said = Statement.objects.create(article=article, source=source, words="It left.", state="accepted")
        first = revisions.record(article, user=None)
        article.article_authors.all().delete()
        article.topics.set([make_topic()])
        said.delete()
        Statement.objects.create(article=article, words="Something else.")
        changed(article, headline="Second")
        made, left_out = restore(article, first)
        assert [row.author for row in article.article_authors.all()] == [ada, ben]
        assert list(article.topics.all()) == [fish]
        restored = Statement.objects.get()
        assert (restored.pk, restored.words, restored.source) == (
            first.content["statements"][0]["id"],
            "It left.",
            source,
        )
        assert (made.digest, left_out) == (first.digest, [])

    def test_unchanged_statement_keeps_who_decided_it(self):
        user, article = make_user("ines"), make_article()
        moment = timezone.now()
        Statement.objects.create(
            article=article, source=make_source(), words="x", state="accepted", decided_by=user, decided_at=moment
        )
        first = revisions.record(article, user=None)
        changed(article, headline="Second")
        restore(article, first)
        assert (Statement.objects.get().decided_by, Statement.objects.get().decided_at) == (user, moment)

    def test_what_is_gone_is_left_out_and_said(self):
        ada, fish, source, desk_editor = make_author(), make_topic(), make_source(), make_user("tomas")
        article = make_article(authors=[ada], topics=[fish], publisher=source)
        Statement.objects.create(article=article, source=source, words="It left.", state="accepted")
        first = revisions.record(article, user=None)
        article.article_authors.all().delete()
        article.statements.all().delete()
        changed(article, publisher=None, editor=desk_editor)
        for gone in (ada, fish, source):
            gone.delete()
        _made, left_out = restore(article, first)
        assert len(left_out) == 4
        assert all("no longer there" in sentence for sentence in left_out)
        assert (Statement.objects.get().words, Statement.objects.get().state) == ("It left.", "suggested")
        assert fresh(article).publisher is None
        assert AuditEntry.objects.get(verb="restore_revision").note != ""

    def test_section_that_is_gone_stays_the_present_one(self):
        section = make_section()
        article = make_article(section=section, headline="First")
        first = revisions.record(article, user=None)
        present = make_section()
        changed(article, section=present)
        section.delete()
        _made, left_out = restore(article, first)
        assert fresh(article).section == present
        assert len(left_out) == 1

    def test_where_the_work_stands_is_not_moved(self):
        article = make_article(headline="First")
        first = revisions.record(article, user=None)
        until = timezone.now() + timedelta(days=1)
        reporter = make_user("rosa")
        changed(
            article, headline="Second", legal_hold=True, embargo_until=until, stage="ready", reporter=reporter,
            not_for_publication=True,
        )  # fmt: skip
        restore(article, first)
        now = fresh(article)
        assert (now.headline, now.legal_hold, now.embargo_until, now.stage) == ("First", True, until, "ready")
        assert (now.reporter, now.not_for_publication) == (reporter, True)

    def test_words_that_no_revision_held_are_recorded_first(self):
        article = make_article(headline="First")
        first = revisions.record(article, user=None)
        article.headline = "Never recorded"
        article.save()
        restore(article, first)
        assert [row.content["headline"] for row in article.revisions.order_by("number")] == [
            "First",
            "Never recorded",
            "First",
        ]

    def test_readers_see_what_they_saw(self):
        article = make_article(headline="First")
        first = revisions.record(article, user=None)
        changed(article, headline="Second")
        workflow.publish(article, by=None)
        restore(article, first)
        assert Edition.objects.live().get().headline == "Second"

    def test_decision_made_on_an_older_state_is_refused(self):
        article = make_article(headline="First")
        first = revisions.record(article, user=None)
        version = article.version
        changed(article, headline="Second")
        with pytest.raises(WorkflowRefused):
            restore(article, first, version=version)
        assert fresh(article).headline == "Second"
        assert article.revisions.count() == 2

    def test_whoever_may_not_change_may_not_restore(self):
        article = make_article()
        first = revisions.record(article, user=None)
        for verb in (
            lambda by: restore(article, first, by=by),
            lambda by: history.name_milestone(first, name="x", by=by),
        ):
            with pytest.raises(PermissionDenied):
                verb(make_user(f"stranger {id(verb)}", is_staff=True))
        assert not AuditEntry.objects.filter(verb__in=["restore_revision", "name_milestone"]).exists()


class TestAtTheDesk:
    def url(self, article, number=1):
        return f"{reverse('admin:articles_article_restore_revision', args=[article.pk])}?revision={number}"

    @pytest.fixture
    def article(self, db):
        article = make_article(headline="First")
        revisions.record(article, user=None)
        changed(article, headline="Second")
        return article

    def press(self, client, article):
        page = client.get(self.url(article))
        version = page.context["form"]["version"].value()
        return {"version": version}

    def test_it_asks_first_and_then_restores(self, editor, article):
        response = editor.post(self.url(article), self.press(editor, article), follow=True)
        assert fresh(article).headline == "First"
        assert messages_of(response) == [
            "Revision 1 is the working copy again, as revision 3. Readers see what they saw."
        ]
        entry = AuditEntry.objects.get(verb="restore_revision")
        assert (entry.actor, entry.before, entry.after) == (
            editor.user,
            {"revision": 2},
            {"revision": 3, "restored": 1},
        )
        assert article.revisions.first().user == editor.user

    def test_change_in_the_meantime_is_said_and_nothing_restored(self, editor, article):
        data = self.press(editor, article)
        changed(article, headline="Third")
        response = editor.post(self.url(article), data, follow=True)
        assert "nothing was restored" in messages_of(response)[0]
        assert fresh(article).headline == "Third"

    def test_form_that_is_open_notices_the_restore(self, editor, article):
        url = reverse("admin:articles_article_change", args=[article.pk])
        data = fields_of(editor.get(url))
        restore(article, article.revisions.get(number=1))
        assert editor.post(url, data | {"headline": "Mine", "_continue": "1"}).status_code == 409
        assert fresh(article).headline == "First"

    def test_post_without_a_version_restores_nothing(self, editor, article):
        assert editor.post(self.url(article)).status_code == 200
        assert fresh(article).headline == "Second"
