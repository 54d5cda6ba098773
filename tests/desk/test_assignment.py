"""Assignment: a story is given to a reporter and an editor, who hear of it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from articles.desk.assignment import assign, people
from articles.models import AuditEntry, Notice
from articles.publishing.workflow import WorkflowRefused
from tests.desk.forms import fields_of
from tests.world import make_article, make_user


def url_of(article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def save(client, article, **changes):
    url = url_of(article)
    return client.post(url, fields_of(client.get(url)) | {"_save": "1"} | changes)


def test_form_gives_the_story_and_tells_both(editor):
    article, ines, omar = make_article(), make_user("ines", "Reporter"), make_user("omar", "Editor")
    save(editor, article, reporter=ines.pk, editor=omar.pk, wanted_length="600", planned_for="2026-12-01")
    article.refresh_from_db()
    assert (article.reporter, article.editor, article.wanted_length) == (ines, omar, 600)
    told = {notice.user: notice.text for notice in Notice.objects.filter(kind="assigned")}
    assert told == {
        ines: f"editor gave you the story “{article.headline}” to write.",
        omar: f"editor gave you the story “{article.headline}” to edit.",
    }
    entry = AuditEntry.objects.get(verb="assign")
    assert entry.after == {"reporter": "ines", "editor": "omar"}
    assert article.revisions.get().content["reporter_id"] == ines.pk


def test_notice_says_by_when(db):
    due = timezone.now().replace(month=5, day=4, hour=17, minute=30)
    article, ines = make_article(due=due), make_user("ines", "Reporter")
    assign(article, reporter=ines, editor=None, by=make_user("editor", "Editor"))
    assert "It is due 4 May, 17:30 UTC." in Notice.objects.get().text


def test_who_takes_a_story_is_not_told_of_it(reporter):
    article = make_article()
    save(reporter, article, reporter=reporter.user.pk)
    article.refresh_from_db()
    assert article.reporter == reporter.user
    assert not Notice.objects.exists()


def test_saving_again_tells_nobody_again(editor):
    article, ines = make_article(), make_user("ines", "Reporter")
    save(editor, article, reporter=ines.pk)
    save(editor, article, headline="Something else")
    assert Notice.objects.count() == 1
    assert AuditEntry.objects.filter(verb="assign").count() == 1


def test_story_is_taken_from_somebody(editor):
    ines = make_user("ines", "Reporter")
    article = make_article(reporter=ines)
    save(editor, article, reporter="")
    article.refresh_from_db()
    assert article.reporter is None
    assert AuditEntry.objects.get(verb="assign").before == {"reporter": "ines"}


def test_assigning_counts_the_version_on(db):
    article = make_article()
    assign(article, reporter=make_user("ines", "Reporter"), editor=None, by=None)
    article.refresh_from_db()
    assert article.version == 2


def test_without_the_right_to_change_it_nobody_gives_a_story(db):
    article, ines = make_article(), make_user("ines", "Reporter")
    with pytest.raises(PermissionDenied):
        assign(article, reporter=ines, editor=None, by=make_user("mod", "Moderator"))
    assert not Notice.objects.exists()


@pytest.mark.parametrize("fields", [{"is_active": False}, {"is_staff": False}])
def test_who_has_no_access_to_the_desk_gets_no_story(editor, fields):
    article, gone = make_article(), make_user("gone", "Reporter", **fields)
    with pytest.raises(WorkflowRefused, match="no access"):
        assign(article, reporter=gone, editor=None, by=None)
    response = save(editor, article, reporter=gone.pk)
    assert "reporter" in response.context["adminform"].form.errors


def test_who_left_keeps_the_story_until_it_is_given_on(editor):
    gone = make_user("gone", "Reporter", is_active=False)
    article = make_article(reporter=gone)
    save(editor, article, headline="Saved all the same")
    article.refresh_from_db()
    assert (article.headline, article.reporter) == ("Saved all the same", gone)
    assert gone in people(gone.pk)
    assert gone not in people()


def test_people_are_found_by_name_without_the_right_to_see_accounts(reporter, editor):
    make_user("ines", "Reporter", first_name="Ines", last_name="Alba")
    make_user("reader")
    url = reverse("admin:articles_article_people")
    found = reporter.get(url, {"term": "alba in"}).json()["results"]
    assert [person["text"] for person in found] == ["Ines Alba (ines)"]
    assert reporter.get(url, {"term": "reader"}).json()["results"] == []


def test_people_are_not_named_to_those_who_give_no_story(moderator):
    assert moderator.get(reverse("admin:articles_article_people")).status_code == 403


def test_list_finds_mine_and_late_and_names_who_has_it(reporter):
    url = reverse("admin:articles_article_changelist")
    hour = timezone.timedelta(hours=1)
    make_article(headline="Mine and late", reporter=reporter.user, due=timezone.now() - hour)
    make_article(headline="Mine in time", editor=reporter.user, due=timezone.now() + hour)
    make_article(headline="Somebody else’s")
    mine = reporter.get(url, {"whose": "mine"})
    assert {article.headline for article in mine.context["cl"].result_list} == {"Mine and late", "Mine in time"}
    late = reporter.get(url, {"due": "late"})
    assert [article.headline for article in late.context["cl"].result_list] == ["Mine and late"]
    assert "badge late" in late.content.decode()
    nobody = reporter.get(url, {"whose": "nobody"})
    assert [article.headline for article in nobody.context["cl"].result_list] == ["Somebody else’s"]
