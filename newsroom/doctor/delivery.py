"""Whether pages are kept, whether other machines are heard, and whether a CDN was told of every change."""

from __future__ import annotations

from django.conf import settings

from articles.page_cache import hearing, metrics, telling
from articles.page_cache.generations import HEARD, here
from newsroom.backups.making import in_words
from newsroom.doctor.findings import Finding, bad, note, ok, warning

HITS = ("hit", "stale")


def kept_pages() -> Finding:
    """What the workers of this machine counted since it started."""
    if not settings.PAGE_CACHE:
        if settings.DEBUG:
            return ok("With DEBUG each page is made anew.")
        return warning("No page is kept: each is made anew for each reader.", "Take PAGE_CACHE=0 out of the settings.")
    try:
        generations, seen = here(), metrics.counters()
    except OSError as error:
        return bad(
            f"Pages cannot be kept in {settings.PAGE_CACHE_FOLDER}: {error}.",
            "Give the folder to the account that serves, on a disk with room.",
        )
    if hearing.is_wanted() and generations.read_time(HEARD) and not hearing.is_heard(generations):
        return note(
            "No worker hears what other machines change: pages are good for five seconds only.",
            "Start the server. If it runs, see that DATABASE_URL leads to PostgreSQL itself and not to a pooler.",
        )
    asked = sum(seen[name] for name in (*HITS, "miss", "refused"))
    if not asked:
        return ok("Pages are kept; nobody has asked for one since the machine started.")
    share = 100 * sum(seen[name] for name in HITS) // asked
    return ok(
        f"{share} % of {asked} pages came from a copy, {seen['stale']} of them old ones; "
        f"{in_words(seen['disk_bytes'])} on disk."
    )


def purges() -> Finding:
    """What a CDN or Varnish was not told yet: until it is, it shows what is out of date."""
    late = [each for each in telling.waiting() if each.get("tries")] if settings.PAGE_CACHE_PURGE_URLS else []
    if late:
        return bad(
            f"{len(late)} changes could not be told to {late[0].get('url')}: {late[0].get('error')}",
            "See PURGE_URLS and PURGE_HEADER; they are sent again by themselves.",
        )
    return ok("Whoever keeps copies was told of every change.")
