"""Who may see and change what at the desk, each right with its refusal."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from articles.models import Article, Source
from tests.desk.forms import fields_of
from tests.world import make_article, make_comment, make_live, make_source

PAGES = [
    "index",
    "articles_article_changelist",
    "articles_comment_changelist",
    "articles_source_add",
    "password_change",
]


@pytest.mark.parametrize("address", PAGES)
def test_anonymous_is_sent_to_the_sign_in(client, db, address):
    response = client.get(reverse(f"admin:{address}"))
    assert (response.status_code, response["Location"].split("?")[0]) == (302, reverse("admin:login"))


def test_reader_with_an_account_is_no_one_at_the_desk(desk):
    response = desk(name="reader").get(reverse("admin:index"))
    assert response.status_code == 302


def test_moderator_sees_an_article_but_cannot_change_it(moderator):
    article = make_live().article
    url = reverse("admin:articles_article_change", args=[article.pk])
    page = moderator.get(url)
    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
    assert moderator.post(url, {"headline": "Changed", "_save": "1"}).status_code == 403
    assert Article.objects.get().headline == article.headline
    assert moderator.get(reverse("admin:articles_article_add")).status_code == 403


def test_reporter_cannot_delete_an_article(reporter):
    article = make_article()
    assert (
        reporter.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"}).status_code == 403
    )
    assert Article.objects.exists()


def test_private_fields_of_a_source_are_hidden_without_the_right(desk):
    source = make_source(contact="+44 20 7946 0018", notes="Met at the pier.")
    url = reverse("admin:articles_source_change", args=[source.pk])
    reporter, editor = desk("Reporter", name="reporter"), desk("Editor", name="editor")
    hidden, shown = reporter.get(url).content.decode(), editor.get(url).content.decode()
    assert "7946" not in hidden
    assert "pier" not in hidden
    assert "7946" in shown
    assert "Met at the pier." in shown


def test_private_fields_cannot_be_written_without_the_right(reporter):
    url = reverse("admin:articles_source_add")
    page = fields_of(reporter.get(url), "source_form")
    reporter.post(url, page | {"name": "Ines Calder", "slug": "ines", "contact": "smuggled", "notes": "smuggled"})
    source = Source.objects.get()
    assert (source.name, source.contact, source.notes) == ("Ines Calder", "", "")


def test_saving_a_source_without_the_right_keeps_its_private_fields(desk):
    clerk = desk("Reporter", name="clerk")
    clerk.user.user_permissions.add(Permission.objects.get(codename="change_source"))
    source = make_source(contact="secret", notes="secret")
    url = reverse("admin:articles_source_change", args=[source.pk])
    clerk.post(url, fields_of(clerk.get(url), "source_form") | {"name": "Renamed"})
    source.refresh_from_db()
    assert (source.name, source.contact, source.notes) == ("Renamed", "secret", "secret")


@pytest.mark.parametrize("model", ["auditentry", "importeddocument"])
def test_records_are_changed_by_no_one(desk, model):
    admin = desk(name="root", is_staff=True, is_superuser=True)
    page = admin.get(reverse(f"admin:articles_{model}_changelist")).content.decode()
    assert "delete_selected" not in page
    if model == "auditentry":
        assert admin.get(reverse("admin:articles_auditentry_add")).status_code == 403


def test_comments_are_not_added_or_edited_at_the_desk(moderator):
    comment = make_comment(make_live(), status="waiting")
    assert moderator.get(reverse("admin:articles_comment_add")).status_code == 403
    url = reverse("admin:articles_comment_change", args=[comment.pk])
    assert moderator.post(url, {"text": "Put in their mouth", "_save": "1"}).status_code == 403
    comment.refresh_from_db()
    assert comment.text != "Put in their mouth"


@pytest.mark.parametrize(
    ("field", "model", "status"),
    [("section", "article", 200), ("topics", "article", 200), ("publisher", "article", 200), ("user", "author", 403)],
)
def test_combobox_finds_only_what_the_person_may_see(reporter, field, model, status):
    query = {"app_label": "articles", "model_name": model, "field_name": field, "term": ""}
    assert reporter.get(reverse("admin:autocomplete"), query).status_code == status
