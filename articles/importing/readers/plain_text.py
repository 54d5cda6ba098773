"""Plain text to articles: the order in which the readers of lines, head, body and comments do their work."""

import re
from collections.abc import Sequence

from articles.importing.decoding import Decoded
from articles.importing.document import Paragraph, ReadArticle, Status, Warning_
from articles.importing.readers.body import BodyReader
from articles.importing.readers.comments import Tail, read_tail
from articles.importing.readers.dateline import dateline_of
from articles.importing.readers.header import Header, read_header
from articles.importing.readers.ledger import Ledger
from articles.importing.readers.lines import Block, blocks_of, split_lost_breaks, text_lines
from articles.importing.readers.posts import Post, split_posts
from articles.importing.readers.style import style_of
from articles.importing.readers.verdict import refuse_page
from articles.text.language import direction_of, language_of

WORKING_HEADLINE = 90
LEADING_LINKS = re.compile(
    r"^(?:(?:\[\s*\S*(?:://|www\.)\S*\s*\]|\(\s*\S*(?:://|www\.)\S*\s*\)|<\S*(?:://|www\.)\S*>)[\s:,–—-]*)+"
)
DAMAGE = re.compile(r"\wâs\b|â\?|(?<![^\W\d_])â(?=[A-Z])|Ã[©¨¼¶¤]|â€")


def read_plain_text(decoded: Decoded) -> tuple[Status, list[Warning_], list[ReadArticle], Ledger]:
    """The articles of a page of text with what is left over. Text is given; empty text is the caller's to refuse."""
    lines = text_lines(decoded.text)
    warnings: list[Warning_] = []
    ledger = Ledger()
    blocks = split_lost_breaks(lines)
    if blocks:
        message = "The line breaks were lost; paragraphs were parted at runs of spaces. Check where each begins."
        warnings.append(Warning_("lost-line-breaks", message))
    else:
        blocks, wrapped = blocks_of(lines)
        if wrapped and any(block.gap for block in blocks[1:]):
            warnings.append(Warning_("wrapped-lines", "Lines that had been wrapped were joined into paragraphs."))
        elif wrapped:
            message = "Lines that had been wrapped were joined, with no blank lines to tell where a paragraph ends. Check them."
            warnings.append(Warning_("paragraphs-unclear", message))
    refusal = refuse_page(blocks, style_of(blocks))
    if refusal:
        for block in blocks:
            ledger.leave(block, "refused page")
        return "rejected", [refusal], [], ledger
    articles = [_read_post(post, ledger, warnings) for post in split_posts(blocks, style_of(blocks))]
    found = [article for article in articles if article]
    return _conclude(found, warnings, decoded, ledger, blocks)


def _conclude(
    articles: list[ReadArticle], warnings: list[Warning_], decoded: Decoded, ledger: Ledger, blocks: Sequence[Block]
) -> tuple[Status, list[Warning_], list[ReadArticle], Ledger]:
    if not articles:
        message = "No running text was found above the comments. Copy the story's paragraphs and import those."
        return "rejected", [Warning_("no-article", message)], [], ledger
    if len(articles) > 1:
        message = f"The file holds {len(articles)} stories. Save each as a file of its own, or import them one by one."
        warnings.append(Warning_("several-articles", message))
    if len(DAMAGE.findall(decoded.text)) >= 2 and articles[0].language in ("en", ""):
        message = (
            "Quotation marks or accents look damaged (like “â”) and could not be repaired with certainty. Check them."
        )
        warnings.append(Warning_("damaged-characters", message))
    held = {
        "lost-line-breaks",
        "several-articles",
        "no-headline",
        "paragraphs-unclear",
        "damaged-characters",
        "comments-unclear",
        "short-text",
    }
    status: Status = "needs_review" if held & {warning.code for warning in warnings} else "imported"
    return status, warnings, articles, ledger


def _read_post(post: Post, page: Ledger, warnings: list[Warning_]) -> ReadArticle | None:
    """The post's article; None, and all its lines left over, when there is no running text in it."""
    ledger = Ledger()
    head = post.blocks[: post.tail]
    style = style_of(head)
    language = language_of("\n".join(block.text for block in head))
    day_first = True if language not in ("en", "") else None
    header, start = read_header(head, style, ledger, day_first=day_first)
    paragraphs = BodyReader(head[start:], style, ledger, header, day_first).read()
    tail = read_tail(post.blocks[len(head) :], ledger) if post.tail is not None else Tail([], None)
    if not any(paragraph.kind == "text" for paragraph in paragraphs):
        for block in post.blocks:
            page.leave(block, "no story")
        return None
    page.add(ledger)
    _warn(header, paragraphs, tail, warnings)
    return _article(header, paragraphs, tail, language)


def _article(header: Header, paragraphs: list[Paragraph], tail: Tail, language: str) -> ReadArticle:
    text = [paragraph.text for paragraph in paragraphs if paragraph.kind == "text"]
    dateline, day = dateline_of(text[0])
    return ReadArticle(
        publisher=header.publisher,
        headline=header.headline or working_headline(text[0]),
        headline_is_working=header.headline is None,
        date=header.day or day,
        date_raw=header.date_raw or (day and dateline) or None,
        byline=header.byline,
        dateline=dateline,
        paragraphs=paragraphs,
        comments=tail.comments,
        language=language,
        direction="rtl" if direction_of("\n".join(text), language) == "rtl" else "ltr",
    )


def _warn(header: Header, paragraphs: list[Paragraph], tail: Tail, warnings: list[Warning_]) -> None:
    if header.headline is None:
        message = "The page gives no headline; a working one was taken from the first sentence. Write a better one."
        warnings.append(Warning_("no-headline", message))
    if tail.declared is not None and tail.declared != len(tail.comments):
        message = (
            f"The page announces {tail.declared} comments; {len(tail.comments)} could be read. Check the comments."
        )
        warnings.append(Warning_("comments-unclear", message))
    if sum(len(paragraph.text) for paragraph in paragraphs) < 120:
        warnings.append(Warning_("short-text", "The story is very short. Check that nothing is missing."))


def working_headline(text: str) -> str:
    """The first words of a text, cut at the end of its first sentence or at a word within 90 characters.

    A link in brackets before them, as some pages print it, is no word of the story.
    """
    text = LEADING_LINKS.sub("", text) or text
    sentence = re.split(r"(?<=[.!?…؟])[\"'”’»)]*\s", text, maxsplit=1)[0].strip()
    chosen = sentence if 25 <= len(sentence) <= WORKING_HEADLINE else text
    if len(chosen) <= WORKING_HEADLINE and chosen != text:
        return chosen.rstrip(" .")
    cut = text[: WORKING_HEADLINE + 1]
    if len(text) > WORKING_HEADLINE:
        cut = cut.rsplit(" ", 1)[0] if " " in cut else text[:WORKING_HEADLINE]
        return cut.rstrip(' ,;:–—-(“"«') + "…"
    return _without_last_word(text)


def _without_last_word(text: str) -> str:
    """A one-sentence story's headline must not be the whole story: all but its last word."""
    return (text.rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…") if " " in text else text
