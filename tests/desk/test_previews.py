"""Preview links at the desk: made, shown once, counted, revoked; by those who may change the story."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from articles.desk import previews
from articles.models import AuditEntry, PreviewLink, PreviewRead, SectionRight
from tests.desk.forms import fields_of, messages_of
from tests.world import make_article, make_section, make_user

pytestmark = pytest.mark.django_db
ADDRESS = re.compile(r'http://testserver(/preview/[A-Za-z0-9_-]{43}/)"')


def page_of(article):
    return reverse("admin:articles_article_previews", args=[article.pk])


def make(client, article, **fields):
    data = {"label": "Lawyer, R. Osei", "lasts": "24", **fields}
    return client.post(page_of(article), data)


def test_a_link_is_made_its_address_shown_once_and_only_its_hash_is_kept(reporter, client):
    article = make_article()
    response = make(reporter, article)
    address = ADDRESS.search(response.content.decode())[1]
    link = PreviewLink.objects.get()
    token = address.split("/")[2]
    assert token not in str(list(PreviewLink.objects.values()))
    assert token not in str(list(AuditEntry.objects.values()))
    assert token not in str(response.cookies)
    assert link.digest == previews.digest_of(token)
    assert (link.label, link.created_by, link.may_approve) == ("Lawyer, R. Osei", reporter.user, False)
    assert client.get(address).status_code == 200
    for page in (page_of(article), reverse("admin:articles_article_change", args=[article.pk])):
        content = reporter.get(page).content.decode()
        assert token not in content
        assert "Lawyer, R. Osei" in content
    entry = AuditEntry.objects.get(verb="make_preview")
    assert (entry.actor, entry.object_id, entry.after["for"]) == (reporter.user, article.pk, "Lawyer, R. Osei")


@pytest.mark.parametrize(("choice", "hours"), [("1", 1), ("24", 24), ("168", 168)])
def test_it_works_for_as_long_as_was_chosen(reporter, choice, hours):
    make(reporter, make_article(), lasts=choice)
    left = PreviewLink.objects.get().expires - timezone.now()
    assert timedelta(hours=hours) - timedelta(minutes=1) < left <= timedelta(hours=hours)


def test_it_works_until_a_moment_of_one_s_own(reporter):
    until = (timezone.localtime() + timedelta(days=3)).replace(second=0, microsecond=0)
    make(reporter, make_article(), lasts="chosen", until=until.strftime("%Y-%m-%dT%H:%M"), may_approve="on")
    link = PreviewLink.objects.get()
    assert (link.expires, link.may_approve) == (until, True)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"label": " "}, "This field is required"),
        ({"lasts": "chosen"}, "Choose a day and a time"),
        ({"lasts": "chosen", "until": "soon"}, "is no moment"),
        ({"lasts": "chosen", "until": "2020-01-01T10:00"}, "has passed"),
        ({"lasts": "chosen", "until": "2999-01-01T10:00"}, "90 days at most"),
        ({"lasts": "forever"}, "Select a valid choice"),
    ],
)
def test_what_makes_no_sense_is_asked_back_in_words(reporter, fields, words):
    response = make(reporter, make_article(), **fields)
    assert words in response.content.decode()
    assert not PreviewLink.objects.exists()


def test_a_revoked_link_works_no_more(reporter, client):
    article = make_article()
    address = ADDRESS.search(make(reporter, article).content.decode())[1]
    link = PreviewLink.objects.get()
    client.get(address)
    response = reporter.post(page_of(article), {"revoke": link.pk}, follow=True)
    assert messages_of(response) == ["The link for Lawyer, R. Osei does not work any more."]
    assert client.get(address).status_code == 404
    assert PreviewRead.objects.count() == 1
    assert AuditEntry.objects.latest("pk").verb == "revoke_preview"
    again = reporter.post(page_of(article), {"revoke": link.pk}, follow=True)
    assert messages_of(again) == ["It was revoked already."]


def test_the_list_says_who_read_how_often_and_who_approved(reporter, client):
    article = make_article()
    address = ADDRESS.search(make(reporter, article, may_approve="on").content.decode())[1]
    client.get(address)
    client.get(address)
    page = client.get(f"{address}approve/")
    client.post(f"{address}approve/", {"name": "R. Osei", "revision": page.context["form"]["revision"].value()})
    panel = reporter.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()
    assert "read 2 times, approved" in panel
    assert [link.times_read for link in previews.links_of(article)] == [2]


def test_links_are_for_those_who_may_change_the_story(moderator, desk):
    article = make_article()
    assert moderator.get(page_of(article)).status_code == 403
    assert make(moderator, article).status_code == 403
    limited = desk("Editor", name="limited")
    SectionRight.objects.create(user=limited.user, section=make_section())
    assert make(limited, article).status_code == 403
    content = moderator.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()
    assert "Preview links" not in content
    link, _token = previews.make(
        article, by=make_user("ines", "Editor"), label="x", expires=timezone.now() + timedelta(hours=1)
    )
    with pytest.raises(PermissionDenied):
        previews.revoke(link, by=moderator.user)
    with pytest.raises(PermissionDenied):
        previews.make(article, by=moderator.user, label="x", expires=timezone.now() + timedelta(hours=1))


def test_a_link_of_another_story_is_not_revoked_from_here(reporter):
    article, other = make_article(), make_article()
    make(reporter, other)
    link = PreviewLink.objects.get()
    assert reporter.post(page_of(article), {"revoke": link.pk}).status_code == 404
    assert reporter.post(page_of(article), {"revoke": "9" * 30}).status_code == 404
    assert reporter.get(reverse("admin:articles_article_previews", args=["x"])).status_code == 404
    link.refresh_from_db()
    assert link.revoked_at is None


@pytest.mark.parametrize("name", ["previews", "change"])
def test_any_number_of_links_costs_the_same_queries(reporter, name, django_assert_max_num_queries):
    article, counts = make_article(), []
    address = reverse(f"admin:articles_article_{name}", args=[article.pk])
    for links in (2, 58):
        for _link in range(links):
            make(reporter, article)
        reporter.get(address)
        with django_assert_max_num_queries(30) as counted:
            reporter.get(address)
        counts.append(len(counted))
    assert counts[0] == counts[1]
    assert name == "change" or counts[0] <= 12


def test_the_form_keeps_what_was_typed(reporter):
    article = make_article()
    response = make(reporter, article, lasts="chosen", until="")
    assert fields_of(response, "preview_form")["label"] == "Lawyer, R. Osei"
