"""What a response says about itself: public or not, what it shows, until when; and who hears of a change."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import transaction
from django.http import HttpResponse
from django.test import RequestFactory

from articles import page_cache
from tests import world


@pytest.fixture
def heard():
    tags: list[str] = []

    def listen(sender, tags: frozenset, _into=tags, **kwargs):
        _into.extend(sorted(tags))

    page_cache.purged.connect(listen)
    yield tags
    page_cache.purged.disconnect(listen)


def answer(status=200, method="get", cookie=False, **headers):
    @page_cache.public_page
    def view(request):
        response = HttpResponse("words", status=status, headers=headers)
        if cookie:
            response.set_cookie("a", "b")
        return response

    return view(getattr(RequestFactory(), method)("/"))


def test_a_good_answer_is_public_and_asked_about_again():
    assert answer()["Cache-Control"] == "public, max-age=0, stale-if-error=86400"
    assert answer(method="head")["Cache-Control"].startswith("public")


@pytest.mark.parametrize(
    "odd", [{"status": 404}, {"status": 410}, {"status": 500}, {"method": "post"}, {"cookie": True}], ids=str
)
def test_errors_forms_and_cookies_are_never_kept(odd):
    assert answer(**odd)["Cache-Control"] == "no-store"


def test_a_view_that_knows_better_is_left_alone():
    assert answer(**{"Cache-Control": "private"})["Cache-Control"] == "private"


def test_a_response_names_what_it_shows_once():
    response = page_cache.shows(page_cache.shows(HttpResponse(), "front", "article:1"), "article:1", "section:2")
    assert response["Surrogate-Key"] == "front article:1 section:2"
    assert response["Cache-Tag"] == "front,article:1,section:2"


def test_a_page_says_when_it_changes_by_itself():
    moment = datetime(2026, 11, 27, 18, tzinfo=UTC)
    assert page_cache.holds_until(HttpResponse(), moment)["X-Page-Until"] == "Fri, 27 Nov 2026 18:00:00 GMT"
    assert "X-Page-Until" not in page_cache.holds_until(HttpResponse(), None)


@pytest.mark.django_db(transaction=True)
def test_a_purge_is_heard_after_commit_and_never_after_a_rollback(heard):
    with transaction.atomic():
        page_cache.purge("front")
        assert heard == []
    assert heard == ["front"]
    with transaction.atomic():
        page_cache.purge("section:1")
        transaction.set_rollback(True)
    assert heard == ["front"]


@pytest.mark.django_db
def test_saving_a_row_purges_what_it_names_itself(heard, django_capture_on_commit_callbacks):
    source = world.make_source()
    with django_capture_on_commit_callbacks(execute=True):
        source.name = "Renamed"
        source.save()
    assert f"source:{source.pk}" in heard


def test_every_model_that_names_tags_is_watched():
    from django.db.models.signals import post_save

    for model in apps.get_app_config("articles").get_models():
        if hasattr(model, "cache_tags"):
            receivers = [getattr(item, "__name__", "") for item in post_save._live_receivers(model)[0]]
            assert "_row_changed" in receivers, f"{model.__name__} names tags but nobody watches it"
