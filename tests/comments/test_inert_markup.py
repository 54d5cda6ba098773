"""Script in a comment or a name is text on every page that shows it."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from articles.comments.paragraphs import to_html
from tests import world
from tests.comments.visitor import Visitor

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "badinput" / "xss"
OWN = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "' onfocus=alert(1) autofocus='",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "javascript:alert(1)",
    'https://a.example/"onmouseover="alert(1)',
    "https://a.example/'onmouseover='alert(1)",
    "www.a.example<script>alert(1)</script>",
    "{{ request.META }}{% csrf_token %}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<!--<script>alert(1)</script>-->",
]
TAGS = {
    "p": {"dir"},
    "br": set(),
    "a": {"href", "rel"},
    "blockquote": {"dir"},
    "em": set(),
    "strong": set(),
}


class _Markup(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found: list[tuple[str, dict]] = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_comment(self, data):
        self.found.append(("comment", {}))

    def unknown_decl(self, data):
        self.found.append(("declaration", {}))


def markup_in(html: str) -> list[tuple[str, dict]]:
    parser = _Markup()
    parser.feed(html)
    parser.close()
    return parser.found


def alien(html: str) -> list:
    """The elements and attributes that the display of a comment never makes."""
    return [
        (tag, attributes)
        for tag, attributes in markup_in(html)
        if not set(attributes) <= TAGS.get(tag, {"no such element"})
        or tag not in TAGS
        or (tag == "a" and not attributes["href"].lower().startswith(("http://", "https://")))
    ]


def corpus() -> list[str]:
    if not CORPUS.is_dir():
        pytest.skip("the corpora of bad input are not beside the checkout (../shared/corpora/badinput/xss)")
    payloads = []
    for file in sorted(CORPUS.iterdir()):
        content = file.read_text(encoding="utf-8", errors="replace")
        payloads += strings_in(json.loads(content)) if file.suffix == ".json" else content.splitlines()
    return [payload for payload in dict.fromkeys(payloads) if payload.strip()]


def strings_in(value) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for item in inner for text in strings_in(item)]


def test_the_detector_sees_script_that_is_not_escaped():
    assert alien("<p><script>alert(1)</script></p>")
    assert alien('<p><a href="javascript:alert(1)" rel="nofollow ugc">x</a></p>')
    assert alien('<p onclick="x">x</p>')


@pytest.mark.parametrize("payload", OWN)
def test_no_payload_of_ours_becomes_markup(payload):
    assert alien(to_html(payload)) == []


def test_no_payload_of_the_collections_becomes_markup():
    payloads = corpus()
    assert len(payloads) > 2000
    assert [payload for payload in payloads if alien(to_html(payload))] == []


OWN_SCRIPT = ("script", {"type": "module", "src": "/static/js/comments.js"})


def harmless(page: str) -> bool:
    """No script but our one file, no handler, no foreign element: pages of ours have none of these at all."""
    return not [
        (tag, attributes)
        for tag, attributes in markup_in(page)
        if (
            (tag, attributes) != OWN_SCRIPT
            and tag in {"script", "svg", "img", "iframe", "object", "embed", "style", "base", "comment"}
        )
        or any(name.startswith("on") for name in attributes)
        or (attributes.get("href") or "").lower().startswith(("javascript:", "data:"))
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("payload", OWN)
def test_no_page_of_comments_runs_what_a_reader_wrote(client, payload):
    edition = world.make_live(comment_policy="open")
    first = world.make_comment(edition, text=payload, author_name=payload[:80])
    answer = world.make_comment(edition, text=payload, author_name=payload[:80], parent=first, thread=first)
    world.make_comment(edition, text=payload, author_name=payload[:80], parent=answer, thread=first)
    base = f"/comments/{edition.article.public_id}/"
    for url in (base, f"{base}{first.pk}/", f"{base}post/?parent={first.pk}"):
        response = client.get(url)
        assert response.status_code == 200
        assert harmless(response.text), url
    section = client.get(edition.path).text.partition('<section class="comments"')[2].partition("</section>")[0]
    assert section.count('class="comment"') == 3
    assert harmless(section)


@pytest.mark.django_db
@pytest.mark.parametrize("payload", OWN)
def test_no_form_that_comes_back_runs_what_a_reader_typed(payload):
    visitor = Visitor(world.make_live(comment_policy="open"))
    sent = {"text": payload, "name": payload, "email": payload, "key": payload, "parent": payload}
    for response in (visitor.post(**sent), visitor.post(**sent, csrfmiddlewaretoken="")):
        assert response.status_code in {403, 422}
        assert harmless(response.text)


@pytest.mark.django_db
def test_no_query_of_the_comment_pages_runs(client):
    edition = world.make_live(comment_policy="held")
    for name, place in (("parent", "post/"), ("because", "thanks/"), ("page", "")):
        for payload in OWN:
            assert harmless(client.get(f"/comments/{edition.article.public_id}/{place}", {name: payload}).text)
