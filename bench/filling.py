"""What `make bench` serves: the demo, many stories, one with 50 comments, and somebody who is signed in at the desk.

Run inside the environment of the server: `python -m bench.filling STORIES`. Leaves the addresses in VAR_DIR/bench.json.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

COMMENTS = 50
LIVELY = 200  # stories that take comments
PAGE = 1_000  # of the archive; of a smaller newsroom the last


def main(stories: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    import django

    django.setup()
    from django.contrib.auth.models import User

    from articles.models import Article, Edition
    from bench.many import fill
    from bench.many_comments import converse

    filled = fill(stories, by=User.objects.filter(is_superuser=True).first())
    lively = [article.pk for article in filled[: LIVELY + 1]]  # one story takes 60 comments a minute
    Article.objects.filter(pk__in=lively).update(comment_policy="open")
    editions = Edition.objects.select_related("section", "article")
    busy = editions.get(article=filled[0])
    converse(busy, COMMENTS)
    addresses: dict[str, Any] = {
        "article": busy.path,
        "front": "/",
        "section": f"/{busy.section.slug}/",
        "archive": "/archive/",
        "archive_far": f"/archive/?before={far(stories)}",
        "search": "/search/?q=harbour",
        "feed": "/feeds/all.rss",
        "forms": [f"/comments/{article.public_id}/post/" for article in filled[1 : LIVELY + 1]],
        "desk": "/admin/articles/article/",
        "session": signed_in(),
    }
    Path(os.environ["VAR_DIR"], "bench.json").write_text(json.dumps(addresses), encoding="utf-8")


def far(stories: int) -> str:
    """The cursor at which the archive's page 1,000 begins, or the last page of what there is."""
    from articles.models import Edition
    from articles.reading.cursors import PAGE_SIZE, cursor_of

    place = min(PAGE - 1, max(1, stories // PAGE_SIZE - 1)) * PAGE_SIZE
    edition = Edition.objects.live().newest_first()[place - 1]
    return cursor_of(edition.first_published, edition.pk)


def signed_in() -> str:
    """The key of a session of an administrator of its own."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import User
    from django.contrib.sessions.backends.db import SessionStore

    root = User.objects.create_user("bench", is_staff=True, is_superuser=True)
    session = SessionStore()
    session[SESSION_KEY] = str(root.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = root.get_session_auth_hash()
    session.create()
    return str(session.session_key)


if __name__ == "__main__":
    main(int(sys.argv[1]))
