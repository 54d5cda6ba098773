"""An address that a source gave up leads to it for ever, and is given to no other."""

import pytest
from django.urls import reverse

from articles.models import Source, SourceAddress
from tests.world import make_live, make_source, make_user

pytestmark = pytest.mark.django_db


def renamed(source: Source, slug: str) -> Source:
    source.slug = slug
    source.save()
    return source


def test_former_address_leads_to_the_present_one(client):
    source = make_source(slug="harbour-post")
    make_live(publisher=source)
    renamed(renamed(source, "the-harbour-post"), "post")
    for former in ("harbour-post", "the-harbour-post"):
        response = client.get(f"/sources/{former}/")
        assert (response.status_code, response["Location"]) == (301, "/sources/post/")


def test_source_may_come_back_to_an_address_of_its_own():
    source = renamed(renamed(make_source(slug="one"), "two"), "one")
    assert list(SourceAddress.objects.values_list("slug", "source")) == [("two", source.pk)]


def test_save_of_other_fields_asks_for_no_address(django_assert_max_num_queries):
    source = make_source()
    with django_assert_max_num_queries(4) as done:
        source.save(update_fields=["description"])
    assert not any("sourceaddress" in query["sql"] for query in done.captured_queries)


def test_address_of_a_protected_source_is_forgotten():
    source = make_source(slug="real-name")
    source.protected = True
    renamed(source, "the-dispatcher")
    assert not SourceAddress.objects.exists()


def test_nobody_else_is_given_a_former_address(client):
    renamed(make_source(slug="harbour-post"), "post")
    client.force_login(make_user("omar", "Editor"))
    form = {"kind": "person", "name": "Ada", "slug": "harbour-post", "attribution_level": "on_record"}
    inlines = {f"{name}-{part}": 0 for name in ("roles",) for part in ("TOTAL_FORMS", "INITIAL_FORMS")}
    page = client.post(reverse("admin:articles_source_add"), form | inlines).content.decode()
    assert "was the address of another source" in page
    assert not Source.objects.filter(slug="harbour-post").exists()
