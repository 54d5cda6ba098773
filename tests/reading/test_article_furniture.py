"""Each piece of furniture of the article page: there when there is something to say, and not a word of it when not."""

import re
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone

from articles.desk import previews
from articles.models import Article, Picture
from articles.publishing import revisions, workflow
from articles.publishing.models.article import CommentPolicy, Kind
from tests import world
from tests.reading.pages import links, seen

pytestmark = pytest.mark.django_db


def read(client, **fields) -> str:
    return client.get(world.make_live(**fields).path).content.decode()


def make_picture(number=1, **fields) -> Picture:
    digest = str(number) * 64
    return Picture.objects.create(
        **{"title": f"t{number}", "digest": digest, "width": 1600, "height": 900, "master": "m", "alt": "A pier"}
        | fields
    )


def words_of(number: int) -> str:
    return f"<p>{'word ' * number}</p>"


def test_a_long_story_says_how_long_it_takes_and_a_short_one_does_not(client):
    assert "4 minutes’ reading" in read(client, body=words_of(950))
    assert "reading-time" not in read(client, body=words_of(590))


def test_the_lead_picture_has_its_caption_and_its_credit_and_either_alone(client):
    both = read(client, lead_picture=make_picture(1, caption="The pier at dusk.", credit="Mara L."))
    assert re.search(r"<figcaption>\s*<bdi>The pier at dusk\.</bdi>.*Picture: <bdi>Mara L\.</bdi>", both)
    credit = read(client, lead_picture=make_picture(2, credit="Mara L."))
    assert re.search(r"<figcaption>\s*<bdi class=\"credit\" lang=\"en\">Picture: <bdi>Mara L\.", credit)
    neither = read(client, lead_picture=make_picture(3))
    assert "picture-lead" in neither
    assert "<figcaption" not in neither
    assert "picture-lead" not in read(client)


def test_a_picture_whose_licence_ended_leaves_the_page_at_that_midnight(client):
    today = timezone.localdate()
    lead = make_picture(1, licence_until=today)
    inside = make_picture(2, licence_until=today - timedelta(days=1))
    body = f'<p>a</p><figure data-picture="{inside.pk}"></figure><p>b</p>'
    edition = world.publish_past_the_checks(world.make_article(lead_picture=lead, body=body))
    response = client.get(edition.path)
    assert "picture-lead" in response.content.decode()
    assert "2" * 20 not in response.content.decode()
    assert response["X-Page-Until"] == lead.shown_until.astimezone(timezone.get_fixed_timezone(0)).strftime(
        "%a, %d %b %Y %H:%M:%S GMT"
    )
    Picture.objects.filter(pk=lead.pk).update(licence_until=today - timedelta(days=1))
    content = client.get(edition.path).content.decode()
    assert "picture-lead" not in content
    assert "1" * 20 not in content, "neither on the page nor in what is shared of it"


def test_an_author_of_whom_more_is_known_has_a_card_and_another_has_none(client):
    portrait = make_picture(4, alt="Portrait of Mara")
    told = world.make_author(
        name="Mara Lindqvist",
        title="Shipping correspondent",
        biography="Covers ports.\n\nSailed before.",
        email="mara@harbour.example",
        website="https://social.example/@mara",
        picture=portrait,
    )
    bare = world.make_author(name="Ines Alba")
    content = read(client, authors=[told, bare])
    card = content[content.index('class="authors"') : content.index("</section>", content.index('class="authors"'))]
    for words in ("About the author<", "Mara Lindqvist", "Shipping correspondent", "<p>Sailed before.</p>", "4" * 20):
        assert words in card
    assert 'href="mailto:mara@harbour.example"' in card
    assert 'href="https://social.example/@mara" rel="me noopener external"><bdi>social.example</bdi>' in card
    assert "Ines Alba" not in card
    assert 'class="authors"' not in read(client, authors=[bare])
    other = world.make_author(name="Ben Osei", biography="Writes of law.")
    assert "About the authors<" in read(client, authors=[told, other])


