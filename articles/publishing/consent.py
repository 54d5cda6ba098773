"""Whose text a working copy holds, and whether a second person agreed to it.

An approval stands on one revision. It goes on holding while revisions after it change nothing that readers will see (a
stage, a due time, who works on it); a changed word needs a new one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from articles.publishing import revisions
from articles.publishing.models import Approval, Article, Revision

# What a revision keeps of the desk's own planning: no reader ever sees it.
PLANNING = frozenset({"stage", "reporter_id", "editor_id", "due", "wanted_length", "planned_for"})


def is_approved(article: Article) -> bool:
    """Whether someone with an account approved the text as it stands in the database. At most five queries.

    The yes of a preview link does not count: whoever made the link could give it to themselves.
    """
    given = Approval.objects.filter(revision__article=article, user__isnull=False).order_by()
    agreed = set(given.values_list("revision_id", flat=True))
    return bool(agreed) and any(revision.pk in agreed for revision in revisions_of_this_text(article))


def revisions_of_this_text(article: Article) -> Iterator[Revision]:
    """The newest revisions that hold for readers what `article` holds now, newest first; the last one wrote the text."""
    wanted = readers_part(revisions.snapshot(article))
    for revision in article.revisions.order_by("-number").iterator(chunk_size=20):
        if readers_part(revision.content) != wanted:
            return
        yield revision


def readers_part(content: dict[str, Any]) -> str:
    """The digest of what readers will see of a snapshot."""
    return revisions.digest_of({name: value for name, value in content.items() if name not in PLANNING})
