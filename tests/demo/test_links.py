"""No dead links: a reader of the demo follows every link of every public page, and each leads somewhere."""

import json
import re
from collections import deque
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest

from articles.models import Source

pytestmark = pytest.mark.django_db

LINK = re.compile(r'\b(?:href|src|action|cite)="([^"]*)"|<(?:loc|link|guid isPermaLink="true")>([^<]*)</')
SRCSET = re.compile(r'srcset="([^"]*)"')
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
HOSTS = {"", "testserver", "127.0.0.1:8000", "localhost:8000"}
READ = ("text/html", "application/xml", "text/xml", "application/rss+xml", "text/plain")
MOST = 2_000
# Files of ours, and pages for whoever signs in (503 where a newsroom has set no mail up): tested where they are.
NO_PUBLIC_PAGE = ("/static/", "/admin/", "/account/")


def addresses_in(data):
    """Every `url` and `@id` of structured data that is an address."""
    if isinstance(data, list):
        return [found for each in data for found in addresses_in(each)]
    if not isinstance(data, dict):
        return []
    own = [data[name] for name in ("url", "@id", "isBasedOn") if isinstance(data.get(name), str)]
    return own + [found for each in data.values() for found in addresses_in(each)]


def links_of(address, content):
    found = {one or other for one, other in LINK.findall(content)}
    found |= {part.split()[0] for srcset in SRCSET.findall(content) for part in srcset.split(",") if part.split()}
    found |= {one for data in DATA.findall(content) for one in addresses_in(json.loads(data))}
    for link in found:
        whole = urlsplit(urljoin(address, unescape(link)))
        if whole.netloc in HOSTS and whole.scheme in {"", "http", "https"}:
            yield whole.path + (f"?{whole.query}" if whole.query else "")


def crawl(client, *starts):
    """The status of every address that can be reached, and where a link to it stood."""
    waiting, linked_at, answers = deque(starts), dict.fromkeys(starts, ""), {}
    while waiting:
        address = waiting.popleft()
        response = client.get(address)
        content = response.getvalue().decode(errors="replace")
        answers[address] = response.status_code
        assert len(answers) < MOST, "links without end"
        if response.status_code in {301, 302}:
            content = f'href="{response["Location"]}"'
        elif response.status_code != 200 or not response["Content-Type"].startswith(READ):
            continue
        for link in links_of(address, content):
            if not link.startswith(NO_PUBLIC_PAGE) and link not in linked_at:
                linked_at[link] = address
                waiting.append(link)
    return answers, linked_at


def test_every_link_of_every_public_page_leads_somewhere(run_demo, client):
    run_demo()
    answers, linked_at = crawl(client, "/", "/sitemap.xml", "/robots.txt", "/feeds/all.rss", "/sources/")
    dead = {address: linked_at[address] for address, status in answers.items() if status not in {200, 301, 302}}
    assert dead == {}
    pages = [source.get_absolute_url() for source in Source.objects.with_page()]
    met = [page for page in pages if page in answers]
    assert len(met) >= 5
    assert any(client.get(page).status_code == 404 for page in pages), "the demo knows nobody that readers have not met"
