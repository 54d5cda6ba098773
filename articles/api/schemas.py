"""What the interface answers, as JSON Schema: each object with all its names, and no other.

A test holds real answers against these, so they cannot say anything else than shapes.py does.
"""

from __future__ import annotations

from typing import Any

from articles.comments.models import Comment
from articles.publishing.models import Correction
from articles.publishing.models.article import Direction, Kind
from articles.sourcing.models import Evidence, Source, Statement

Schema = dict[str, Any]


def thing(**properties: Schema) -> Schema:
    """An object that has all of `properties` and nothing besides."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def text(about: str = "", **more: Any) -> Schema:
    return {"type": "string", **({"description": about} if about else {}), **more}


def perhaps(schema: Schema) -> Schema:
    """`schema`, or null."""
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    if "enum" in schema:
        return schema | {"type": [schema["type"], "null"], "enum": [*schema["enum"], None]}
    return schema | {"type": [schema["type"], "null"]}


def many(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def page(name: str) -> Schema:
    return thing(results=many(ref(name)) | {"maxItems": 100}, next=perhaps(URL | {"description": "The next page."}))


URL = text(format="uri")
MOMENT = text(format="date-time")
DAY = text(format="date")
NUMBER: Schema = {"type": "integer"}
TRUTH: Schema = {"type": "boolean"}

NAMED = {"slug": text(), "name": text(), "url": URL}
ARTICLE: dict[str, Schema] = {
    "id": text("Stays the same when section, headline and address change."),
    "url": URL,
    "api_url": URL,
    "kind": text(enum=Kind.values),
    "label": perhaps(text("What readers are told it is; null for news. Show it wherever you show the headline.")),
    "headline": text(),
    "kicker": text(),
    "standfirst": text(),
    "byline": text("As printed, where authors have no pages."),
    "dateline": text(),
    "language": perhaps(text()),
    "direction": text(enum=Direction.values),
    "section": ref("Name"),
    "authors": many(ref("Byline")),
    "topics": many(ref("Name")),
    "publisher": perhaps(ref("SourceName")),
    "original_url": perhaps(URL),
    "licence": perhaps(text()),
    "lead_picture": perhaps(ref("Picture")),
    "published": MOMENT | {"description": "When it was first published."},
    "updated": MOMENT | {"description": "When its newest edition of substance was published."},
    "edition": NUMBER,
}
CORRECTION: dict[str, Schema] = {
    "id": NUMBER,
    "kind": text(enum=Correction.Kind.values),
    "label": text(),
    "text": text(),
    "wrong": perhaps(text()),
    "right": perhaps(text()),
    "made": MOMENT,
}
ABOUT = {"description": text(), "articles_url": URL, "feed_url": URL}

SCHEMAS: dict[str, Schema] = {
    "Name": thing(**NAMED),
    "Byline": thing(**NAMED, role=text("Such as “reporting from Westport”.")),
    "SourceName": thing(slug=perhaps(text()), name=text(), url=perhaps(URL)),
    "Picture": thing(url=URL, width=NUMBER, height=NUMBER, alt=text(), caption=text(), credit=text()),
    "Article": thing(**ARTICLE),
    "Articles": page("Article"),
    "WholeArticle": thing(
        **ARTICLE,
        body_html=text("Sanitised; links and pictures have absolute addresses."),
        body_text=text(),
        unverified=perhaps(text("What could not be verified.")),
        how_reported=perhaps(text()),
        corrections=many(ref("Correction")),
        translations=many(thing(language=text(), url=URL)),
        statements_url=URL,
        comments_url=URL,
        ninjs_url=URL,
    ),
    "Ninjs": {
        "type": "object",
        "description": "As http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json says.",
        "required": ["uri"],
    },
    "Section": thing(**NAMED, **ABOUT),
    "Sections": page("Section"),
    "Topic": thing(**NAMED, **ABOUT),
    "Topics": page("Topic"),
    "Author": thing(
        **NAMED,
        title=perhaps(text()),
        biography=text(),
        email=perhaps(text()),
        website=perhaps(URL),
        articles_url=URL,
        feed_url=URL,
    ),
    "Authors": page("Author"),
    "Source": thing(
        **NAMED,
        kind=text(enum=Source.Kind.values),
        description=text(),
        website=perhaps(URL),
        role=perhaps(text()),
        statements=NUMBER,
        statements_url=URL,
        articles_url=URL,
    ),
    "Sources": page("Source"),
    "Speaker": thing(
        name=text("A name, or how readers are told of somebody who is not named."),
        is_named=TRUTH,
        role=perhaps(text()),
        slug=perhaps(text()),
        url=perhaps(URL),
        why_unnamed=perhaps(text()),
    ),
    "Evidence": thing(
        kind=text(enum=Evidence.Kind.values),
        url=perhaps(URL),
        description=text(),
        captured=perhaps(MOMENT),
        second=perhaps(NUMBER | {"description": "Where in a recording."}),
    ),
    "Statement": thing(
        id=text("Stays the same."),
        kind=text(enum=Statement.Kind.values),
        words=text("As printed."),
        quotes=many(text()),
        speaker=ref("Speaker"),
        said_on=perhaps(DAY),
        circumstances=many(text("Such as “to reporters”.")),
        evidence=many(ref("Evidence")),
        article=thing(id=text(), headline=text(), url=URL, language=perhaps(text()), published=MOMENT),
    ),
    "Statements": page("Statement"),
    "Correction": thing(**CORRECTION),
    "ListedCorrection": thing(**CORRECTION, article=thing(id=text(), headline=text(), url=URL)),
    "Corrections": page("ListedCorrection"),
    "Comment": thing(
        id=NUMBER,
        url=URL,
        name=perhaps(text("Null for somebody who gave none.")),
        badge=perhaps(text(enum=Comment.Badge.values)),
        text=text("Plain words; escape them."),
        passage=perhaps(text("Words of the article that it answers.")),
        language=perhaps(text()),
        posted=perhaps(MOMENT),
        edited=perhaps(MOMENT),
        thread=perhaps(NUMBER | {"description": "The comment that began the conversation."}),
        in_reply_to=perhaps(NUMBER),
        recommendations=NUMBER,
        is_featured=TRUTH,
    ),
    "Comments": page("Comment"),
    "Problem": {
        "type": "object",
        "properties": {
            "type": text(),
            "title": text(),
            "status": NUMBER,
            "detail": text(),
            "errors": {"type": "object", "additionalProperties": many(text())},
        },
        "required": ["type", "title", "status", "detail"],
        "additionalProperties": False,
    },
}
