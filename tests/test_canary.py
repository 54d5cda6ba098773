"""The canary crawl: an anonymous reader walks every public address and never meets a word that is not public.

A new address needs its arguments in ARGUMENTS, or the test of coverage fails; a new text field needs nothing.
"""

from __future__ import annotations

import html
import re
from collections import deque
from datetime import date
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from articles.models import Address, Article, Author, Comment, Edition, Picture, Section, Source, Topic
from articles.pictures.renditions import renditions_of
from articles.publishing import workflow
from articles.reading.archive_filters import ArchiveFilter
from tests.canaries import CANARY, UNKNOWN_ID, UNKNOWN_WORD, Canaries, build, token_of

pytestmark = pytest.mark.django_db

LINK = re.compile(
    r'(?:href|src|action|content)="([^"]*)"|<(?:loc|link)>([^<]*)</|"(http://testserver/[^"]*)"', re.IGNORECASE
)
SRCSET = re.compile(r'srcset="([^"]*)"', re.IGNORECASE)
GUESSES = (
    "preview=1",
    "draft=1",
    "edition=99",
    "version=2",
    "at=2099-01-01",
    "format=json",
    "page=2",
    "before=fffffffffff-1",
)
MOST_ADDRESSES = 5_000
TEXTS = (models.CharField, models.TextField, models.JSONField)


def slugs(model):
    return lambda: [{"slug": slug} for slug in model.objects.values_list("slug", flat=True)]


def public_ids():
    return [{"public_id": public_id} for public_id in Article.objects.values_list("public_id", flat=True)]


def once():
    return [{}]


def paths_of_articles():
    """Every address an article has, had, or would have."""
    paths = {*Address.objects.values_list("path", flat=True), *(article.address() for article in Article.objects.all())}
    return [dict(zip(("section", "words"), path.strip("/").split("/"), strict=True)) for path in paths]


def in_every_form(arguments):
    """Of a feed: as RSS by its name alone, and in the other forms."""
    return lambda: [{**each, **form} for each in arguments() for form in ({}, {"form": "atom"}, {"form": "json"})]


def months():
    """Of every edition there is or will be, and one without any."""
    moments = Edition.objects.values_list("first_published", flat=True)
    return [{"month": month} for month in {*(f"{moment:%Y-%m}" for moment in moments), "2001-01"}]


def share_pictures():
    """By the address that a live story's page names, and by a digest of nothing."""
    return [{"public_id": each["public_id"], "digest": "x"} for each in public_ids()]


def threads():
    ids = [arguments["public_id"] for arguments in public_ids()]
    return [
        {"public_id": public_id, "pk": pk} for public_id in ids for pk in Comment.objects.values_list("pk", flat=True)
    ]


def pks():
    return [{"pk": pk} for pk in Comment.objects.values_list("pk", flat=True)]


def no_token():
    """What a link from a mail shows is for whoever got the mail; here is somebody who guesses."""
    return [{"token": UNKNOWN_WORD}]


def files():
    names = {name for row in Picture.objects.values_list("master", "original") for name in row}
    names |= {rendition.name for picture in Picture.objects.all() for rendition in renditions_of(picture)}
    return [{"path": name} for name in names]


def days(*parts):
    """The days of every story, planned and withdrawn ones too, or the months or years they are in."""

    def of_stories():
        moments = Edition.objects.dates("first_published", parts[-1])
        written = [f"{moment:%Y %m %d}".split() for moment in [*moments, date(2001, 2, 3)]]
        return [dict(zip(parts, numbers, strict=False)) for numbers in written]

    return of_stories


def tokens():
    """Of links that work, expired, were revoked, and never were made, to every story."""
    words = [
        token_of(article, state)
        for article in Article.objects.all()
        for state in ("works", "expired", "revoked", "none")
    ]
    return [{"token": word} for word in [*words, UNKNOWN_WORD]]