def test_roles_stand_with_the_names(client):
    article = world.make_article(authors=[world.make_author(name="A"), world.make_author(name="B")])
    article.article_authors.filter(position=1).update(role="reporting from Westport")
    content = client.get(workflow.publish(article, by=None).path).content.decode()
    byline = re.sub(r"<[^>]+>", "", re.search(r'<p class="byline">(.*?)</p>', content)[1])
    assert byline == "By A and B (reporting from Westport)"


def test_sharing_is_plain_links_to_this_page_and_to_a_mail(client):
    edition = world.make_live(headline="Ferries & “crews”: 50% off?")
    found = links(client.get(edition.path))
    address = f"http://testserver{edition.path}"
    assert address in found
    subject, body = quote(edition.headline, safe=""), quote(address, safe="")
    assert f"mailto:?subject={subject}&body={body}" in found


def test_an_error_can_be_told_of_also_where_comments_are_off(client):
    for policy in (CommentPolicy.OPEN, CommentPolicy.OFF):
        edition = world.make_live(comment_policy=policy)
        assert f"/comments/{edition.article.public_id}/error/" in " ".join(
            found or "" for found in links(client.get(edition.path))
        )


def test_where_comments_are_not_taken_the_page_says_so(client):
    off = read(client, comment_policy=CommentPolicy.OFF)
    assert "Comments are not taken on this story." in off
    assert "comments.js" not in off
    assert "Comments are closed" in read(client, comment_policy=CommentPolicy.CLOSED)
    assert "Comments are not taken" not in read(client, comment_policy=CommentPolicy.OPEN)


def test_our_own_copy_under_a_licence_says_how_to_reuse_it(client, settings):
    content = read(client, licence="CC BY 4.0")
    assert "You may print this story under <bdi>CC BY 4.0</bdi>." in content
    assert 'class="reuse"' not in read(client)


def test_copy_without_a_known_publisher_still_leads_to_its_original(client):
    content = read(client, original_url="https://harbour.example/1", original_date=date(2016, 9, 29), licence="agency")
    assert 'href="https://harbour.example/1" rel="noopener external">First published elsewhere</a>' in content
    assert "29 September 2016" in content
    assert "<bdi>agency</bdi>" in content


def test_a_publisher_who_may_not_be_named_leaves_no_line_of_reuse(client):
    publisher = world.make_source(name="Whisper Gazette", public=False)
    content = read(client, publisher=publisher, original_url="https://whisper.example/1", licence="Whisper terms")
    assert 'class="reuse"' not in content


@pytest.mark.parametrize("kind", [Kind.OPINION, Kind.ANALYSIS, Kind.SPONSORED])
def test_a_label_goes_along_wherever_the_headline_goes(client, kind):
    edition = world.make_live(kind=kind, headline="Say it")
    label = kind.label.capitalize()
    page = seen(client.get(edition.path))
    assert page.all("meta", property="og:title")[0]["content"] == f"{label}: Say it"
    assert f"<title>{label}: Say it</title>" in client.get("/feeds/all.rss").content.decode()
    story = world.make_live(section=edition.section)
    for address in (story.path, f"/history/{edition.article.public_id}/", edition.section.get_absolute_url(), "/"):
        assert f'class="label label-{kind}">{label}</strong>' in client.get(address).content.decode(), address


def test_news_has_no_label(client):
    edition = world.make_live(headline="Say it")
    page = seen(client.get(edition.path))
    assert page.all("meta", property="og:title")[0]["content"] == "Say it"
    assert 'class="label' not in client.get(edition.path).content.decode()


def test_machines_are_told_of_authors_and_topics(client):
    author, topic = world.make_author(), world.make_topic(name="Ferries")
    page = seen(client.get(world.make_live(authors=[author], topics=[topic]).path))
    assert page.all("meta", property="article:author")[0]["content"].endswith(author.get_absolute_url())
    assert page.all("meta", property="article:tag")[0]["content"] == "Ferries"


def test_words_in_another_language_say_so(client):
    edition = world.make_live(headline="العبّارات تعود", language="ar", direction="rtl", kicker="الموانئ")
    edition.article.corrections.create(text="كان الرصيف الآخر", wrong="الشمالي", right="الجنوبي")
    content = client.get(edition.path).content.decode()
    assert '<div class="correction-text" dir="auto" lang="ar">' in content
    assert content.count('<dd dir="auto" lang="ar">') == 2
    english = client.get(world.make_live(section=edition.section).path).content.decode()
    assert '<h3 class="card-headline" lang="ar">' in english


