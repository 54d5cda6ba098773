"""What a browser would post: the fields of an admin form as it was served, with some of them filled in."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any


class _Fields(HTMLParser):
    """Names and values of the form with the given id, as a browser without script would send them."""

    def __init__(self, form_id: str):
        super().__init__(convert_charrefs=True)
        self.form_id, self.inside = form_id, False
        self.values: dict[str, list[str]] = {}
        self.select = self.textarea = None
        self.buttons: dict[str, list[str]] = {}

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "form":
            self.inside = attributes.get("id") == self.form_id
        name = attributes.get("name")
        if not self.inside:
            return
        if tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in attributes:
            self.values.setdefault(self.select, []).append(attributes.get("value") or "")
        elif tag == "textarea" and name:
            self.textarea, self.values[name] = name, [""]
        elif tag == "button" and name:
            self.buttons.setdefault(name, []).append(attributes.get("value") or "")
        elif tag == "input" and name:
            kind = attributes.get("type", "text")
            ticked = kind not in {"checkbox", "radio"} or "checked" in attributes
            if kind not in {"submit", "button", "file"} and ticked:
                self.values.setdefault(name, []).append(attributes.get("value") or ("on" if kind == "checkbox" else ""))

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.textarea = None

    def handle_data(self, data):
        if self.textarea:
            text = self.values[self.textarea][0] + data
            self.values[self.textarea] = [text.removeprefix("\n")]


def fields_of(response, form_id: str = "article_form") -> dict[str, Any]:
    """The data to post so that the form of `response` is saved as it stands."""
    parser = _Fields(form_id)
    parser.feed(response.content.decode())
    return {name: values if len(values) > 1 else values[0] for name, values in parser.values.items()}


def buttons_of(response, form_id: str = "article_form") -> dict[str, list[str]]:
    """The values of the named buttons of a form, by name."""
    parser = _Fields(form_id)
    parser.feed(response.content.decode())
    return parser.buttons


def messages_of(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]
