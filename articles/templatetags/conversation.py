"""Tags of the conversations under stories."""

from django import template

from articles.comments.drawn import threads_html

register = template.Library()
register.simple_tag(threads_html)
