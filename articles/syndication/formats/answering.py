"""A channel as the answer to a request, and the addresses of a feed in each of its forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import URLPattern, path, reverse

from articles.syndication.addresses import absolute
from articles.syndication.formats import atom, json_feed, rss
from articles.syndication.formats.entry import Channel, Entry

RSS = "rss"
FORMS: dict[str, ModuleType] = {RSS: rss, "atom": atom, "json": json_feed}


class OtherForm:
    """A path converter: the forms that a feed has besides RSS."""

    regex = "atom|json"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def feed_paths(route: str, view: Callable[..., Any], name: str) -> list[URLPattern]:
    """The addresses of a feed: `route` and .rss, .atom or .json. By its name alone one gets the RSS."""
    return [
        path(f"{route}.rss", view, {"form": RSS}, name=name),
        path(f"{route}.<other_form:form>", view, name=name),
    ]


@dataclass(frozen=True)
class Feed:
    """Which feed it is: the name of its address, its form, and what that address takes besides."""

    name: str
    form: str
    of: Mapping[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The address of the feed in its form, without host."""
        return reverse(self.name, kwargs={**self.of, **({} if self.form == RSS else {"form": self.form})})


def answer(feed: Feed, *, title: str, home: str, description: str, entries: list[Entry]) -> HttpResponse:
    """The feed in its form. `home` is the path of the page for people. Says which hub tells of news, when there is one."""
    channel = Channel(
        title=title,
        home=absolute(home),
        address=absolute(feed.path),
        description=description,
        language=settings.LANGUAGE_CODE,
        publisher=settings.SITE_NAME,
        entries=entries,
        hub=settings.WEBSUB_HUB,
    )
    writer = FORMS[feed.form]
    response = HttpResponse(writer.write(channel), content_type=f"{writer.CONTENT_TYPE}; charset=utf-8")
    if channel.hub:
        response["Link"] = f'<{channel.hub}>; rel="hub", <{channel.address}>; rel="self"'
    return response
