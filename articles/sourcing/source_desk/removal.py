"""People who ask that their page as a source be taken down: taking the request in, and deciding on it with an answer."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.page_cache import purge
from articles.publishing import audit, rights
from articles.publishing.steps import WorkflowRefused
from articles.sourcing.models import RemovalRequest, Source


def ask(source: Source, *, name: str, email: str, text: str, key: str) -> RemovalRequest:
    """Take a request in. `key` names the submission: sent again, the first one is given back."""
    try:
        with transaction.atomic():
            made = RemovalRequest.objects.create(source=source, name=name, email=email, text=text, key=key or None)
            audit.record(None, "ask_removal", source, after={"request": made.pk})
    except IntegrityError:
        return RemovalRequest.objects.get(key=key)
    return made


def decide(request: RemovalRequest, *, grant: bool, answer: str, by: User | None) -> RemovalRequest:
    """Grant or refuse, with the answer the person gets. Granting takes the page down; the words in the stories stay.

    Locks the request. Raises PermissionDenied; WorkflowRefused without an answer, or when it was decided before.
    """
    rights.require(by, "decide_removal")
    if not answer.strip():
        raise WorkflowRefused(_("Write the answer that the person gets, and why."))
    with transaction.atomic():
        locked = RemovalRequest.objects.select_for_update(of=("self",)).select_related("source").get(pk=request.pk)
        if locked.state != RemovalRequest.State.OPEN:
            raise WorkflowRefused(_("Somebody has decided on this request already."))
        locked.state = RemovalRequest.State.GRANTED if grant else RemovalRequest.State.REFUSED
        locked.answer, locked.decided_by, locked.decided_at = answer.strip(), by, timezone.now()
        locked.save()
        source = locked.source
        if grant:
            source.private_individual, source.page_agreed = True, False
            source.save(update_fields=["private_individual", "page_agreed", "modified"])
        audit.record(by, "decide_removal", source, after={"request": locked.pk, "state": locked.state})
        purge("sources", f"source:{source.pk}", gone=grant)
    return locked