def in_preview(client, article: Article):
    revisions.record(article, user=None)
    expires = timezone.now() + timedelta(hours=1)
    _link, token = previews.make(
        article, by=world.make_user("ines", "Editor"), label="Lawyer", expires=expires, may_approve=False
    )
    return client.get(f"/preview/{token}/")


@pytest.mark.parametrize("size", [(900, 600), (0, 0)])
def test_a_lead_picture_whose_file_is_missing_breaks_neither_preview_nor_page(client, size):
    picture = make_picture(5, width=900, height=600)
    Picture.objects.filter(pk=picture.pk).update(width=size[0], height=size[1])
    article = world.make_article(lead_picture_id=picture.pk)
    response = in_preview(client, article)
    assert response.status_code == 200
    assert ("picture-lead" in response.content.decode()) is bool(size[0])
    edition = workflow.publish(article, by=None)
    assert client.get(edition.path).status_code == 200
    assert client.get("/").status_code == 200


def test_a_preview_of_a_picture_that_left_the_library_is_drawn_without_it(client):
    picture = make_picture(6)
    article = world.make_article(lead_picture=picture)
    revisions.record(article, user=None)
    Article.objects.filter(pk=article.pk).update(lead_picture=None)
    picture.delete()
    _link, token = previews.make(
        Article.objects.get(pk=article.pk),
        by=world.make_user("ines", "Editor"),
        label="Lawyer",
        expires=timezone.now() + timedelta(hours=1),
        may_approve=False,
    )
    response = client.get(f"/preview/{token}/")
    assert response.status_code == 200
    assert "picture-lead" not in response.content.decode()


def body_of(content: str) -> str:
    return content[content.index('<div class="story-body">') : content.index('<footer class="story-foot"')]


def test_the_preview_draws_what_the_page_will_draw(client):
    author = world.make_author(biography="Covers ports.")
    english = world.make_live()
    article = world.make_article(
        authors=[author],
        topics=[world.make_topic()],
        translation_of=english.article,
        language="de",
        lead_picture=make_picture(7, caption="The pier."),
        licence="CC BY 4.0",
        body='<figure data-embed="https://youtu.be/abc"><figcaption>x</figcaption></figure>' + words_of(900),
    )
    before = in_preview(client, article).content.decode()
    after = client.get(workflow.publish(article, by=None).path).content.decode()
    assert body_of(before) == body_of(after)
    for words in (
        'class="authors"',
        'class="also-in"',
        "picture-lead",
        "minutes’ reading",
        'class="reuse"',
        "youtu.be",
    ):
        assert (words in after, words) == (True, words)
        if words != "minutes’ reading":  # stands with the times, of which a preview has none
            assert (words in before, words) == (True, words)


@pytest.mark.parametrize("number", [2, 20])
def test_everything_at_once_costs_eight_queries(client, django_assert_num_queries, number):
    section = world.make_section()
    topics = [world.make_topic() for _place in range(number)]
    english = world.make_live(section=section)
    pictures = [make_picture(place + 10, digest=f"{place:064d}") for place in range(number)]
    article = world.make_article(
        section=section,
        authors=[
            world.make_author(biography="x", picture=make_picture(digest=f"{place + 50:064d}"))
            for place in range(number)
        ],
        topics=topics,
        publisher=world.make_source(),
        lead_picture=pictures[0],
        translation_of=english.article,
        language="fr",
        body="".join(f'<p>a</p><figure data-picture="{picture.pk}"></figure>' for picture in pictures),
    )
    for place in range(number):
        world.make_statement(article)
        article.corrections.create(text="It was the other pier.")
        world.make_live(section=section, topics=topics)
        if place < 5:
            world.make_live(translation_of=english.article, language=f"{'arderues'[place:][:2]}")
    edition = world.publish_past_the_checks(article)
    for _place in range(number):
        world.make_comment(edition)
    client.get(edition.path)
    with django_assert_num_queries(8):
        content = client.get(edition.path).content.decode()
    assert content.count('class="author-card"') == number
    assert content.count('class="picture"') == number
