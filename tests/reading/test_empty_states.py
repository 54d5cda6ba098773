"""Each list without a row says what will be here, or why there is nothing, and offers one step on."""

import pytest

from articles.models import Correction
from tests import world
from tests.comments.test_own_comments import browser_of
from tests.reading.pages import Seen, seen

pytestmark = pytest.mark.django_db

# Address: the status, and what is said there while nothing has been published.
EMPTY_PAPER = {
    "/": (200, "The first story will stand here"),
    "/parts/": (200, "Its stories will appear here, the newest first."),
    "/parts/?before=1-1": (200, "There are no older stories."),
    "/sources/": (200, "Each one will be listed here, with what it said."),
    "/sources/?q=Vos": (200, "No source is called “<bdi>Vos</bdi>”."),
    "/corrections/": (200, "No corrections so far."),
    "/corrections/?kind=retraction": (200, "None of this kind so far."),
    "/archive/": (200, "Every story will stay here for good, the newest first."),
    "/archive/?kind=opinion": (200, "No story has all of this."),
    "/search/": (200, "How to find a story"),
    "/search/?q=ferry": (200, "No story has “<bdi>ferry</bdi>”"),
    "/search/?q=ferry&in=quotes": (200, "Nothing said has “<bdi>ferry</bdi>”"),
    "/no/such/page/": (404, "The newest stories will be offered here."),
}


def from_the_words_on(response, words: str) -> str:
    """The page's own part, from `words` to its end, without the feed that every list has below it."""
    content = response.content.decode()
    main = content[content.index("<main") : content.index("</main>")]
    assert words in main
    return main[main.index(words) :].partition('<p class="list-foot">')[0]


@pytest.mark.parametrize("address", EMPTY_PAPER)
def test_a_list_of_an_empty_paper_says_what_will_be_there_and_one_step_on(client, address):
    world.make_section(name="Parts", slug="parts")
    status, words = EMPTY_PAPER[address]
    response = client.get(address)
    assert response.status_code == status
    assert Seen(from_the_words_on(response, words)).all("a")
    assert 'class="stories"' not in response.content.decode()


def test_a_paper_with_a_correction_says_so_of_the_other_kinds_alone(client):
    edition = world.make_live()
    Correction.objects.create(article=edition.article, kind="clarification", text="The other pier.")
    assert "so far" not in client.get("/corrections/").content.decode()
    assert "None of this kind so far." in client.get("/corrections/?kind=retraction").content.decode()


def test_a_story_without_comments_says_so_and_asks_for_the_first(client):
    edition = world.make_live(comment_policy="open")
    for address in (edition.path, f"/comments/{edition.article.public_id}/"):
        content = client.get(address).content.decode()
        assert "No comments yet" in content
        assert f'href="/comments/{edition.article.public_id}/post/"' in content


def test_a_reader_whose_comments_are_all_gone_reads_what_will_be_listed():
    comment = world.make_comment(world.make_live(comment_policy="open"))
    browser = browser_of(comment)
    comment.delete()
    said = from_the_words_on(browser.get("/comments/own/"), "What you say under a story will be listed here.")
    assert Seen(said).all("a", href="/")


def test_a_paper_without_sections_has_no_empty_navigation(client):
    page = seen(client.get("/"))
    assert [found["aria-label"] for found in page.all("nav")] == ["About this paper"]
