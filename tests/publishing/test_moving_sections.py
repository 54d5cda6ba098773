"""A section takes another slug: its stories move at once, every former address leads straight to the present one."""

import pytest
from django.core.exceptions import PermissionDenied

from articles.models import Address, AuditEntry, Section
from articles.publishing import workflow
from articles.publishing.moving import move_section
from articles.publishing.workflow import WorkflowRefused
from tests import world

pytestmark = pytest.mark.django_db


def rest_of(edition) -> str:
    return edition.path.strip("/").partition("/")[2]


def test_live_and_planned_stories_get_new_addresses_at_once(client):
    section = world.make_section(slug="ports")
    live, planned = world.make_live(section=section), world.make_scheduled(section=section)
    assert move_section(section, slug="harbours", by=None) == 2
    for edition in (live, planned):
        former = edition.path
        edition.refresh_from_db()
        assert edition.path == f"/harbours/{rest_of(edition)}/"
        assert set(Address.objects.filter(article=edition.article).values_list("path", flat=True)) == {
            former,
            edition.path,
        }
    assert client.get(live.path).status_code == 200


def test_former_addresses_lead_to_the_present_one_without_a_chain(client):
    section = world.make_section(slug="one")
    edition = world.make_live(section=section)
    for slug in ("two", "three", "four"):
        move_section(section, slug=slug, by=None)
    for slug in ("one", "two", "three"):
        for former, present in (
            (f"/{slug}/{rest_of(edition)}/", f"/four/{rest_of(edition)}/"),
            (f"/{slug}/", "/four/"),
        ):
            response = client.get(former)
            assert (response.status_code, response["Location"]) == (301, present)
            assert client.get(present).status_code == 200


def test_slug_headline_and_section_changes_redirect_without_a_chain(client):
    edition = world.make_live(headline="First words")
    article, former = edition.article, [edition.path]
    for change in ({"slug": "second-words"}, {"section": world.make_section(slug="elsewhere")}, {"slug": "third"}):
        for name, value in change.items():
            setattr(article, name, value)
        article.save()
        former.append(workflow.publish(article, by=None).path)
    move_section(article.section, slug="elsewhere-again", by=None)
    present = f"/elsewhere-again/third-{article.public_id}/"
    for path in former:
        response = client.get(path)
        assert (response.status_code, response["Location"]) == (301, present)


def test_section_that_moves_back_has_its_page_and_its_stories_there(client):
    section = world.make_section(slug="ports")
    edition = world.make_live(section=section)
    move_section(section, slug="harbours", by=None)
    move_section(section, slug="ports", by=None)
    assert client.get("/ports/").status_code == client.get(edition.path).status_code == 200
    assert client.get("/harbours/")["Location"] == "/ports/"


def test_new_section_may_take_a_former_slug_and_the_old_stories_keep_their_addresses(client):
    section = world.make_section(slug="ports")
    edition = world.make_live(section=section)
    move_section(section, slug="harbours", by=None)
    world.make_live(section=world.make_section(name="Other", slug="ports"))
    assert client.get("/ports/").status_code == 200
    assert client.get(edition.path)["Location"] == f"/harbours/{rest_of(edition)}/"


@pytest.mark.parametrize("slug", ["taken", "search", "no slug", "ports", "x" * 61, ""])
def test_slug_that_is_taken_reserved_malformed_or_the_same_is_refused(slug):
    world.make_section(slug="taken")
    section = world.make_section(slug="ports")
    edition = world.make_live(section=section)
    with pytest.raises(WorkflowRefused):
        move_section(section, slug=slug, by=None)
    former = edition.path
    edition.refresh_from_db()
    assert (Section.objects.get(pk=section.pk).slug, edition.path) == ("ports", former)


def test_only_those_who_may_change_sections_move_one_and_it_is_logged():
    section = world.make_section(slug="ports")
    with pytest.raises(PermissionDenied):
        move_section(section, slug="harbours", by=world.make_user("ben", "Reporter"))
    editor = world.make_user("ada", "Editor")
    move_section(section, slug="harbours", by=editor)
    entry = AuditEntry.objects.get(verb="move_section")
    assert (entry.actor, entry.before, entry.after) == (editor, {"slug": "ports"}, {"slug": "harbours", "editions": 0})


@pytest.mark.parametrize("number", [3, 30])
def test_statements_do_not_grow_with_stories(number, django_assert_max_num_queries):
    section = world.make_section(slug="ports")
    for _place in range(number):
        world.make_live(section=section)
    with django_assert_max_num_queries(20):
        move_section(section, slug="harbours", by=None)
