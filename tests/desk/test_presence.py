"""Who has an article open: since when, whose it is, taken over with a trace, freed by leaving. Never a bar to saving."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from articles.desk import presence
from articles.desk.models import Notice, Presence
from articles.models import Article, AuditEntry
from tests.desk.forms import fields_of
from tests.world import make_article, make_user

MINUTE = timedelta(minutes=1)


def change_url(article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def beat(client, article, **headers):
    return client.post(reverse("admin:articles_article_presence", args=[article.pk]), headers=headers)


def take_over(client, article, **extra):
    return client.post(reverse("admin:articles_article_take_over", args=[article.pk]), **extra)


def age(article, by: timedelta, **who):
    """Make rows as old as if their last heartbeat were that long ago."""
    for row in Presence.objects.filter(article=article, **who):
        Presence.objects.filter(pk=row.pk).update(seen=row.seen - by, since=row.since - by)


def here(article) -> list[str]:
    """Whom the next person to open the form would be told of."""
    now = timezone.now()
    return [row.user.username for row in presence.rows_of(article) if presence.fresh(row, now)]


def owner_of(article) -> str | None:
    row = Presence.objects.filter(article=article, owner=True).first()
    return row and row.user.username


@pytest.fixture
def ben(desk):
    return desk("Editor", name="ben", first_name="Ben", last_name="Osei")


def test_opening_the_form_is_being_there(ben, editor):
    article = make_article()
    assert "Nobody else has this open." in ben.get(change_url(article)).content.decode()
    since = timezone.localtime(Presence.objects.get().since)
    page = editor.get(change_url(article)).content.decode()
    assert f"Ben Osei has this open since {since:%H:%M}." in page
    assert owner_of(article) == "ben"


def test_heartbeat_tells_who_else_is_there_and_whose_it_is(ben, editor):
    article = make_article()
    ben.get(change_url(article))
    editor.get(change_url(article))
    hers, his = beat(editor, article).json(), beat(ben, article).json()
    assert hers["sentences"][0].startswith("Ben Osei has this open since")
    assert (hers["taken"], his["taken"]) == (True, False)
    assert his["sentences"][0].startswith("editor also has it open since")
    assert his["version"] == 1


def test_unseen_for_a_minute_is_gone_and_purged(ben, editor):
    article, other = make_article(), make_article()
    ben.get(change_url(article))
    ben.get(change_url(other))
    age(article, 2 * MINUTE)
    age(other, 2 * MINUTE)
    assert here(article) == []
    assert "Nobody else" in editor.get(change_url(article)).content.decode()
    beat(editor, article)
    assert [row.user.username for row in Presence.objects.all()] == ["editor"]
    assert owner_of(article) == "editor"


def test_seen_within_a_minute_counts(ben, editor):
    article = make_article()
    ben.get(change_url(article))
    age(article, timedelta(seconds=50))
    assert "Ben Osei has this open" in editor.get(change_url(article)).content.decode()


def test_whoever_was_away_comes_back_behind_those_who_stayed(ben, editor):
    article = make_article()
    ben.get(change_url(article))
    age(article, 2 * MINUTE)
    editor.get(change_url(article))
    page = ben.get(change_url(article)).content.decode()
    assert "editor has this open since" in page


def test_leaving_frees_it_for_the_next(ben, editor):
    article = make_article()
    ben.get(change_url(article))
    editor.get(change_url(article))
    stamp = beat(ben, article).json()["stamp"]
    beat(ben, article, **{"X-Leaves": stamp})
    assert here(article) == ["editor"]
    assert "Nobody else has this open." in editor.get(change_url(article)).content.decode()
    beat(editor, article)
    assert owner_of(article) == "editor"


def test_leaving_by_a_page_that_was_loaded_again_frees_nothing(ben):
    article = make_article()
    ben.get(change_url(article))
    stamp = beat(ben, article).json()["stamp"]
    ben.get(change_url(article))  # the reload comes before the old page says goodbye
    beat(ben, article, **{"X-Leaves": stamp})
    assert owner_of(article) == "ben"


def test_heartbeat_that_arrives_after_its_form_left_brings_nobody_back(ben, editor):
    article = make_article()
    ben.get(change_url(article))
    stamp = beat(ben, article).json()["stamp"]
    editor.get(change_url(article))
    beat(ben, article, **{"X-Leaves": stamp})
    late = beat(ben, article, **{"X-Heard": stamp}).json()
    assert (late["here"], here(article)) == (False, ["editor"])
    assert beat(editor, article, **{"X-Heard": ""}).json()["sentences"] == ["Nobody else has this open."]
    assert owner_of(article) == "editor"


def test_form_that_closed_before_it_heard_its_last_heartbeat_leaves_whatever_came_first(ben):
    article = make_article()
    for order in ("heartbeat first", "goodbye first"):
        ben.get(change_url(article))
        stamp = Presence.objects.get().seen.isoformat()
        requests = [{"X-Heard": stamp}, {"X-Leaves": presence.WHATEVER_WAS_SEEN}]
        for headers in requests if order == "heartbeat first" else reversed(requests):
            assert beat(ben, article, **headers).status_code == 200
        assert here(article) == [], order


def test_form_that_is_open_in_another_tab_comes_back_with_what_it_was_told(ben):
    article = make_article()
    ben.get(change_url(article))
    first = beat(ben, article).json()["stamp"]
    ben.get(change_url(article))
    second = beat(ben, article, **{"X-Heard": first}).json()["stamp"]
    beat(ben, article, **{"X-Leaves": first})
    assert here(article) == ["ben"]  # the other tab was seen since
    beat(ben, article, **{"X-Leaves": second})
    refused = beat(ben, article, **{"X-Heard": first}).json()  # the first tab, if it was the second that closed
    assert (refused["here"], refused["taken"], here(article)) == (False, False, [])
    back = beat(ben, article, **{"X-Heard": refused["stamp"]}).json()
    assert (back["here"], here(article), owner_of(article)) == (True, ["ben"], "ben")


def test_form_that_comes_back_and_closes_at_once_stays_closed(ben):
    article = make_article()
    ben.get(change_url(article))
    stamp = beat(ben, article).json()["stamp"]
    beat(ben, article, **{"X-Leaves": stamp})
    told = beat(ben, article, **{"X-Heard": stamp}).json()["stamp"]  # brought back out of the browser's memory
    beat(ben, article, **{"X-Leaves": presence.WHATEVER_WAS_SEEN})  # and closed again, before this heartbeat arrives:
    assert beat(ben, article, **{"X-Heard": told}).json()["here"] is False
    assert here(article) == []


@pytest.mark.parametrize("purged", [False, True])
def test_computer_that_slept_comes_back_and_closes_at_once_and_stays_closed(ben, purged):
    article = make_article()
    ben.get(change_url(article))
    stamp = (Presence.objects.get().seen - 10 * MINUTE).isoformat()
    age(article, 10 * MINUTE)
    if purged:
        presence.purge(timezone.now())
    told = beat(ben, article, **{"X-Heard": stamp}).json()
    assert (told["here"], Presence.objects.exists()) == (False, False)  # its own purge comes behind
    beat(ben, article, **{"X-Leaves": presence.WHATEVER_WAS_SEEN})
    assert beat(ben, article, **{"X-Heard": told["stamp"]}).json()["here"] is False
    assert here(article) == []


def test_computer_that_slept_comes_back_with_what_it_was_told(ben):
    article = make_article()
    ben.get(change_url(article))
    stamp = (Presence.objects.get().seen - 10 * MINUTE).isoformat()
    age(article, 10 * MINUTE)
    told = beat(ben, article, **{"X-Heard": stamp}).json()
    assert beat(ben, article, **{"X-Heard": told["stamp"]}).json()["here"] is True
    assert here(article) == ["ben"]


def test_one_person_leaving_closes_nobody_elses_form(ben, editor):
    article = make_article()
    ben.get(change_url(article))
    editor.get(change_url(article))
    beat(editor, article, **{"X-Leaves": presence.WHATEVER_WAS_SEEN})
    assert (here(article), owner_of(article)) == (["ben"], "ben")


@pytest.mark.parametrize("heard", ["", "yesterday", "2030-01-01T00:00:00", "9" * 400])
def test_stamp_that_is_none_opens_nothing_and_breaks_nothing(ben, heard):
    article = make_article()
    ben.get(change_url(article))
    assert beat(ben, article, **{"X-Heard": heard}).json()["here"] is True  # it is open
    beat(ben, article, **{"X-Leaves": presence.WHATEVER_WAS_SEEN})
    assert beat(ben, article, **{"X-Heard": heard}).json()["here"] is False
    assert here(article) == []


def test_closed_row_is_kept_for_late_heartbeats_and_then_purged(ben, editor):
    article = make_article()
    ben.get(change_url(article))
    editor.get(change_url(article))
    beat(ben, article, **{"X-Leaves": presence.WHATEVER_WAS_SEEN})
    beat(editor, article)
    assert Presence.objects.filter(user=ben.user).exists()
    age(article, MINUTE, user=ben.user)
    beat(editor, article)
    assert not Presence.objects.filter(user=ben.user).exists()


def test_leaving_an_article_that_was_deleted_breaks_nothing(ben):
    presence.leave(10**6, ben.user)
    assert not Presence.objects.exists()


def test_saving_and_going_away_leaves_and_saving_and_staying_does_not(ben):
    article = make_article()
    url = change_url(article)
    ben.post(url, fields_of(ben.get(url)) | {"_continue": "1"})
    assert here(article) == ["ben"]
    ben.post(url, fields_of(ben.get(url)) | {"_save": "1"})
    assert here(article) == []


def test_taking_over_leaves_a_trace_and_tells_the_former_owner(ben, editor):
    article = make_article(headline="The harbour froze")
    ben.get(change_url(article))
    assert "Take over" in editor.get(change_url(article)).content.decode()
    response = take_over(editor, article, follow=True)
    assert "It is yours now. Ben Osei was told." in response.content.decode()
    assert owner_of(article) == "editor"
    entry = AuditEntry.objects.get(verb="take_over")
    assert (entry.actor, entry.object_id) == (editor.user, article.pk)
    assert (entry.before, entry.after) == ({"owner": "ben"}, {"owner": "editor"})
    notice = Notice.objects.get()
    assert (notice.user, notice.kind, notice.article) == (ben.user, "taken_over", article)
    assert notice.text == "editor took over “The harbour froze” from you."


def test_script_takes_over_in_place(ben, editor):
    article = make_article()
    ben.get(change_url(article))
    response = take_over(editor, article, headers={"Accept": "application/json"})
    assert response.json()["words"] == "It is yours now. Ben Osei was told."
    assert beat(editor, article).json()["taken"] is False


def test_nothing_to_take_over_is_refused_in_words_without_a_trace(ben):
    article = make_article()
    ben.get(change_url(article))
    assert "Nobody else holds this article." in take_over(ben, article, follow=True).content.decode()
    assert not AuditEntry.objects.filter(verb="take_over").exists()
    assert not Notice.objects.exists()


def test_without_the_right_nobody_takes_over_or_is_there(ben, moderator):
    article = make_article()
    ben.get(change_url(article))
    assert take_over(moderator, article).status_code == 403
    assert beat(moderator, article).status_code == 403
    moderator.get(change_url(article))
    assert owner_of(article) == "ben"
    assert not Presence.objects.filter(user=moderator.user).exists()


def test_taking_over_is_a_post(ben):
    assert ben.get(reverse("admin:articles_article_take_over", args=[make_article().pk])).status_code == 405


def test_heartbeat_of_a_deleted_article_says_so(ben):
    article = make_article()
    Article.objects.filter(pk=article.pk).delete()
    response = beat(ben, article)
    assert (response.status_code, "deleted" in response.json()["error"]) == (409, True)


def test_lock_never_keeps_a_save_back(ben, editor):
    article = make_article()
    ben.get(change_url(article))
    url = change_url(article)
    editor.post(url, fields_of(editor.get(url)) | {"headline": "Saved all the same", "_continue": "1"})
    article.refresh_from_db()
    assert article.headline == "Saved all the same"


def test_form_costs_two_queries_for_presence(ben, django_assert_num_queries):
    article = make_article()
    with django_assert_num_queries(2):
        presence.enter(article, ben.user, timezone.now())
    with django_assert_num_queries(2):
        presence.enter(article, ben.user, timezone.now())


@pytest.mark.django_db(transaction=True)
def test_people_arriving_at_once_make_one_owner():
    article = make_article()
    people = [make_user(f"person{number}", "Editor") for number in range(6)]
    problems = []

    def arrive(user):
        try:
            company = presence.enter(article, user, timezone.now())
            for _beat in range(3):
                company = presence.beat(article.pk, user, company.stamp)
        except Exception as error:  # noqa: BLE001 - a thread's failure is the test's
            problems.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=arrive, args=(user,)) for user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert Presence.objects.filter(article=article).count() == 6
    assert Presence.objects.filter(article=article, owner=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_goodbye_and_heartbeats_at_once_leave_nobody_there():
    article, user = make_article(), make_user("ben", "Editor")
    problems = []

    def send(act, *words):
        try:
            act(article.pk, user, *words)
        except Exception as error:  # noqa: BLE001 - a thread's failure is the test's
            problems.append(error)
        finally:
            connection.close()

    for _round in range(8):
        stamp = presence.enter(article, user, timezone.now()).stamp
        threads = [threading.Thread(target=send, args=(presence.beat, stamp)) for _beat in range(3)]
        threads.insert(1, threading.Thread(target=send, args=(presence.leave,)))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (problems, here(article)) == ([], [])
