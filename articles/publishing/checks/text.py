"""Checks of the words: headline, standfirst, label, body and its headings."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from django.utils.translation import gettext as _

from articles.publishing.checks.problem import Problem, warning
from articles.publishing.models import Article
from articles.publishing.models.article import Kind
from articles.text.sanitise import clean_html, plain_text

LONGEST_HEADLINE = 90  # characters; three lines of a telephone in the size of our headlines
# What a section or a kicker is called that holds opinion, in the languages whose papers we have seen.
OPINION = frozenset(
    "opinion opinions comment commentary views editorial editorials column columns op-ed tribune tribunes kommentar "
    "kommentare meinung opinión opiniones opinione opinioni opinie رأي آراء".split()
)
HEADINGS = ("h2", "h3", "h4")
# A figure or a rule without words is still something under a heading.
CONTENT = frozenset({"figure", "table"})


def headline_is_final(article: Article) -> Iterator[Problem]:
    if article.headline_is_working:
        yield warning(
            "headline.working",
            _("The headline is still a working one."),
            _("Write the headline, or untick “working headline”."),
            article,
        )


def headline_is_short(article: Article) -> Iterator[Problem]:
    if (length := len(article.headline)) > LONGEST_HEADLINE:
        yield warning(
            "headline.long",
            _("The headline has %(length)d characters.") % {"length": length},
            _("Shorten it to %(limit)d or fewer.") % {"limit": LONGEST_HEADLINE},
            article,
        )


def standfirst_is_there(article: Article) -> Iterator[Problem]:
    if not article.standfirst.strip():
        yield warning(
            "standfirst.missing",
            _("There is no standfirst."),
            _("Say in a sentence or two what the story is about; lists and search engines show it."),
            article,
        )


def opinion_is_labelled(article: Article) -> Iterator[Problem]:
    section = article.section
    if article.kind != Kind.NEWS:
        return
    if article.kicker.strip().casefold() in OPINION:
        yield warning(
            "kind.unlabelled_opinion",
            _("The kicker says “%(kicker)s” and the story is labelled as news.") % {"kicker": article.kicker},
            _("Set its kind to opinion or analysis, or change the kicker."),
            article,
        )
    elif OPINION & {section.slug.casefold(), section.name.casefold()}:
        yield warning(
            "kind.unlabelled_opinion",
            _("The story stands in “%(section)s” and is labelled as news.") % {"section": section.name},
            _("Set its kind to opinion or analysis, or move it to another section."),
            section,
        )


def body_has_words(article: Article) -> Iterator[Problem]:
    if not plain_text(clean_html(article.body)):
        yield Problem(
            "body.empty", _("The body is empty."), _("Write the story before you publish it."), object=article
        )


def headings_have_text(article: Article) -> Iterator[Problem]:
    for title in empty_sections(clean_html(article.body)):
        yield warning(
            "body.empty_section",
            _("Nothing stands under the heading “%(title)s”.") % {"title": title}
            if title
            else _("There is an empty heading."),
            _("Write the text, or take the heading out."),
            article,
        )


def empty_sections(body_html: str) -> list[str]:
    """The headings of sanitised `body_html` that are blank, or that no text, picture or deeper heading follows."""
    outline = _Outline()
    outline.feed(body_html)
    outline.close()
    empty = []
    for index, (level, title, has_content) in enumerate(outline.sections):
        goes_deeper = index + 1 < len(outline.sections) and outline.sections[index + 1][0] > level
        if not title or not (has_content or goes_deeper):
            empty.append(title)
    return empty


class _Outline(HTMLParser):
    """Collects `sections`: the level and words of each heading and whether anything stands under it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sections: list[tuple[int, str, bool]] = []
        self.inside = False

    def handle_starttag(self, tag, attrs):
        if tag in HEADINGS:
            self.sections.append((int(tag[1]), "", False))
            self.inside = True
        elif tag in CONTENT:
            self.found()

    def handle_endtag(self, tag):
        if tag in HEADINGS:
            self.inside = False

    def handle_data(self, data):
        if self.inside:
            level, title, has_content = self.sections[-1]
            self.sections[-1] = (level, " ".join(f"{title}{data}".split()), has_content)
        elif data.strip():
            self.found()

    def found(self) -> None:
        if self.sections and not self.inside:
            level, title, _had = self.sections[-1]
            self.sections[-1] = (level, title, True)
