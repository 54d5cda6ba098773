"""Which language the interface speaks: a story's own around a story, where it is translated into it, else the site's."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

DESK = "/admin/"


def language_around(code: str) -> str:
    """The interface's language around a text in `code` (a language tag such as "ar" or "pt-BR").

    A tag with a region is followed to its language. What no translation exists for gets the site's.
    """
    known = dict(settings.LANGUAGES)
    for tag in (code.lower(), code.lower().partition("-")[0]):
        if tag in known:
            return tag
    return settings.LANGUAGE_CODE


def speak_around(code: str) -> None:
    """Speak the language around a text in `code` to the end of this request. Views of a story call it first."""
    translation.activate(language_around(code))


class EachRequestInItsLanguage:
    """Middleware: readers' pages begin in the site's language, whoever asks; the desk in the one its editor's browser asks for.

    What a view chooses (`speak_around`) ends with its request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        at_the_desk = request.path_info.startswith(DESK)
        language = translation.get_language_from_request(request) if at_the_desk else settings.LANGUAGE_CODE
        with translation.override(language):
            response = self.get_response(request)
            spoken = translation.get_language() or language
        if at_the_desk or response.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Content-Language", spoken)
        return response
