"""A reader's data as one object, for a file: everything they wrote or that was decided about it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from articles.comments.judging import bans
from articles.comments.judging.gathering import record_of
from articles.comments.models import Comment
from articles.comments.own import elsewhere, log
from articles.comments.own.readers import Reader, reader_by
from articles.comments.responding.models import Recommendation
from articles.comments.responding.who import digest_of_account
from articles.publishing import audit, rights


def export_reader(email: str, *, by: User | None) -> dict[str, Any]:
    """What is kept under `email`, for the desk to hand on. Raises PermissionDenied."""
    rights.require(by, "export_reader")
    with transaction.atomic():
        data = data_of(reader_by(email))
        audit.entry(by, "export_reader", **log.of_reader(None, counted(data))).save(force_insert=True)
    return data


def export_own(reader: Reader) -> dict[str, Any]:
    """What is kept of `reader`, who asks for it."""
    with transaction.atomic():
        data = data_of(reader.whole())
        user_id = reader.user.pk if reader.user else None
        made = audit.entry(None, "export_own", actor_name=log.READER, **log.of_reader(user_id, counted(data)))
        log.by_its_reader(made)
    return data


def counted(data: dict[str, Any]) -> dict[str, int]:
    return {name: len(rows) for name, rows in data.items() if isinstance(rows, list)}


def data_of(reader: Reader) -> dict[str, Any]:
    """Everything of `reader`, ready for JSON. Times in UTC, as ISO 8601."""
    return {
        "exported": told(timezone.now()),
        "addresses": sorted(reader.emails),
        "accounts": [account(user) for user in people(reader)],
        "comments": [remark(comment) for comment in comments(reader)],
        "reports": list(
            shown(reader.reports(), "comment", "why", "words", "law", "name", "email", "state", "answer", "created")
        ),
        "error_reports": list(
            shown(reader.error_reports(), "article", "passage", "words", "name", "email", "state", "answer", "created")
        ),
        "recommendations": list(shown(recommendations(reader), "comment", "created")),
        "decisions": list(
            shown(
                reader.statements(),
                "comment",
                "measure",
                "ground",
                "rule",
                "facts",
                "created",
                "appeal",
                "appeal_words",
                "appeal_answer",
            )
        ),
        "warnings": list(shown(reader.warnings(), "words", "created")),
        "standing": [standing(email) for email in sorted(reader.emails)],
        **elsewhere.rows_of(reader.emails),
    }


def told(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None


def shown(rows, *columns: str):
    """These columns of `rows`, oldest first, with moments as text."""
    for row in rows.order_by("pk").values(*columns):
        yield {name: told(value) if hasattr(value, "isoformat") else value for name, value in row.items()}


def people(reader: Reader) -> list[User]:
    found = list(reader.accounts().order_by("pk"))
    if reader.user is not None and reader.user not in found:
        found.append(reader.user)
    return found


def account(user: User) -> dict[str, Any]:
    keys = Authenticator.objects.filter(user=user).order_by("pk").values("data", "created_at", "last_used_at")
    return {
        "name": user.get_full_name(),
        "email": user.email,
        "made": told(user.date_joined),
        "signed_in": told(user.last_login),
        "passkeys": [
            {"name": key["data"].get("name", ""), "made": told(key["created_at"]), "used": told(key["last_used_at"])}
            for key in keys
        ],
    }


def comments(reader: Reader):
    return reader.comments().select_related("article").order_by("pk").iterator(chunk_size=500)


def remark(comment: Comment) -> dict[str, Any]:
    return {
        "comment": comment.pk,
        "story": comment.article.headline,
        "address": reverse("comment_thread", args=[comment.article.public_id, comment.pk]),
        "answers": comment.parent_id,
        "name": comment.author_name,
        "email": comment.author_email,
        "text": comment.text,
        "text_before_it_was_changed": comment.seen_text,
        "passage": comment.passage,
        "state": comment.status,
        "held_because": [reason.get("rule", "") for reason in comment.reasons],
        "likeness_to_rejected": comment.score,
        "mail_for_answers": comment.tell,
        "recommended": comment.recommendations,
        "posted": told(comment.posted),
        "edited": told(comment.edited_at),
        "decided": told(comment.decided_at),
    }


def recommendations(reader: Reader):
    """Those of accounts: a guest's are kept under a hash of the day, which nobody can lead back to them."""
    return Recommendation.objects.filter(who__in=[digest_of_account(user) for user in people(reader)])


def standing(email: str) -> dict[str, Any]:
    record = record_of(email)
    return {
        "address": email,
        "approved": record.approved,
        "decided_in_the_last_week": record.decided_lately,
        "rejected_in_the_last_week": record.rejected_lately,
        "ban": bans.told_to(email),
    }
