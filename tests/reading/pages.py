"""Reading a page as a machine does: its headings, its links, its language, and what the rules of public pages forbid."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


class Seen(HTMLParser):
    """`elements` are (tag, attributes) in source order; `texts` the words of each h1 and title; `unclosed` what stays open."""

    def __init__(self, content: str):
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {"h1": [], "title": []}
        self.open: list[str] = []
        self.misnested: list[str] = []
        self.feed(content)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag in VOID:
            return
        self.open.append(tag)
        if tag in self.texts:
            self.texts[tag].append("")

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.misnested.append(tag)

    def handle_data(self, data):
        for tag, texts in self.texts.items():
            if tag in self.open:
                texts[-1] += data

    def all(self, tag: str, **attributes: str) -> list[dict[str, str | None]]:
        wanted = {name.rstrip("_"): value for name, value in attributes.items()}
        return [found for name, found in self.elements if name == tag and wanted.items() <= found.items()]


def seen(response) -> Seen:
    return Seen(response.content.decode())


def links(response) -> list[str | None]:
    return [found.get("href") for found in seen(response).all("a")]


def headlines(response) -> list[str]:
    """The addresses of the cards on a page, in source order: links inside a headline element."""
    page, found, inside = seen(response), [], False
    for tag, attributes in page.elements:
        if attributes.get("class") == "card-headline":
            inside = True
        elif tag == "a" and inside:
            found.append(attributes["href"])
            inside = False
    return found
