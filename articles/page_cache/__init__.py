"""Pages that are kept and never out of date: what they show, what changed, and the WSGI layer that answers with them.

Knows no models. Read marking.py first (what a view says of its page), then changes.py (what a verb says it changed),
generations.py (how the two meet), then layer.py (how a request is answered), finding.py and sending.py.
"""

from articles.page_cache.changes import purge, purged, watch
from articles.page_cache.marking import (
    CDN_TAGS_HEADER,
    TAGS_HEADER,
    UNTIL_HEADER,
    drawing_ends,
    frame_shows,
    holds_until,
    moment_of,
    public_page,
    shows,
    tags_of,
)

__all__ = [
    "CDN_TAGS_HEADER",
    "TAGS_HEADER",
    "UNTIL_HEADER",
    "drawing_ends",
    "frame_shows",
    "holds_until",
    "moment_of",
    "public_page",
    "purge",
    "purged",
    "shows",
    "tags_of",
    "watch",
]
