"""Notes: remarks of the desk on a story or a passage of it; writing, answering, resolving, and where each stands now."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk import presence
from articles.desk.models import Note, Notice
from articles.desk.notices import tell
from articles.publishing import audit, rights
from articles.publishing.models import Article
from articles.publishing.workflow import WorkflowRefused
from articles.text.anchors import LONGEST, Anchor, Passages, Place, anchor_at, fold
from articles.text.sanitise import plain_text

MENTION = re.compile(r"(?<![\w@.])@([\w.@+-]+)")
SHOWN = 400  # notes of one article, the newest


@dataclass
class Thread:
    """One note with its answers. `place` is where its passage stands in the text as saved, None when it is gone."""

    note: Note
    replies: list[Note]
    place: Place | None = None
    words: str = ""  # the passage as it reads now
    before: str = ""  # what stands before it now, to tell it from the same words elsewhere
    may_resolve: bool = False

    @property
    def orphan(self) -> bool:
        return bool(self.note.quote) and self.place is None


@dataclass
class Written:
    note: Note
    told: list[User] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)  # mentioned names that no one who may read the story has


def write(
    article: Article, *, by: User, text: str, anchor: Anchor | None = None, parent: Note | None = None
) -> Written:
    """Add a note to `article`, on a passage when `anchor` has a quote, as an answer when there is a `parent`.

    People named by @username get a notice, and so does whoever is answered. Raises PermissionDenied, or WorkflowRefused
    for an empty text or an answer to another story's note.
    """
    require_note(by, "articles.add_note", article)
    text = text.strip()
    if not text:
        raise WorkflowRefused(_("Write what you want to say."))
    with transaction.atomic():
        root = locked_root(article, parent) if parent else None
        placed = anchored(article, anchor) if anchor and root is None else Anchor("")
        note = Note.objects.create(
            article=article,
            parent=root,
            author=by,
            text=text[:4000],
            quote=placed.quote,
            before=placed.before,
            after=placed.after,
        )
        mentioned, unknown = people_named_in(text, article)
        note.mentions.set(mentioned)
        audit.record(by, "note", article, after={"note": note.pk, **({"answers": root.pk} if root else {})})
        told = tell_them(note, mentioned, root, by)
    return Written(note, told, unknown)


def resolve(note: Note, *, by: User) -> Note:
    """Close the thread of `note`. Locks the row. Raises PermissionDenied, WorkflowRefused when it is closed already."""
    return set_resolved(note, by=by, resolved=True)


def reopen(note: Note, *, by: User) -> Note:
    return set_resolved(note, by=by, resolved=False)


def set_resolved(note: Note, *, by: User, resolved: bool) -> Note:
    with transaction.atomic():
        rows = Note.objects.select_for_update(of=("self",)).select_related("article__section")
        locked = rows.get(pk=note.parent_id or note.pk)
        require_note(by, "articles.view_article", locked.article)
        if not may_resolve(locked, by):
            raise PermissionDenied(_("Only who wrote the note, or someone who may change notes, may do this."))
        if resolved == (locked.resolved_at is not None):
            raise WorkflowRefused(_("Someone did this before you; the note shows it now."))
        locked.resolved_at = timezone.now() if resolved else None
        locked.resolved_by = by if resolved else None
        locked.save(update_fields=["resolved_at", "resolved_by"])
        audit.record(by, "resolve_note" if resolved else "reopen_note", locked.article, after={"note": locked.pk})
    return locked


def may_resolve(note: Note, by: User) -> bool:
    return note.author_id == by.pk or by.has_perm("articles.change_note")


def require_note(by: User, permission: str, article: Article) -> None:
    """Notes are for people of the desk who may read the story; the limit to sections holds for writing."""
    if not (by.is_staff and rights.holds(by, "articles.view_article")):
        raise PermissionDenied(_("Notes are for people of the desk who may read the article."))
    rights.require_permission(by, permission, article)


def locked_root(article: Article, parent: Note) -> Note:
    """The note that begins the thread of `parent`: answers to answers stand in the same thread."""
    root = Note.objects.select_for_update(of=("self",)).select_related("author").get(pk=parent.parent_id or parent.pk)
    if root.article_id != article.pk:
        raise WorkflowRefused(_("That note stands on another article."))
    return root


def anchored(article: Article, anchor: Anchor) -> Anchor:
    """`anchor` with the surroundings it has in the text as saved; as sent when its words are not saved yet."""
    quote = fold(anchor.quote)[:LONGEST]
    sent = Anchor(quote, fold(anchor.before)[-60:], fold(anchor.after)[:60])
    passages = Passages(plain_text(article.body))
    place = passages.find(sent) if quote else None
    return anchor_at(passages.text, place.start, place.end) if place and place.exact else sent


def people_named_in(text: str, article: Article) -> tuple[list[User], list[str]]:
    """Those named by @username who may read `article`, and the names that nobody of them has."""
    names = list(dict.fromkeys(name.rstrip(".@+-") for name in MENTION.findall(text)))[:20]
    found = User.objects.filter(username__in=names, is_active=True, is_staff=True) if names else []
    readers = [who for who in found if who.has_perm("articles.view_article")]
    known = {who.get_username() for who in readers}
    return readers, [name for name in names if name and name not in known]


def tell_them(note: Note, mentioned: list[User], root: Note | None, by: User) -> list[User]:
    values = {"who": presence.name_of(by), "headline": note.article.headline, "text": note.text}
    told = [who for who in mentioned if who != by]
    for who in told:
        words = _("%(who)s mentioned you on “%(headline)s”: %(text)s") % values
        tell(who, Notice.Kind.MENTIONED, words, note.article)
    if root is not None and root.author != by and root.author not in told:
        words = _("%(who)s answered your note on “%(headline)s”: %(text)s") % values
        tell(root.author, Notice.Kind.MENTIONED, words, note.article)
    return told


def threads_of(article: Article, by: User) -> list[Thread]:
    """The threads of `article`: open ones first in the order of the text, then the resolved. One query."""
    newest = article.notes.select_related("author", "resolved_by").order_by("-pk")[:SHOWN]
    notes = list(reversed(newest))
    if not notes:
        return []
    replies: dict[int, list[Note]] = {}
    for note in notes:
        if note.parent_id:
            replies.setdefault(note.parent_id, []).append(note)
    passages = Passages(plain_text(article.body))
    threads = [thread_of(note, replies.get(note.pk, []), passages, by) for note in notes if note.parent_id is None]
    return sorted(threads, key=order_of)


def open_threads(article: str = "pk") -> Coalesce:
    """An expression for a query of articles: how many threads are open on each; `article` is the way to its key."""
    rows = Note.objects.filter(article=OuterRef(article), parent=None, resolved_at=None).order_by().values("article")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


def thread_of(note: Note, replies: list[Note], passages: Passages, by: User) -> Thread:
    place = passages.find(Anchor(note.quote, note.before, note.after)) if note.quote else None
    return Thread(
        note,
        replies,
        place,
        passages.words_at(place) if place else "",
        passages.text[max(0, place.start - 30) : place.start] if place else "",
        may_resolve(note, by),
    )


def order_of(thread: Thread) -> tuple:
    """Open before resolved; on the whole story first, then by place, then those whose words are gone."""
    start = thread.place.start if thread.place else (-1 if not thread.note.quote else 10**9)
    return (thread.note.resolved_at is not None, start, thread.note.pk)
