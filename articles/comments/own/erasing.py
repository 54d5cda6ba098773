"""Erasing a reader: every word and name of theirs, everywhere, in one transaction; threads keep their shape.

What stays: that there was a comment, when, and what was decided on it; bans and warnings under a keyed digest of the
address, which names nobody and keeps somebody banned from coming back by asking for erasure. Backups: README.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from importlib import import_module

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models import QuerySet

from articles.comments.discussions.counts import hold, recount_responses
from articles.comments.mailing.models import MailConsent
from articles.comments.models import Comment
from articles.comments.own import elsewhere, log
from articles.comments.own.emptying import REMOVED, empty
from articles.comments.own.readers import Reader, reader_by
from articles.comments.responding.models import Recommendation, Report
from articles.comments.responding.who import digest_of_account
from articles.page_cache import purge
from articles.publishing import audit, rights


@dataclass(frozen=True)
class Counts:
    """How many rows are a reader's, by kind: what the page of confirmation shows and the audit log keeps."""

    comments: int = 0
    reports: int = 0
    error_reports: int = 0
    statements: int = 0
    accounts: int = 0
    elsewhere: int = 0

    def __bool__(self) -> bool:
        return any(asdict(self).values())


def counts_of(reader: Reader) -> Counts:
    """Five queries, and one for each package that keeps something besides (elsewhere.py)."""
    return Counts(
        comments=reader.comments().count(),
        reports=reader.reports().count(),
        error_reports=reader.error_reports().count(),
        statements=reader.statements().count(),
        accounts=reader.accounts().count(),
        elsewhere=elsewhere.count(reader.emails),
    )


def erase_reader(email: str, *, by: User | None) -> Counts:
    """Erase whoever used `email`, for the desk. Raises PermissionDenied. Again does nothing, and is noted all the same."""
    rights.require(by, "erase_reader")
    with transaction.atomic():
        counts = _erase(reader_by(email))
        audit.entry(by, "erase_reader", **log.of_reader(None, asdict(counts))).save(force_insert=True)
    tidy_file()
    return counts


def erase_own(reader: Reader) -> Counts:
    """Erase `reader`, who asks for it. An account of the desk loses its comments here and stays at the desk."""
    with transaction.atomic():
        user_id = reader.user.pk if reader.user else None
        counts = _erase(reader)
        made = audit.entry(None, "erase_own", actor_name=log.READER, **log.of_reader(user_id, asdict(counts)))
        log.by_its_reader(made)
    tidy_file()
    return counts


def _erase(reader: Reader) -> Counts:
    """In a transaction. What leads to other rows (comments, accounts) goes last."""
    everything = reader.whole()
    accounts = list(everything.accounts())
    theirs = [*accounts, *([reader.user] if reader.user else [])]
    comments = locked_comments(everything, recommended_by(theirs))
    counts = counts_of(everything)
    erase_statements(everything)
    erase_reports(everything)
    MailConsent.objects.filter(email__in=everything.emails).delete()
    elsewhere.forget(everything.emails)
    erase_recommendations(theirs)
    empty(comments)
    forget_sessions({str(user.pk) for user in accounts}, everything.emails)
    user_type = ContentType.objects.get_for_model(User)
    seen = LogEntry.objects.filter(content_type=user_type, object_id__in=[str(user.pk) for user in accounts])
    seen.update(object_repr=REMOVED, change_message="")
    for user in accounts:
        user.delete()
    return counts


def locked_comments(reader: Reader, recommended: QuerySet[Recommendation]) -> list[Comment]:
    """The reader's comments, locked, and the conversations of these and of what they recommended before them.

    What they post meanwhile under one more story is posted after the erasure. Answers before what they answer, the order
    in which the database itself locks both when an answer is stored (it must see that they are there).
    """
    stories = set(reader.comments().order_by().values_list("article_id", flat=True))
    held = hold(stories | set(recommended.values_list("comment__article_id", flat=True)))
    locked = reader.comments().order_by("-pk").select_for_update(of=("self",))
    return [comment for comment in locked if comment.article_id in held]


def recommended_by(users: list[User]) -> QuerySet[Recommendation]:
    return Recommendation.objects.filter(who__in=[digest_of_account(user) for user in users])


def erase_statements(reader: Reader) -> None:
    """Decisions and warnings keep what was decided and when; their words may repeat the reader's."""
    told = reader.statements()
    told.exclude(appeal_words="").update(appeal_words=REMOVED)
    told.exclude(appeal_answer="").update(appeal_answer=REMOVED)
    told.update(email="", facts=REMOVED)
    reader.warnings().update(words=REMOVED)


def erase_reports(reader: Reader) -> None:
    """What they reported stays as a number of reports; an error they found in a story stays on the editors' list."""
    reports = reader.reports()
    reports.exclude(why=Report.Why.ILLEGAL).update(words="")
    reports.filter(why=Report.Why.ILLEGAL).update(words=REMOVED)
    reports.update(answer="", law="", name="", email="", who="", user=None)
    reader.error_reports().update(words=REMOVED, answer="", name="", email="")


def erase_recommendations(users: list[User]) -> None:
    """Those of accounts, with the counts of what they recommended. A guest's are nobody's by now."""
    given = recommended_by(users)
    comments = Comment.objects.filter(pk__in=given.values("comment")).order_by("pk")
    found = dict(comments.select_for_update(of=("self",), no_key=True).values_list("pk", "article_id"))
    given.delete()
    recount_responses(found)
    purge(*(f"comments:{article}" for article in set(found.values())))


def forget_sessions(user_ids: set[str], emails: frozenset[str]) -> int:
    """End the sessions of these accounts, and those in which somebody was about to sign in with one of these addresses.

    Reads every session, some 20,000 a second: nothing in a session says in the open whose it is. One that nobody can
    read any more, signed under a key of old, goes as well.
    """
    gone = []
    for session in Session.objects.order_by("pk").iterator():
        content = session.get_decoded()
        is_theirs = str(content.get("_auth_user_id", "")) in user_ids and is_of_reader(content)
        words = repr({key: value for key, value in content.items() if key.startswith(("account_", "mfa", "login"))})
        if not content or is_theirs or any(email in words.lower() for email in emails):
            gone.append(session.session_key)
    end_sessions(gone)
    # A request that came in between read the row that is gone only now, and put it into the cache once more.
    transaction.on_commit(lambda: end_sessions(gone))
    return len(gone)


def end_sessions(keys: list[str]) -> None:
    """In the database and in the cache before it."""
    SessionStore = import_module(settings.SESSION_ENGINE).SessionStore  # noqa: N806 - a class
    for key in keys:
        SessionStore(key).delete()


def is_of_reader(content: dict) -> bool:
    return str(content.get("_auth_user_backend", "")).startswith("articles.comments.")


def tidy_file() -> None:
    """After the commit: let SQLite's journal be written out and cut off, so that no copy of what went stands in it.

    While somebody reads an older state it stays as it is until `purge_comment_data` runs.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.fetchall()
