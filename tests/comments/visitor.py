"""A reader from outside: plain HTTP, the cookie and the token of the form page, no script, every check enforced."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urlencode

from django.test import Client

WORDS = {"name": "Ada Reader", "email": "ada@example.org", "text": "The pier was closed on Monday, too."}


class _Controls(HTMLParser):
    """Collects the values of a form's fields as a browser would send them."""

    def __init__(self):
        super().__init__()
        self.values: dict[str, str] = {}
        self.in_textarea = ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "input" and given.get("name"):
            self.values[given["name"]] = given.get("value") or ""
        elif tag == "textarea":
            self.in_textarea = given.get("name") or given.get("id") or ""
            self.values[self.in_textarea] = ""

    def handle_endtag(self, tag):
        if tag == "textarea":
            # HTML drops one line end after the opening tag.
            self.values[self.in_textarea] = self.values[self.in_textarea].removeprefix("\n")
            self.in_textarea = ""

    def handle_data(self, data):
        if self.in_textarea:
            self.values[self.in_textarea] += data


def controls(response) -> dict[str, str]:
    parser = _Controls()
    parser.feed(response.text)
    parser.close()
    return parser.values


class Visitor:
    """Opens the form of a story and sends it. `sent` overrides what the form holds; None leaves a field out."""

    def __init__(self, edition):
        self.client = Client(enforce_csrf_checks=True)
        self.url = f"/comments/{edition.article.public_id}/post/"

    def open(self, **query):
        return self.client.get(self.url, query)

    def send(self, form, **sent):
        data = {**controls(form), **WORDS, **sent}
        return self.submit({name: value for name, value in data.items() if value is not None})

    def submit(self, data):
        """As browsers do: urlencoded, line ends as CRLF."""
        crlf = {name: str(value).replace("\r\n", "\n").replace("\n", "\r\n") for name, value in data.items()}
        return self.client.post(self.url, urlencode(crlf), content_type="application/x-www-form-urlencoded")

    def post(self, **sent):
        return self.send(self.open(), **sent)