# For each named address of the site, all arguments it could be asked with: of public things and of secret ones.
ARGUMENTS = {
    "account": once,
    "account_change_address": once,
    "account_confirm_login_code": once,
    "account_email": once,
    "account_email_verification_sent": once,
    "account_inactive": once,
    "account_login": once,
    "account_logout": once,
    "account_request_login_code": once,
    "account_signup": once,
    "api": once,
    "api_article": public_ids,
    "api_articles": once,
    "api_author": slugs(Author),
    "api_authors": once,
    "api_comments": public_ids,
    "api_corrections": once,
    "api_description": once,
    "api_ninjs": public_ids,
    "api_nothing": lambda: [{"rest": "articles"}],
    "api_section": slugs(Section),
    "api_sections": once,
    "api_source": slugs(Source),
    "api_sources": once,
    "api_statements": once,
    "api_topic": slugs(Topic),
    "api_topics": once,
    "archive": once,
    "archive_day": days("year", "month", "day"),
    "archive_month": days("year", "month"),
    "archive_year": days("year"),
    "article": paths_of_articles,
    "author": slugs(Author),
    "comment_appeal": no_token,
    "comment_mail": no_token,
    "comment_post": public_ids,
    "comment_recommend": threads,
    "comment_report": threads,
    "comment_report_thanks": threads,
    "comment_thanks": public_ids,
    "comment_thread": threads,
    "comments": public_ids,
    "comments_feed": in_every_form(public_ids),
    "comments_news": public_ids,
    "corrections": once,
    "error_report": public_ids,
    "error_thanks": public_ids,
    "feed_all": in_every_form(once),
    "feed_corrections": in_every_form(once),
    "feed_author": slugs(Author),
    "feed_section": in_every_form(slugs(Section)),
    "feed_source": slugs(Source),
    "feed_topic": slugs(Topic),
    "front": once,
    "healthz": once,
    "history": public_ids,
    "humans": once,
    "media": files,
    "metrics": once,
    "mfa_add_webauthn": once,
    "mfa_edit_webauthn": pks,
    "mfa_index": once,
    "mfa_list_webauthn": once,
    "mfa_login_webauthn": once,
    "mfa_remove_webauthn": pks,
    "news_sitemap": once,
    "oembed": once,
    "own_comments": once,
    "own_delete": threads,
    "own_edit": threads,
    "own_erase": once,
    "own_export": once,
    "own_link": no_token,
    "preview": tokens,
    "preview_approve": tokens,
    "readyz": once,
    "robots": once,
    "search": once,
    "section": slugs(Section),
    "security": once,
    "share_picture": share_pictures,
    "sitemap": once,
    "sitemap_month": months,
    "sitemap_pages": once,
    "source": slugs(Source),
    "source_removal": slugs(Source),
    "source_removal_thanks": slugs(Source),
    "sources": once,
    "topic": slugs(Topic),
}
# Whoever crawls is signed in nowhere, wrote nothing and got no mail: these lead elsewhere or refuse.
FOR_THEIR_READERS = {
    *(
        "account",
        "account_change_address",
        "account_confirm_login_code",
        "account_email",
        "account_email_verification_sent",
        "account_logout",
    ),
    *("account_request_login_code", "comment_appeal", "comment_mail"),
    *("mfa_add_webauthn", "mfa_edit_webauthn", "mfa_index", "mfa_list_webauthn", "mfa_login_webauthn"),
    *("mfa_remove_webauthn", "own_delete", "own_edit", "own_erase", "own_export", "own_link"),
}
# The pictures of this world have no files; nothing has no answer.
NEVER_ANSWERS_HERE = {"media", "metrics", "api_nothing", *FOR_THEIR_READERS}


def names_of(resolver=None, *, prefix=""):
    """The names of all addresses outside the desk."""
    names = set()
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                names |= names_of(pattern, prefix=prefix + str(pattern.pattern))
        else:
            names.add(pattern.name or f"(without a name: {prefix}{pattern.pattern})")
    return names


@pytest.fixture(autouse=True)
def mail_can_be_sent(settings):
    """Without it the pages of readers' accounts answer 503 and say why."""
    settings.READERS_GET_MAIL = True


@pytest.fixture(autouse=True)
def holes_can_be_reported(settings):
    """Without it /.well-known/security.txt is 404."""
    settings.SECURITY_CONTACT = ["mailto:security@example.org"]


@pytest.fixture
def canaries():
    return Canaries()


@pytest.fixture
def live(canaries):
    return build(canaries)


def start_addresses():
    """Every address by the table, the guesses, and what only a reader who knows our keys would try."""
    addresses = ["/admin/", "/nothing/here/", "/no-such-page", "/robots.txt", "/feeds/", "/media/", "/.well-known/x"]
    for name, arguments in ARGUMENTS.items():
        addresses += [reverse(name, kwargs=kwargs) for kwargs in arguments()]
    for edition in Edition.objects.all():
        addresses += [f"{edition.path}?{guess}" for guess in GUESSES]
    for comment in Comment.objects.select_related("article"):
        addresses.append(reverse("comment_post", args=[comment.article.public_id]) + f"?parent={comment.pk}")
    addresses += [reverse("comments_news", kwargs=story) + "?after=0" for story in public_ids()]
    for edition in Edition.objects.all():
        addresses += [
            f"/oembed/?url=http://testserver{edition.path}{place}" for place in ("", "%23said-1", "%23said-2")
        ]
    addresses += [f"/api/v1/statements/?article={each['public_id']}" for each in public_ids()]
    for name in ("history", "comments", "comment_thanks"):
        addresses += [f"{reverse(name, kwargs=story)}?{guess}" for story in public_ids() for guess in GUESSES]
    for name in ("front", "archive", "search", "sources", "corrections", "feed_all", "feed_corrections", "sitemap"):
        addresses += [f"{reverse(name)}?{guess}" for guess in GUESSES]
    return addresses


