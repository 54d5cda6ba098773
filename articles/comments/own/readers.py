"""Reader: somebody who proved what is theirs, and every row of the conversation that is."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.db.models import Q, QuerySet

from articles.comments.accounts.who import is_reader
from articles.comments.cleaning import clean_email
from articles.comments.desk.models import ReaderWarning, StatementOfReasons
from articles.comments.errors.models import ErrorReport
from articles.comments.judging.bans import digests_of
from articles.comments.models import Comment
from articles.comments.responding.models import Report


@dataclass(frozen=True)
class Reader:
    """`user` by signing in, `emails` by a link or a code that was mailed there, `ids` of comments by this browser's cookie.

    `user_ids` are the accounts under these addresses, when they were looked up (`whole`). Each proves what it says and no more: a cookie's comments are its holder's, other comments under their address are not.
    """

    user: User | None = None
    emails: frozenset[str] = frozenset()
    ids: tuple[int, ...] = ()
    user_ids: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.user or self.emails or self.ids)

    @property
    def proved_more_than_a_browser(self) -> bool:
        return bool(self.user or self.emails)

    def is_writer_of(self) -> Q:
        """The condition of a comment of theirs, deleted ones aside."""
        found = Q(pk__in=self.ids, user__isnull=True)
        if keys := self.user_keys():
            found |= Q(user__in=keys)
        if self.emails:
            found |= Q(author_email__in=self.emails)
        return found & ~Q(status=Comment.Status.DELETED)

    def user_keys(self) -> frozenset[int]:
        return self.user_ids | ({self.user.pk} if self.user else set())

    def whole(self) -> Reader:
        """With every account under these addresses, and every address of these accounts. Two queries."""
        accounts = list(self.accounts())
        proved = EmailAddress.objects.filter(user__in=accounts, verified=True).values_list("email", flat=True)
        emails = {email.lower() for email in (*proved, *(user.email for user in accounts))} - {""}
        return Reader(self.user, self.emails | emails, self.ids, frozenset(user.pk for user in accounts))

    def comments(self) -> QuerySet[Comment]:
        return Comment.objects.filter(self.is_writer_of())

    def wrote(self, comment: Comment) -> bool:
        """Whether `comment` is theirs. No query."""
        if comment.status == Comment.Status.DELETED:
            return False
        if self.user is not None and comment.user_id == self.user.pk:
            return True
        by_cookie = comment.user_id is None and comment.pk in self.ids
        return by_cookie or (bool(comment.author_email) and comment.author_email in self.emails)

    def reports(self) -> QuerySet[Report]:
        return Report.objects.filter(any_case("email", self.emails) | Q(user__in=self.user_keys()))

    def error_reports(self) -> QuerySet[ErrorReport]:
        return ErrorReport.objects.filter(any_case("email", self.emails))

    def statements(self) -> QuerySet[StatementOfReasons]:
        """Decisions that were mailed to them, and those on their comments."""
        return StatementOfReasons.objects.filter(
            any_case("email", self.emails) | Q(comment__in=self.comments().values("pk"))
        )

    def warnings(self) -> QuerySet[ReaderWarning]:
        digests = [digest for email in self.emails for digest in digests_of(email)]
        return ReaderWarning.objects.filter(Q(who__in=digests) | Q(comment__in=self.comments().values("pk")))

    def accounts(self) -> QuerySet[User]:
        """Readers' accounts under these addresses. An account of the desk is nobody's here: it is looked after there."""
        found = any_case("email", self.emails) | Q(
            pk__in=EmailAddress.objects.filter(any_case("email", self.emails)).values("user")
        )
        if self.user is not None and is_reader(self.user):
            found |= Q(pk=self.user.pk)
        return User.objects.filter(found, is_staff=False, is_superuser=False)


def any_case(field: str, emails: frozenset[str]) -> Q:
    """`field` is one of `emails`, however it was written; nothing for none."""
    found = Q(pk__in=[])
    for email in sorted(emails):
        found |= Q(**{f"{field}__iexact": email})
    return found


def reader_by(email: str) -> Reader:
    """Everybody who ever used `email`, for the desk and for a link that was mailed there. Two queries."""
    return Reader(emails=frozenset({clean_email(email)})).whole()
