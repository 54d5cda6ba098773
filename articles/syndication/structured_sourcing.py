"""What machines read of sourcing: quotations with who spoke them, works cited, and a source with all it said.

Who spoke is what `sourcing.terms.attribution_of` shows readers. Whoever is only described is nobody's entity: the
description stands as the credit of the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.sourcing.models import Evidence, Role, Source, Statement
from articles.sourcing.terms import attribution_of
from articles.syndication.addresses import absolute
from articles.syndication.structured_data import script_json
from articles.text.excerpt import shorten

Thing = dict[str, Any]

TYPES = {
    Source.Kind.PERSON: "Person",
    Source.Kind.ORGANISATION: "Organization",
    Source.Kind.PUBLICATION: "Organization",
    Source.Kind.DOCUMENT: "CreativeWork",
}
MOST_QUOTATIONS = 30  # of a story
WORDS_IN_ALL = 1_800  # characters of all its quotations; thirty get sixty each
MARKS = '“”"«»„‟ \u00a0\u202f'


def citations_of(statements: Iterable[Statement], shown: Mapping[int, Sequence[Evidence]]) -> list[Thing]:
    """What a story cites, in the order of the text: its first quotations, the documents that speak in it, and what readers
    can look up. A paraphrase is nobody's words and no quotation. Of many quotations each gets fewer words: all of them
    stand on the page, marked, and a long story must not weigh twice what it says.
    """
    known: dict[int, str] = {}
    spoken = [
        statement
        for statement in statements
        if statement.kind != Statement.Kind.PARAPHRASE and attribution_of(statement) is not None
    ][:MOST_QUOTATIONS]
    longest = WORDS_IN_ALL // max(len(spoken), 1)
    cited = [quotation(statement, known, longest=longest) for statement in spoken]
    return [*cited, *documents_of(statements, known), *works_of(shown)]


def quotation(statement: Statement, known: dict[int, str], *, longest: int | None = None) -> Thing:
    """The Quotation of a statement that readers may know, of `longest` characters. Who has a page is told once and then
    referred to; `known` has the `@id` of those told.
    """
    who = attribution_of(statement)
    if who is None or statement.source is None:
        raise ValueError("readers may not know who says this")
    words = exact_words(statement)
    thing: Thing = {"@type": "Quotation", "text": shorten(words, longest) if longest else words}
    if not who.is_named:
        return thing | {"creditText": who.name}
    if statement.said_on:
        thing["dateCreated"] = statement.said_on.isoformat()
    # Only a person or an organisation speaks; words of a document are a part of it.
    is_work = TYPES[Source.Kind(statement.source.kind)] == "CreativeWork"
    return thing | {"isPartOf" if is_work else "spokenByCharacter": mention(statement.source, known)}


def exact_words(statement: Statement) -> str:
    """The words in quotation marks, without the marks; a quotation in pieces is joined as one would print it."""
    quotes = [quote.strip(MARKS) for quote in statement.quotes if isinstance(quote, str)]
    return " … ".join(quote for quote in quotes if quote) or statement.words.strip(MARKS)


def mention(source: Source, known: dict[int, str]) -> Thing:
    """A source that readers may know by name: in full the first time, then by its `@id`."""
    if not source.has_page():
        return {"@type": TYPES[Source.Kind(source.kind)], "name": source.name}
    if source.pk in known:
        return {"@id": known[source.pk]}
    # Short, and of this page alone: sixty quotations with whole addresses are a tenth of a long story.
    known[source.pk] = f"#speaker-{len(known) + 1}"
    page = absolute(source.get_absolute_url())
    return {"@type": TYPES[Source.Kind(source.kind)], "@id": known[source.pk], "name": source.name, "url": page}


def documents_of(statements: Iterable[Statement], known: dict[int, str]) -> list[Thing]:
    """The documents and publications that are reported and not quoted, each once."""
    found: dict[int, Thing] = {}
    for statement in statements:
        source, who = statement.source, attribution_of(statement)
        if source is None or who is None or not who.is_named or source.pk in known or source.pk in found:
            continue
        if source.kind == Source.Kind.DOCUMENT:
            found[source.pk] = mention(source, known)
    return list(found.values())


def works_of(shown: Mapping[int, Sequence[Evidence]]) -> list[Thing]:
    """The addresses that readers can look up, each once."""
    works: dict[str, Thing] = {}
    for row in (row for rows in shown.values() for row in rows if row.url):
        name = {"name": row.description} if row.description else {}
        works.setdefault(row.url, {"@type": "CreativeWork", "url": row.url, **name})
    return list(works.values())


def source_page(
    source: Source, roles: Iterable[Role], affiliation: Source | None, said: Sequence[Statement]
) -> SafeString:
    """The `<script type="application/ld+json">` of a source's page: who it is, and the Quotations on the page.

    Each of `said` has the `headline` and `path` of its story. `affiliation` when readers may know it.
    """
    page = absolute(source.get_absolute_url())
    entity: Thing = {
        "@type": TYPES[Source.Kind(source.kind)],
        "@id": page,
        "name": source.name,
        "url": page,
        "description": source.description,
        "sameAs": source.website,
    }
    if source.kind == Source.Kind.PERSON:
        entity["jobTitle"] = [role.title for role in roles if role.held_until is None]
    if affiliation is not None:
        relation = {"Person": "affiliation", "Organization": "parentOrganization"}.get(entity["@type"], "publisher")
        entity[relation] = mention(affiliation, {})
    known = {source.pk: page}
    quoted = [
        quotation(one, known) | {"subjectOf": story_of(one)} for one in said if one.kind != Statement.Kind.PARAPHRASE
    ]
    graph = [{name: value for name, value in entity.items() if value}, *quoted]
    data = {"@context": "https://schema.org", "@graph": graph}
    return format_html('<script type="application/ld+json">{}</script>', script_json(data))


def story_of(statement: Any) -> Thing:
    return {"@type": "NewsArticle", "headline": statement.headline, "url": absolute(statement.path)}
