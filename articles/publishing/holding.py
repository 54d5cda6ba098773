"""A planned edition that must not go out any more: held, not for publication, or embargoed beyond its moment by a save.

Visibility is the query and asks nobody, so what forbids publication takes the planned edition away when it is saved.
"""

from __future__ import annotations

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.page_cache import purge
from articles.publishing import audit
from articles.publishing.models import Article
from articles.publishing.steps import drop_planned, iso
from articles.publishing.times import in_words


def reason_against(article: Article) -> str:
    """Why a planned edition of `article` as saved must not go out; "" when it may, or there is none. One query at most."""
    if not (article.legal_hold or article.not_for_publication or article.embargo_until):
        return ""
    planned = article.editions.filter(live_from__gt=timezone.now()).first()
    if planned is None:
        return ""
    if article.legal_hold:
        return _("it is on legal hold")
    if article.not_for_publication:
        return _("it is not for publication")
    if article.embargo_until and planned.live_from < article.embargo_until:
        return _("it is embargoed until %s") % in_words(article.embargo_until)
    return ""


def stop_planned(article: Article, *, by: User | None) -> str:
    """Take a planned edition that must not go out away; the reason, "" when nothing was done.

    Whoever may change the article may do this: it takes away and gives nothing. The caller holds the transaction of the
    save. What readers see now stays as it is.
    """
    reason = reason_against(article)
    if not reason:
        return ""
    start = drop_planned(article, timezone.now())
    audit.record(by, "cancel_schedule", article, before={"live_from": iso(start) if start else None}, note=reason)
    purge(*article.cache_tags(), "front", "feeds", f"section:{article.section_id}")
    return reason
