"""What must be known of a body before its elements are reached: what a table is called, which pull quotes only repeat,
which figures have a caption of their own.
"""

from __future__ import annotations

from html.parser import HTMLParser


class Ahead(HTMLParser):
    """Reads sanitised markup once. `tables` are their captions, "" without; `repeats` says of each pull quote whether
    its words stand in the text as well, with no link in it that a reader could miss; `captioned` says of each figure
    whether the body gives it a caption.
    """

    def __init__(self, body_html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[str] = []
        self.words: list[str] = []
        self.pulled: list[list[str]] = []
        self.linked: list[bool] = []
        self.captioned: list[bool] = []
        self.inside = ""  # "caption", "figcaption" or "aside"
        self.feed(body_html)
        self.close()

    @property
    def repeats(self) -> list[bool]:
        text = bare("".join(self.words))
        return [
            not linked and bare("".join(words)) in text for words, linked in zip(self.pulled, self.linked, strict=True)
        ]

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "table":
            self.tables.append("")
        elif tag == "figure":
            self.captioned.append(False)
        elif (tag == "figcaption" and self.captioned) or (tag == "caption" and self.tables):
            self.inside = tag
        elif tag == "aside":
            self.pulled.append([])
            self.linked.append(bool(self.inside))  # of one in the middle of something else nothing is said
            self.inside = self.inside or tag
        elif self.inside == "aside" and (tag == "a" or "data-statement" in given):
            self.linked[-1] = True

    def handle_endtag(self, tag):
        if tag == self.inside:
            self.inside = ""

    def handle_data(self, data):
        if self.inside == "aside":
            self.pulled[-1].append(data)
        else:
            self.words.append(data)
            if self.inside == "caption":
                self.tables[-1] = " ".join(f"{self.tables[-1]} {data}".split())
            elif self.inside == "figcaption" and data.strip():
                self.captioned[-1] = True


def bare(text: str) -> str:
    """The letters alone: marks, spaces and capitals of a pull quote are the typographer's."""
    return "".join(character for character in text.casefold() if character.isalnum())
