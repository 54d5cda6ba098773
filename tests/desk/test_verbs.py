"""Publishing from the article's form: the screen is what is published, and a refusal comes in words."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Edition
from articles.publishing import ending, workflow
from tests.desk.forms import buttons_of, fields_of, messages_of
from tests.world import make_article, make_live, make_scheduled, make_section


def url_of(article, page="change") -> str:
    return reverse(f"admin:articles_article_{page}", args=[article.pk])


def press(client, article, verb, **changes):
    url = url_of(article)
    return client.post(url, {**fields_of(client.get(url)), "_verb": verb, **changes}, follow=True)


def offered(client, article) -> list[str]:
    return buttons_of(client.get(url_of(article))).get("_verb", [])


def local(moment) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def test_publish_publishes_what_is_on_the_screen(editor):
    article = make_article()
    response = press(editor, article, "publish", headline="Typed a second ago", body="<p>Fresh words.</p>")
    edition = Edition.objects.live().get()
    assert (edition.headline, edition.body_text) == ("Typed a second ago", "Fresh words.")
    assert edition.published_by == editor.user
    assert edition.revision.content["headline"] == "Typed a second ago"
    assert any("Edition 1 is live." in message and edition.path in message for message in messages_of(response))


def test_new_article_is_published_from_the_empty_form(editor):
    url = reverse("admin:articles_article_add")
    data = fields_of(editor.get(url)) | {
        "headline": "At once",
        "standfirst": "In a sentence.",
        "body": "<p>Words.</p>",
        "section": make_section().pk,
    }
    editor.post(url, data | {"_verb": "publish"})
    assert Edition.objects.live().get().headline == "At once"


def test_form_with_errors_publishes_nothing_and_says_so(editor):
    article = make_article()
    response = press(editor, article, "publish", headline="")
    assert not Edition.objects.exists()
    assert "Nothing was saved, and nothing changed for readers. Mend what is marked below." in messages_of(response)


def test_withdrawal_is_never_blocked_by_a_form_with_errors(editor):
    edition = make_live()
    response = press(editor, edition.article, "withdraw", headline="")
    assert any(url_of(edition.article, "withdraw") in message for message in messages_of(response))


def test_refused_publication_keeps_the_text_and_says_why(editor):
    article = make_article()
    response = press(editor, article, "publish", headline="Kept", body="")
    article.refresh_from_db()
    assert article.headline == "Kept"
    assert messages_of(response) == ["The body is empty. Write the story before you publish it."]
    assert not Edition.objects.exists()


def test_small_fix_leaves_updated_as_it_was(editor):
    edition = make_live()
    press(editor, edition.article, "publish", headline="Typo mended", _minor="on")
    assert Edition.objects.live().get().updated == edition.updated
    press(editor, edition.article, "publish", headline="A new turn")
    assert Edition.objects.live().get().updated > edition.updated


def test_only_verbs_that_can_be_used_now_are_offered(editor):
    assert offered(editor, make_article()) == ["publish", "schedule"]
    assert offered(editor, make_scheduled().article) == ["publish", "schedule", "cancel_schedule", "end"]
    live = make_live().article
    assert offered(editor, live) == ["publish", "schedule", "correct", "end", "withdraw"]
    ending.end_at(live, at=timezone.now() + timedelta(days=1), by=None)
    assert offered(editor, live) == ["publish", "schedule", "correct", "end", "cancel_end", "withdraw"]
    workflow.withdraw(live, by=None)
    assert offered(editor, live) == ["publish", "schedule", "restore"]


def test_schedule_saves_asks_for_a_moment_and_keeps_it(editor):
    article = make_article()
    page = press(editor, article, "schedule", headline="For tomorrow")
    assert page.redirect_chain == [(url_of(article, "schedule"), 302)]
    assert f"Time zone: {timezone.get_current_timezone_name()}" in page.content.decode()
    at = (timezone.now() + timedelta(days=1)).replace(second=0, microsecond=0)
    editor.post(url_of(article, "schedule"), {"at": local(at), "note": "with the bulletin"})
    edition = Edition.objects.get()
    assert (edition.headline, edition.live_from, edition.note) == ("For tomorrow", at, "with the bulletin")


def test_schedule_in_the_past_is_refused_and_the_moment_stays_in_the_field(editor):
    article, past = make_article(), local(timezone.now() - timedelta(hours=1))
    response = editor.post(url_of(article, "schedule"), {"at": past})
    assert messages_of(response) == ["That moment has passed. Choose a later one, or publish now."]
    assert f'value="{past}"' in response.content.decode()
    assert not Edition.objects.exists()


def test_schedule_before_the_embargo_is_refused(editor):
    article = make_article(embargo_until=timezone.now() + timedelta(days=2))
    response = editor.post(url_of(article, "schedule"), {"at": local(timezone.now() + timedelta(days=1))})
    assert messages_of(response)[0].startswith("Embargoed until")


def test_cancelled_schedule_leaves_nothing_planned(editor):
    edition = make_scheduled()
    press(editor, edition.article, "cancel_schedule")
    assert not Edition.objects.exists()


def test_withdraw_takes_a_reason_that_readers_see(editor):
    edition = make_live()
    page = press(editor, edition.article, "withdraw")
    assert page.redirect_chain == [(url_of(edition.article, "withdraw"), 302)]
    assert Edition.objects.live().exists(), "it asks first"
    editor.post(url_of(edition.article, "withdraw"), {"reason": "The document was forged."})
    edition.refresh_from_db()
    assert (edition.ending, edition.ending_reason) == ("withdrawn", "The document was forged.")


@pytest.mark.parametrize("verb", ["publish", "schedule", "cancel_schedule", "withdraw"])
def test_reporter_is_offered_no_verb_and_a_forged_one_is_refused_unsaved(reporter, verb):
    article = make_live().article
    assert offered(reporter, article) == []
    response = press(reporter, article, verb, headline="Forged")
    assert response.status_code == 403
    assert Article.objects.get().headline != "Forged"
    assert Edition.objects.get().live_until is None


@pytest.mark.parametrize("verb", ["publish", "cancel_schedule"])
def test_django_s_own_form_of_actions_obeys_the_same_right(reporter, verb):
    article = make_scheduled().article
    data = {"CHANGE_FORM-action": verb, "_selected_action": article.pk}
    reporter.post(url_of(article), data)
    assert Edition.objects.get().live_from > timezone.now()


@pytest.mark.parametrize("address", ["schedule", "withdraw"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_reporter_is_refused_the_pages_of_the_verbs(reporter, address, method):
    edition = make_live()
    response = getattr(reporter, method)(url_of(edition.article, address), {"at": "2100-01-01T12:00", "reason": "x"})
    assert response.status_code == 403
    assert Edition.objects.get().live_until is None


def test_page_of_a_verb_for_no_article_is_not_found(editor):
    assert editor.get("/admin/articles/article/999/schedule/").status_code == 404
    assert editor.get("/admin/articles/article/none/withdraw/").status_code == 404
