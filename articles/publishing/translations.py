"""One story in several languages: which article it was first written as, and which links between them make sense.

Every translation names the article of the first language itself, so a story and its translations are one step apart.
Readers are led from one to the other by what the live editions say (`Edition.story_id`), never by working copies.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from articles.publishing.models import Article


def first_of(article: Article) -> Article:
    """The article that `article` was translated from, or itself. One query when the former is not loaded."""
    return article.translation_of or article


def problem_with(article: Article, chosen: Article, language: str) -> str:
    """Why `article`, written in `language`, cannot be a translation of `chosen`; "" when it can. Three queries at most.

    `chosen` is one that was written first, see `first_of`.
    """
    if chosen.pk == article.pk:
        return _("This is the story itself. Choose the one it was translated from.")
    if not language:
        return _("Say which language this story is in, so that its readers can be told.")
    if language.casefold() == chosen.language.casefold():
        return _("“%s” is in the same language. A translation is in another one.") % chosen.headline
    if article.pk and article.translations.exists():
        return _("Other stories are linked to this one as their first language. Link them to “%s” before.") % (
            chosen.headline
        )
    taken = chosen.translations.filter(language__iexact=language).exclude(pk=article.pk).first()
    if taken is not None:
        return _("“%s” is linked as its translation into this language already. Take that link out first.") % (
            taken.headline
        )
    return ""
