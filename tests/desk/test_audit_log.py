"""The audit log is read at the desk: found by verb, person, kind, day and name; an entry shows what changed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import AuditEntry
from articles.publishing import audit
from articles.publishing.audit import VERBS
from tests.world import make_article, make_topic

LIST = "admin:articles_auditentry_changelist"


@pytest.fixture
def log(editor, desk):
    """Three entries: the editor's on a topic, the command line's on a story, another person's of three days ago."""
    story = make_article(headline="Ferry strike")
    old = audit.entry(
        desk("Editor", name="otto").user, "withdraw", object_type="article", object_id=999, object_name="Pier closed"
    )
    old.save()
    return {
        "topic": audit.record(
            editor.user, "change", make_topic(name="Fish"), before={"name": "Fsh"}, after={"name": "Fish"}
        ),
        "story": audit.record(None, "publish", story, after={"edition": 1}),
        "old": old,
    }


def shown(client, **query) -> set[int]:
    return {entry.pk for entry in client.get(reverse(LIST), query).context["cl"].result_list}


def test_log_is_filtered_by_verb_person_kind_and_name(editor, log):
    assert shown(editor, verb="publish") == {log["story"].pk}
    assert shown(editor, who="command") == {log["story"].pk}
    assert shown(editor, who=editor.user.pk) == {log["topic"].pk}
    assert shown(editor, kind="article") == {log["story"].pk, log["old"].pk}
    assert shown(editor, q="pier") == {log["old"].pk}
    assert shown(editor, kind="article", object_id=999) == {log["old"].pk}


def test_log_is_filtered_by_day_in_the_desk_s_zone(editor, log, settings):
    today = timezone.localdate()
    assert shown(editor, day=today.isoformat()) == {entry.pk for entry in log.values()}
    assert shown(editor, day=(today - timedelta(days=1)).isoformat()) == set()
    settings.TIME_ZONE = "Pacific/Kiritimati"  # fourteen hours ahead: its day began yesterday
    with timezone.override("Pacific/Kiritimati"):
        assert shown(editor, day=timezone.localdate(log["topic"].at).isoformat()) == {
            entry.pk for entry in log.values()
        }


@pytest.mark.parametrize(
    "query", [{"day": "2026-02-31"}, {"day": "yesterday"}, {"who": "x"}, {"verb": "x"}, {"kind": "x"}]
)
def test_nonsense_in_a_filter_is_no_failure(editor, log, query):
    assert editor.get(reverse(LIST), query).status_code == 200


def test_each_filter_offers_what_it_knows(editor, log):
    page = editor.get(reverse(LIST)).content.decode()
    for words in ("otto", "command line", "today", "Kind of object", *VERBS.values()):
        assert str(words) in page


def test_line_of_the_list_says_from_where_what_and_how_it_changed(editor, log):
    topic = make_topic(name="Quay")
    fields = {f"field_{number}": "x" * 99 for number in range(5)}
    of_topic = {"object_type": "topic", "object_id": topic.pk, "object_name": "Quay"}
    sent = audit.entry(None, "cancel_schedule", **of_topic, before={"live_from": "noon"}, after={"live_from": None})
    sent.origin = "192.0.2.7"
    sent.save()
    audit.record(editor.user, "change", topic, after=fields)
    page = editor.get(reverse(LIST), {"kind": "topic", "object_id": topic.pk}).content.decode()
    assert "192.0.2.7" in page
    assert ">cancel the schedule<" in page
    assert "<b>live from</b>: <bdi>noon</bdi> → <bdi>–</bdi>" in page
    assert page.count("x" * 39 + "…") == 3
    assert "and 2 more" in page


def test_entry_shows_before_and_after_and_leads_to_its_object(editor, log):
    entry = log["topic"]
    page = editor.get(reverse("admin:articles_auditentry_change", args=[entry.pk])).content.decode()
    assert (
        '<tr><th scope="row">name</th><td dir="auto"><del>Fsh</del></td><td dir="auto"><ins>Fish</ins></td></tr>'
        in page
    )
    assert f'href="{reverse("admin:articles_topic_change", args=[entry.object_id])}"' in page
    assert f"kind=topic&amp;object_id={entry.object_id}" in page


def test_markup_in_an_entry_is_shown_as_text(editor):
    entry = audit.record(None, "change", make_topic(), after={"<b>x": "<script>alert(1)</script>"})
    page = editor.get(reverse("admin:articles_auditentry_change", args=[entry.pk])).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_deleted_object_is_named_without_a_link(editor, log):
    topic = make_topic(name="Gone")
    url = reverse("admin:articles_topic_change", args=[topic.pk])
    editor.post(reverse("admin:articles_topic_delete", args=[topic.pk]), {"post": "yes"})
    entry = AuditEntry.objects.get(verb="delete")
    page = editor.get(reverse("admin:articles_auditentry_change", args=[entry.pk])).content.decode()
    assert "Gone" in page
    assert url not in page


def test_history_of_an_object_leads_to_its_entries(editor, reporter, log):
    url = reverse("admin:articles_topic_history", args=[log["topic"].object_id])
    link = f"{reverse(LIST)}?kind=topic&amp;object_id={log['topic'].object_id}"
    assert link in editor.get(url).content.decode()
    assert link not in reporter.get(url).content.decode(), "who may not read the log is not led there"


@pytest.mark.parametrize("address", ["changelist", "change"])
def test_log_is_read_only_by_those_with_the_right(reporter, moderator, log, address):
    url = reverse(f"admin:articles_auditentry_{address}", args=[log["old"].pk] if address == "change" else [])
    assert reporter.get(url).status_code == moderator.get(url).status_code == 403
