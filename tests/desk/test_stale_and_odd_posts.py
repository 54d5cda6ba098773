"""What a stranger sent: pages drawn before another's save, keys that are none, offsets nobody offered, a hold after scheduling."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import AuditEntry, Edition
from articles.publishing import holding
from tests.desk.forms import fields_of
from tests.world import make_article, make_live, make_scheduled

pytestmark = pytest.mark.django_db
ODD = ["9" * 40, "\x00", "abc", "-1", "９", "1e400"]


def form_of(client, article) -> dict:
    return fields_of(client.get(reverse("admin:articles_article_change", args=[article.pk])))


@pytest.mark.parametrize("verb", ["publish", "schedule", "correct"])
def test_what_goes_out_is_what_its_editor_has_seen(editor, verb):
    article = make_live(headline="As seen").article
    seen = article.version
    article.headline = "Unseen words"
    article.save()
    data = {"seen_version": seen, "at": "2100-01-01T12:00", "kind": "correction", "text": "It was the other pier."}
    page = editor.post(reverse(f"admin:articles_article_{verb}", args=[article.pk]), data).content.decode()
    assert "was saved since you opened this page" in page
    assert f'name="seen_version" value="{article.version}"' in page
    assert not Edition.objects.filter(headline="Unseen words").exists()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"legal_hold": "on"}, "legal hold"),
        ({"not_for_publication": "on"}, "not for publication"),
        ({"embargo_until": "2100-01-01T12:00"}, "embargoed"),
    ],
)
def test_scheduled_edition_is_taken_back_when_its_story_is_held(editor, changed, told):
    article = make_scheduled().article
    page = editor.post(
        reverse("admin:articles_article_change", args=[article.pk]), form_of(editor, article) | changed, follow=True
    ).content.decode()
    assert "The scheduled edition was taken back" in page
    assert told in page
    assert not article.editions.exists()
    assert AuditEntry.objects.get(verb="cancel_schedule").note


def test_edition_that_readers_see_stays_when_a_planned_one_is_taken_back(editor):
    article = make_live().article
    article.legal_hold = True
    assert holding.stop_planned(article, by=None) == ""
    assert article.editions.live().exists()


def test_embargo_that_ends_before_the_schedule_takes_nothing_back():
    article = make_scheduled(ahead=timedelta(hours=2)).article
    article.embargo_until = timezone.now() + timedelta(hours=1)
    assert holding.stop_planned(article, by=None) == ""


@pytest.mark.parametrize("field", ["section", "reporter", "lead_picture", "publisher", "topics"])
@pytest.mark.parametrize("value", ODD)
def test_key_that_is_none_is_an_error_of_the_form(editor, field, value):
    article = make_article()
    response = editor.post(
        reverse("admin:articles_article_change", args=[article.pk]), form_of(editor, article) | {field: value}
    )
    assert response.status_code < 500
    assert editor.get(reverse("admin:articles_article_add"), {field: value}).status_code < 500


@pytest.mark.parametrize("sequence", ["1e400", "-1", '"x"', "null"])
def test_autosave_with_a_number_that_is_none_is_refused(editor, sequence):
    article = make_article()
    body = f'{{"page": "a\\u0000b", "sequence": {sequence}, "base_version": 1, "takes": "", "fields": {{}}}}'
    url = reverse("admin:articles_article_autosave", args=[article.pk])
    response = editor.post(url, body, content_type="application/json")
    assert response.status_code == 400
    assert "error" in json.loads(response.content)


def test_kept_key_that_is_none_does_not_break_the_form(editor):
    article = make_article()
    url = reverse("admin:articles_article_autosave", args=[article.pk])
    kept = {"page": "abc", "sequence": 1, "base_version": article.version, "takes": "", "fields": {"section": "9" * 30}}
    editor.post(url, json.dumps(kept), content_type="application/json")
    change = reverse("admin:articles_article_change", args=[article.pk])
    assert editor.get(change, {"autosave": "use"}).status_code == 200


def test_offset_that_was_not_offered_is_not_heeded(editor, settings):
    settings.TIME_ZONE = "Europe/London"
    article = make_article()
    data = {"at": "2100-10-31T01:30", "at_offset": "+05:00"}
    with timezone.override("Europe/London"):
        editor.post(reverse("admin:articles_article_schedule", args=[article.pk]), data)
    assert not article.editions.exists()
