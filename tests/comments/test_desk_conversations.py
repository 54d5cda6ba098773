"""The settings of conversations at the desk: titled by the story's headline, and found by it."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from articles.models import AuditEntry, Discussion
from tests import world
from tests.desk.forms import fields_of

pytestmark = pytest.mark.django_db
LIST = reverse("admin:articles_discussion_changelist")


@pytest.fixture
def storm():
    for headline in ("Budget passed", "Storm closes the harbour"):
        edition = world.make_live(headline=headline)
        world.make_comment(edition)
    return Discussion.objects.get(article=edition.article_id)


def test_a_conversation_is_titled_by_its_story(mo, storm):
    page = mo.get(reverse("admin:articles_discussion_change", args=[storm.pk]))
    assert page.context["subtitle"] == "Storm closes the harbour"
    assert "<title>Storm closes the harbour" in page.text
    assert f"conversation {storm.pk}" not in page.text


def test_conversations_are_found_by_words_of_the_headline(mo, storm):
    page = mo.get(LIST, {"q": "HARBOUR storm"})
    assert [row.pk for row in page.context["cl"].result_list] == [storm.pk]
    assert list(mo.get(LIST, {"q": "harbour budget"}).context["cl"].result_list) == []
    assert "Words of the story’s headline" in page.text


def test_titles_cost_no_query_for_each_row(mo, storm, django_assert_max_num_queries):
    for _number in range(20):
        world.make_comment(world.make_live())
    with django_assert_max_num_queries(12):
        assert len(mo.get(LIST).context["cl"].result_list) == 22


def test_the_audit_log_keeps_to_the_number_and_the_log_of_the_admin_tells_the_story(mo, storm):
    url = reverse("admin:articles_discussion_change", args=[storm.pk])
    answer = mo.post(url, {**fields_of(mo.get(url), "discussion_form"), "state": "held", "reason": "The trial is on."})
    assert answer.status_code == 302
    assert AuditEntry.objects.get(object_type="discussion").object_name == f"conversation {storm.pk}"
    assert LogEntry.objects.get().object_repr == "Storm closes the harbour"