def links_in(text: str) -> set[str]:
    """The addresses of this site that a page, a feed or a sitemap names."""
    found = {html.unescape("".join(each)) for each in LINK.findall(text)}
    found |= {
        part.split()[0] for srcset in SRCSET.findall(text) for part in html.unescape(srcset).split(",") if part.split()
    }
    return {link.removeprefix("http://testserver") for link in found}


def crawl(client: Client, start: list[str]) -> dict[str, tuple[int, str]]:
    """Every address reached from `start`: its status, and headers and body as one text in small letters."""
    seen: dict[str, tuple[int, str]] = {}
    queue = deque(start)
    while queue:
        address = queue.popleft().partition("#")[0]
        if address in seen or not address.startswith(("/", "?")) or address.startswith(("//", "/static/", "?")):
            continue
        assert len(seen) < MOST_ADDRESSES, f"the site has no end: {address}"
        response = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        text = "\n".join([*(f"{name}: {value}" for name, value in response.headers.items()), body.decode("latin-1")])
        text = text.encode("latin-1", "replace").decode("utf-8", "replace")
        seen[address] = (response.status_code, text.lower())
        path = urlsplit(address).path
        queue.extend(path + link if link.startswith("?") else link for link in links_in(text))
        if "Location" in response.headers:
            queue.append(response["Location"].removeprefix("http://testserver"))
    return seen


def leaks(seen, canaries: Canaries) -> list[str]:
    """Where a secret was met. What an address names itself may come back from it (a search box keeps its words)."""
    found = []
    for address, (_status, text) in seen.items():
        words = set(CANARY.findall(text)) & set(canaries.secret)
        words |= {public_id for public_id in canaries.secret_ids if public_id in text}
        found += [
            f"{address} says {word} ({canaries.secret.get(word, 'id of a story that never was public')})"
            for word in sorted(words)
            if word not in address.lower()
        ]
    return found


def test_no_secret_is_met_on_any_public_address(client, live, canaries):
    seen = crawl(client, start_addresses())
    assert leaks(seen, canaries) == []
    errors = {address: status for address, (status, _text) in seen.items() if status >= 500}
    assert errors == {}
    # The crawl did walk: each kind of page was read at least once, and the public story was met.
    names = {client.get(address).resolver_match.view_name for address, (status, _text) in seen.items() if status == 200}
    assert set(ARGUMENTS) - NEVER_ANSWERS_HERE <= names
    met = {word for _status, text in seen.values() for word in CANARY.findall(text)}
    told = {
        "live: article.headline", "live: article.standfirst", "live: article.body", "live: author.name", "live: topic.name",
        "live: source.name", "live: correction.text", "live: article.lead_alt", "approved comment: comment.text",
        "section: section.name",
    }  # fmt: skip
    assert told <= {canaries.public[word] for word in met & set(canaries.public)}


def test_the_crawl_does_find_what_leaks(client, live, canaries):
    planned = Edition.objects.get(article__public_id__in=canaries.secret_ids, article__editions__isnull=False)
    workflow.cancel_schedule(planned.article, by=None)
    workflow.publish(planned.article, by=None)
    found = "\n".join(leaks(crawl(client, start_addresses()), canaries))
    for page in (
        "/ says",
        "/feeds/all.rss says",
        "/archive/ says",
        f"/sitemaps/{timezone.now():%Y-%m}.xml says",
        "/api/v1/articles/ says",
        f"{planned.path} says",
    ):
        assert f"{page} " in found, page


WITHOUT_WORDS_OF_THEIR_OWN = {
    "Address",  # paths of stories
    "Discussion",  # its note is for readers
    "FeedNews",  # addresses of feeds, and why a hub was not told
    "EditionAuthor",  # copied from the article
    "MailConsent",  # addresses, and random tokens
    "ModerationStep",  # ids and states
    "PostingRate",  # keyed digests and numbers
    "PreviewRead",  # which link was opened, and when
    "Recommendation",  # keyed digests
    "Revision",  # a copy of the article
    "Section",  # sections are public
    "SectionAddress",
    "SourceName",  # folded from names of sources
    "StageMove",  # a table of stages
    "Tick",  # of the clockwork
}


