"""Requests for removal: taken in once, decided on with an answer, and the page goes when granted."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from articles.models import AuditEntry, RemovalRequest
from articles.publishing.steps import WorkflowRefused
from articles.sourcing.source_desk import removal
from tests.world import make_source, make_user

pytestmark = pytest.mark.django_db


def asked(key: str = "k", **fields) -> RemovalRequest:
    return removal.ask(make_source(**fields), name="Ada", email="ada@example.org", text="Please.", key=key)


def test_same_submission_is_taken_in_once():
    source = make_source()
    given = {"name": "Ada", "email": "ada@example.org", "text": "Please.", "key": "once"}
    assert removal.ask(source, **given) == removal.ask(source, **given)
    assert RemovalRequest.objects.count() == AuditEntry.objects.filter(verb="ask_removal").count() == 1


def test_log_does_not_hold_who_asked():
    asked()
    entry = AuditEntry.objects.get(verb="ask_removal")
    assert "ada@example.org" not in f"{entry.before}{entry.after}{entry.note}{entry.object_name}"


def test_granted_request_takes_the_page_down():
    request = asked()
    assert request.source.has_page()
    removal.decide(request, grant=True, answer="Your page is gone.", by=None)
    request.source.refresh_from_db()
    assert not request.source.has_page()
    assert request.source.is_nameable()  # the words in the stories stay


def test_refused_request_leaves_the_page():
    request = asked()
    removal.decide(request, grant=False, answer="You hold a public office.", by=None)
    request.source.refresh_from_db()
    assert request.source.has_page()


def test_answer_is_wanted_and_a_second_decision_refused():
    request = asked()
    with pytest.raises(WorkflowRefused, match="answer"):
        removal.decide(request, grant=True, answer=" ", by=None)
    removal.decide(request, grant=False, answer="No.", by=None)
    with pytest.raises(WorkflowRefused, match="already"):
        removal.decide(request, grant=True, answer="Yes.", by=None)


def test_reporter_does_not_decide():
    with pytest.raises(PermissionDenied):
        removal.decide(asked(), grant=True, answer="Yes.", by=make_user("ines", "Reporter"))


def test_editor_decides_at_the_desk(client):
    client.force_login(make_user("omar", "Editor"))
    request = asked()
    url = reverse("admin:articles_removalrequest_change", args=[request.pk])
    assert "Please." in client.get(url).content.decode()
    assert "Choose one of the two." in client.post(url, {"answer": "Gone."}).content.decode()
    client.post(url, {"grant": "yes", "answer": "Gone."})
    request.refresh_from_db()
    assert (request.state, request.decided_by.username) == ("granted", "omar")
