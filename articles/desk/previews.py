"""Preview links: a way for someone without an account to read one working copy, for a time. Make, revoke, open, approve.

A link is 32 random bytes, shown once; only their SHA-256 is kept, so that nobody who reads the database can open one.
A link that expired, was revoked or never was is answered alike. Each opening is logged, without any address.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk import notices
from articles.desk.models import Notice, PreviewLink, PreviewRead
from articles.publishing import audit, revisions
from articles.publishing.approvals import approved
from articles.publishing.models import Approval, Article, Revision
from articles.publishing.rights import require_permission

RIGHT = "articles.change_article"
BYTES = 32
READ, APPROVE = "read", "approve"


class PreviewRefused(Exception):
    """A verb on a preview link that cannot be done; its text is a sentence for whoever asked."""


class NotTheNewest(PreviewRefused):
    """The text changed after the reader of the link had read it."""


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def make(
    article: Article, *, by: User, label: str, expires: datetime, may_approve: bool = False
) -> tuple[PreviewLink, str]:
    """A new link to `article` for `label`, and its token, which cannot be shown again. Locks the article.

    Raises PermissionDenied, or PreviewRefused for a moment that has passed or no name.
    """
    require_permission(by, RIGHT, article)
    if not label.strip():
        raise PreviewRefused(_("Say whom the link is for."))
    if expires <= timezone.now():
        raise PreviewRefused(_("That moment has passed. Choose a later one."))
    token = secrets.token_urlsafe(BYTES)
    with transaction.atomic():
        revisions.record(article, user=by)  # what the link shows is a revision; an imported story may have none
        link = PreviewLink.objects.create(
            article=article,
            digest=digest_of(token),
            label=label.strip()[:120],
            may_approve=may_approve,
            created_by=by,
            expires=expires,
        )
        told = {"link": link.pk, "for": link.label, "expires": expires.isoformat(), "may_approve": may_approve}
        audit.record(by, "make_preview", article, after=told)
    return link, token


def revoke(link: PreviewLink, *, by: User) -> None:
    """From now on the link answers like one that never was. Raises PreviewRefused when it was revoked before."""
    require_permission(by, RIGHT, link.article)
    with transaction.atomic():
        locked = PreviewLink.objects.select_for_update(of=("self",)).select_related("article").get(pk=link.pk)
        if locked.revoked_at is not None:
            raise PreviewRefused(_("It was revoked already."))
        locked.revoked_at = timezone.now()
        locked.save(update_fields=["revoked_at"])
        audit.record(by, "revoke_preview", locked.article, before={"link": locked.pk, "for": locked.label})


def find(token: str) -> PreviewLink | None:
    """The link that `token` opens now, with its article and section; None when there is no such link, or no more."""
    links = PreviewLink.objects.filter(digest=digest_of(token), revoked_at=None, expires__gt=timezone.now())
    return links.select_related("article", "article__section").first()


def newest_revision(link: PreviewLink) -> Revision:
    newest = Revision.objects.filter(article=link.article_id).order_by("-number")[0]
    newest.article = link.article
    return newest


def log_read(link: PreviewLink, revision: Revision) -> PreviewRead:
    return PreviewRead.objects.create(link=link, revision=revision, verb=READ)


def approve(link: PreviewLink, *, revision: int, name: str) -> bool:
    """The yes of the link's reader, who signs as `name`, to the revision they read. Locks the article.

    Pressing twice makes one approval; False for the second. Raises PreviewRefused when the link asks for none or without a name, and
    NotTheNewest when `revision` (a key) is not what the working copy holds any more.
    """
    name = " ".join(name.split())[:120]
    if not link.may_approve:
        raise PreviewRefused(_("This link is for reading only."))
    if not name:
        raise PreviewRefused(_("Enter your name."))
    with transaction.atomic():
        article = Article.objects.select_for_update(of=("self",)).select_related("reporter").get(pk=link.article_id)
        newest = newest_revision(link)
        if newest.pk != revision:
            raise NotTheNewest(_("The text has changed since you read it. Read it again before you approve it."))
        if approval_by(link, newest):
            return False
        PreviewRead.objects.create(link=link, revision=newest, verb=APPROVE)
        approval = Approval.objects.create(
            revision=newest, name=name, note=_("by the preview link for %s") % link.label
        )
        audit.entry(
            None,
            "approve_preview",
            object_type="article",
            object_id=article.pk,
            object_name=str(article),
            after={"link": link.pk, "for": link.label, "revision": newest.number},
            actor_name=_("%s (preview link)") % name,
        ).save(force_insert=True)
        tell_of(approval, article, link.created_by)
    return True


def approval_by(link: PreviewLink, revision: Revision) -> PreviewRead | None:
    """When the reader of the link approved that very revision, if they did."""
    return PreviewRead.objects.filter(link=link, revision=revision, verb=APPROVE).first()


def tell_of(approval: Approval, article: Article, maker: User) -> None:
    """The maker of the link learns of it, and whoever listens for approvals (the reporter); nobody twice."""
    text = _("%(who)s approved “%(headline)s” by a preview link.") % {
        "who": approval.name,
        "headline": article.headline,
    }
    notices.tell(maker, Notice.Kind.APPROVED, text, article)
    if article.reporter != maker:
        approved.send(sender=None, approval=approval, article=article)


def links_of(article: Article) -> QuerySet[PreviewLink]:
    """The links of `article`, newest first, each with how often it was read, when last, and when it approved. One query."""
    return article.preview_links.select_related("created_by").annotate(
        times_read=Count("reads", filter=Q(reads__verb=READ)),
        last_read=Max("reads__at", filter=Q(reads__verb=READ)),
        approved_at=Max("reads__at", filter=Q(reads__verb=APPROVE)),
    )
