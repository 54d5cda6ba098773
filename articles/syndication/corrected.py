"""What a feed says of a story that was corrected: grave corrections before its words, the others after them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.publishing.models import Correction, Edition
from articles.text.joining import joined
from articles.text.sanitise import clean_text


def corrections_of(stories: Iterable[Edition], at: datetime) -> dict[int, list[Correction]]:
    """The corrections of `stories` made by `at`, newest first, by the key of the article. One query."""
    told: dict[int, list[Correction]] = {}
    articles = [story.article_id for story in stories]
    for correction in Correction.objects.filter(article__in=articles, made__lte=at).order_by("-made", "-pk"):
        told.setdefault(correction.article_id, []).append(correction)
    return told


def around(content: str, corrections: Sequence[Correction]) -> str:
    """`content`, a body as HTML, between its grave corrections and the others."""
    grave, others = (
        format_html_join("", "<p><strong>{}</strong></p>{}", ((heading(each), as_html(each)) for each in some))
        for some in (
            [each for each in corrections if each.is_grave()],
            [each for each in corrections if not each.is_grave()],
        )
    )
    return f"{grave}{content}{others}"


def before(description: str, corrections: Sequence[Correction]) -> str:
    """`description`, plain words, after the newest grave correction: many programs show nothing else of a story."""
    newest = next((each for each in corrections if each.is_grave()), None)
    return f"{heading(newest)}: {clean_text(newest.text)} {description}".strip() if newest else description


def heading(correction: Correction) -> str:
    """“Correction, 22 November 2026”."""
    day = date_format(timezone.localtime(correction.made), "j E Y")
    return joined([capfirst(correction.get_kind_display()), day])


def as_html(correction: Correction) -> SafeString:
    """What readers are told, and the wrong and the right where they were given."""
    text = format_html("<p>{}</p>", clean_text(correction.text))
    pairs = ((_("It said:"), correction.wrong), (_("Right is:"), correction.right))
    given = [(label, clean_text(words)) for label, words in pairs if words]
    return text + format_html_join("", "<p>{} {}</p>", given)