def test_every_model_with_words_has_its_canary(live, canaries):
    """A model that is added later has to be in the world, or here with its reason."""
    wordless = set()
    for model in apps.get_app_config("articles").get_models():
        texts = [field for field in model._meta.concrete_fields if isinstance(field, TEXTS) and not field.choices]
        rows = model._default_manager.values_list(*[field.name for field in texts]) if texts else []
        if texts and not any(set(CANARY.findall(str(row).lower())) & set(canaries.secret) for row in rows):
            wordless.add(model.__name__)
    assert wordless <= WITHOUT_WORDS_OF_THEIR_OWN


def test_a_comment_or_an_approval_sent_to_a_secret_story_answers_like_one_to_no_story(client, live, canaries):
    typed = {"name": "Ada", "email": "ada@example.org", "text": "A remark.", "revision": "1"}
    for name, key, unknown, secrets in (
        ("comment_post", "public_id", UNKNOWN_ID, canaries.secret_ids),
        ("preview_approve", "token", UNKNOWN_WORD, {token_of(each, "revoked") for each in Article.objects.all()}),
    ):
        expected = client.post(reverse(name, kwargs={key: unknown}), typed)
        assert expected.status_code == 404
        for secret in secrets:
            response = client.post(reverse(name, kwargs={key: secret}), typed)
            assert (response.status_code, response.content) == (404, expected.content), name


def test_every_address_of_the_site_is_crawled():
    assert names_of() == set(ARGUMENTS), "give the new address its arguments in ARGUMENTS"


def answer(client: Client, address: str, secret: str, control: str):
    """What an address says, with `secret` put back to `control` wherever it says it."""
    response = client.get(address)
    headers = {name: value for name, value in response.headers.items() if name not in {"Content-Length", "ETag"}}
    text = f"{response.status_code} {headers} {response.content.decode()}"
    return text.replace(secret, control)


def test_an_address_that_names_a_secret_answers_like_one_that_names_nothing(client, live, canaries):
    """No page tells whether a secret exists: not by a hit, not by a status, not by a choice of a list."""
    assert live.headline in client.get(reverse("search"), {"q": live.headline}).content.decode()
    search, archive = reverse("search"), reverse("archive")
    texts = {"headline", "standfirst", "body", "byline", "name", "words"}
    ways = {f"{search}?q=%s": texts, f"{search}?q=%s*&order=newest": texts, f"{archive}?text=%s": texts}
    for name in ("topic", "author", "source"):
        ways[f"{archive}?{name}=%s"] = ways[f"/{name}s/%s/"] = {f"{name}.slug"}
        ways[f"/api/v1/articles/?{name}=%s"] = ways[f"/api/v1/{name}s/%s/"] = {f"{name}.slug"}
    ways |= {f"/feeds/{name}s/%s.atom": {f"{name}.slug"} for name in ("topic", "author")}
    ways |= {"/api/v1/articles/?text=%s": texts, "/api/v1/statements/?source=%s": {"source.slug"}}
    ways["/sources/%s/"] |= {"sourceaddress.slug"}
    ways["/%s/"] = ways[f"/{live.section.slug}/%s/"] = {"article.slug"}
    told = []
    for way, fields in ways.items():
        expected = answer(client, way % UNKNOWN_WORD, UNKNOWN_WORD, UNKNOWN_WORD)
        secrets = {word: place for word, place in canaries.secret.items() if place.endswith(tuple(fields))}
        assert len(secrets) > 10, way
        told += [
            f"{way % word} ({place})"
            for word, place in secrets.items()
            if answer(client, way % word, word, UNKNOWN_WORD) != expected
        ]
    assert told == []


def test_every_filter_of_the_archive_is_asked_for_secrets():
    """A filter that is added later takes its place in the test above, or here when it takes no names."""
    assert set(ArchiveFilter.base_filters) == {
        *("text", "section", "topic", "author", "source", "kind", "language", "since", "until")
    }


def test_the_id_of_a_story_that_never_was_public_answers_like_no_id(client, live, canaries):
    ways = [reverse(name, kwargs={"public_id": "ID"}) for name in ("comments", "comment_post", "comment_thanks")]
    ways += [reverse(name, kwargs={"public_id": "ID"}) for name in ("api_article", "api_comments", "api_ninjs")]
    ways += ["/share/ID/x.jpg", "/comments/ID/feed.json"]
    ways += [reverse("comment_thread", kwargs={"public_id": "ID", "pk": 1}), f"/{live.section.slug}/words-ID/"]
    for way in ways:
        expected = answer(client, way.replace("ID", UNKNOWN_ID), UNKNOWN_ID, UNKNOWN_ID)
        assert expected.startswith("404")
        for public_id in canaries.secret_ids:
            assert answer(client, way.replace("ID", public_id), public_id, UNKNOWN_ID) == expected
