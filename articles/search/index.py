"""The index: kept in the transaction that changes an edition, asked together with what is live.

Every edition is in it, planned and past ones too, and what readers may see is decided when they ask:
`search(Edition.objects.live(), query)`. So a planned story is found from its first moment on, and a withdrawn one from
its last moment on is not, without any job. It holds what stands in the edition and never who said it: whoever may be
named is decided by the row of the source, so a source that is sealed is found no more at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import connections
from django.db.models import QuerySet
from django.utils import timezone

from articles.publishing.models import Edition
from articles.search.backend import MAX_TEXT, Backend, Document, Found, Order
from articles.search.matching import Wanted, sign, wanted_of
from articles.search.postgresql import PostgresqlBackend
from articles.search.query import Query
from articles.search.sqlite import SqliteBackend
from articles.search.words import EMPTY, language_of, lexeme, words_of
from articles.sourcing.models import Source, Statement
from articles.sourcing.names import folded, names_of
from articles.text.sanitise import clean_text

BACKENDS: dict[str, Backend] = {"sqlite": SqliteBackend(), "postgresql": PostgresqlBackend()}
# What is read of an edition.
READ = ("pk", "article", "section", "kind", "language", "headline", "standfirst", "body_text", "first_published")
MOST_BEGUN = 100  # words of the index that a beginning is completed with
SPELT = range(3, 31)  # letters of a word that is known for spelling


def backend_of(using: str) -> Backend:
    """The back end for the database `using`. Raises KeyError for a vendor that the product does not run on."""
    return BACKENDS[connections[using].vendor]


def put(*editions: Edition, using: str = "default") -> set[str]:
    """Index `editions`, each in place of what was known of it; their words. One query besides the index's own."""
    if not editions:
        return set()
    said = said_in(editions, using)
    documents = [document_of(edition, said[edition.article_id]) for edition in editions]
    backend_of(using).put(connections[using], documents)
    return set[str]().union(*(document.spelt for document in documents))


def remove(edition_ids: Iterable[int], using: str = "default") -> None:
    backend_of(using).delete(connections[using], edition_ids)


def put_names(source: Source, using: str = "default") -> None:
    """Know `source` by the words of its names. One query; when they are others than before, some more."""
    words, backend, connection = name_words(source), backend_of(using), connections[using]
    if backend.names_of(connection, source.pk) != words:
        backend.forget_names(connection, source.pk, source.pk)
        backend.put_names(connection, {source.pk: words})


def remove_names(source: int, using: str = "default") -> None:
    backend_of(using).forget_names(connections[using], source, source)


def name_words(source: Source) -> set[str]:
    """The words of the name and the aliases of `source`, without courtesy titles, as they are looked up."""
    return {word for name in names_of(source) for word in words_of(folded(name))}


def said_in(editions: Iterable[Edition], using: str) -> dict[int, list[str]]:
    """The words of every accepted statement of these editions' articles, by article. One query."""
    articles = {edition.article_id for edition in editions}
    rows = Statement.objects.using(using).filter(article__in=articles, state=Statement.State.ACCEPTED).order_by("pk")
    said: dict[int, list[str]] = defaultdict(list)
    for article, words in rows.values_list("article", "words"):
        said[article].append(words)
    return said


def document_of(edition: Edition, said: Iterable[str]) -> Document:
    """What the index knows of `edition`. Of what was `said` only what stands in its words."""
    language = language_of(edition.language)
    body = edition.body_text[:MAX_TEXT]
    texts = [edition.headline, edition.standfirst, body, *(words for words in said if words in edition.body_text)]
    folded = [list(words_of(clean_text(text))) for text in texts]
    headline, standfirst, whole, *quoted = [[lexeme(word, language) for word in words] for words in folded]
    spelt = frozenset(word for words in folded for word in words if len(word) in SPELT and word.isalpha())
    return Document(edition.pk, headline, standfirst, whole, quoted, signs_of(edition), spelt - EMPTY)


def signs_of(edition: Edition) -> list[str]:
    return [
        sign("section", edition.section_id),
        sign("kind", edition.kind),
        sign("language", edition.language),
        sign("year", timezone.localtime(edition.first_published).year),
    ]


def search(
    editions: QuerySet,
    query: Query,
    *,
    order: str = Order.RELEVANCE,
    signs: Sequence[str] = (),
    said: bool = False,
    few: bool = False,
) -> Found:
    """The hits among `editions`, a queryset without slices, best or newest first; none without terms.

    `signs` say what `editions` are narrowed to besides; they let the newest of very many hits be found quickly.
    With `said`, what somebody said must hold the terms. What `editions` are narrowed to otherwise, no index of words
    knows: `few` says that it leaves only some. One query, four at most for words of very many stories; one more for the
    beginning of a word.
    """
    wanted = asked(query, editions.db, signs=signs, said=said)
    if wanted is None:
        return Found()
    return backend_of(editions.db).search(connections[editions.db], editions, wanted, order=order, few=few)


def in_order(editions: QuerySet, query: Query, *, limit: int, oldest_first: bool = False) -> list[int]:
    """The keys of the newest (or oldest) `limit` of `editions` that hold every term, however many do. One query.

    For words of very many stories: it looks at one edition after the other. What `search` gives uncapped needs no walk.
    """
    wanted = asked(query, editions.db)
    if wanted is None:
        return []
    backend = backend_of(editions.db)
    return backend.walk(connections[editions.db], editions, wanted, limit=limit, oldest_first=oldest_first)


def asked(query: Query, using: str, *, signs: Sequence[str] = (), said: bool = False) -> Wanted | None:
    """What the index is asked; None without terms."""
    wanted = wanted_of(query, signs=signs, said=said, expand=lambda beginning: begun(beginning, using))
    return wanted if wanted.terms else None


def begun(beginning: str, using: str) -> list[str]:
    """Words of the index that begin so; none when there are too many: then nearly any begins so. One query."""
    found = backend_of(using).beginning_with(connections[using], beginning, limit=MOST_BEGUN + 1)
    return found if len(found) <= MOST_BEGUN else []
