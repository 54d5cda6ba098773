"""The comma of the reader's language, in every template: `{% comma %}` between two parts of a line."""

from __future__ import annotations

from django import template

from articles.text import joining

register = template.Library()


@register.simple_tag
def comma() -> str:
    """With the space after it."""
    return joining.comma()
