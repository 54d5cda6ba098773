"""An embed is an address of another site, kept as such and shown as a link in words."""

import pytest

from articles.text.embeds import embed_addresses, embed_at, embeds_as_links, is_embeddable
from articles.text.sanitise import clean_html

VIDEO = "https://www.youtube.com/watch?v=abc&t=5"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "http://example.org/",
        "//example.org/",
        "/own/page/",
        "https://",
        "https://localhost/x",
        "https://ada:secret@example.org/",
        "https://example.org:8443/",
        "https://example.org/a b",
        "https://[::1/",
        "https://example.org:port/",
        "https://example.org/" + "x" * 500,
    ],
)
def test_what_is_no_address_of_another_site_is_not_embedded(url):
    assert not is_embeddable(url)
    assert embed_at(url) is None
    assert "data-embed" not in clean_html(f'<figure data-embed="{url}"><figcaption>Kept words</figcaption></figure>')


def test_the_policy_keeps_an_embed_on_a_figure_alone():
    escaped = VIDEO.replace("&", "&amp;")
    kept = f'<figure data-embed="{escaped}"><figcaption>The ferry</figcaption></figure>'
    assert clean_html(kept) == kept
    assert clean_html(f'<p data-embed="{escaped}">x</p>') == "<p>x</p>"
    assert embed_addresses(kept + kept) == [VIDEO, VIDEO]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        (VIDEO, "Watch the video on YouTube"),
        ("https://youtu.be/abc", "Watch the video on YouTube"),
        ("https://player.vimeo.com/video/1", "Watch the video on Vimeo"),
        ("https://bsky.app/profile/a/post/1", "Read the post on Bluesky"),
        ("https://open.spotify.com/episode/1", "Listen on Spotify"),
        ("https://www.openstreetmap.org/#map=5", "See the map on OpenStreetMap"),
        ("https://notyoutube.com/x", "See it on notyoutube.com"),
        ("https://www.harbour.example/live", "See it on harbour.example"),
    ],
)
def test_readers_are_told_what_is_there_and_on_whose_site(url, words):
    assert embed_at(url).words == words


def test_elsewhere_an_embed_is_a_plain_link_before_its_caption():
    stored = clean_html(f'<figure data-embed="{VIDEO}" lang="en"><figcaption>The ferry</figcaption></figure>')
    assert embeds_as_links(stored) == (
        '<figure lang="en"><p><a href="https://www.youtube.com/watch?v=abc&amp;t=5" rel="noopener">'
        "Watch the video on YouTube</a></p><figcaption>The ferry</figcaption></figure>"
    )
