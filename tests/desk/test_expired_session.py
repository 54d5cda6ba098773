"""A form posted after its session ended: sign in, and the words stand in the form again. Nothing is written by itself."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article, AuditEntry, Edition
from tests.desk.forms import buttons_of, fields_of
from tests.world import make_article, make_section, make_user

PASSWORD = "a long password of words"


def change_url(article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


@pytest.fixture
def overnight(db):
    """A browser that opened a form, typed, and lost its session: `browser.article`, `browser.typed`."""
    browser = Client(enforce_csrf_checks=True)
    user = make_user("ines", "Editor")
    browser.force_login(user)
    browser.article = make_article(headline="Before the night")
    opened = browser.get(change_url(browser.article))
    browser.typed = fields_of(opened) | {
        "headline": "Typed in the night",
        "body": "<p>All of “it”\r\n&amp; more.</p>",
        "_save": "Save",
    }
    browser.session.flush()
    return browser


def post(browser, **more):
    return browser.post(change_url(browser.article), browser.typed | more)


def sign_in(browser, page, **more):
    data = fields_of(page, "kept-form") | {"username": "ines", "password": PASSWORD} | more
    return browser.post(page.request["PATH_INFO"], data)


def test_words_survive_the_sign_in_and_are_not_saved(overnight):
    page = post(overnight)
    assert page.status_code == 403
    assert "Your words are kept in this page" in page.content.decode()
    form = sign_in(overnight, page)
    assert form.status_code == 200
    assert "Not saved yet." in form.content.decode()
    fields = fields_of(form)
    assert fields["headline"] == "Typed in the night"
    assert fields["body"].replace("\r\n", "\n") == "<p>All of “it”\n&amp; more.</p>"
    overnight.article.refresh_from_db()
    assert overnight.article.headline == "Before the night"
    assert overnight.article.revisions.count() == 0


def test_save_after_the_sign_in_stores_them(overnight):
    form = sign_in(overnight, post(overnight))
    overnight.post(change_url(overnight.article), fields_of(form) | {"_continue": "1"})
    overnight.article.refresh_from_db()
    assert overnight.article.headline == "Typed in the night"


def test_inlines_come_back_too(overnight):
    rows = {
        "article_authors-TOTAL_FORMS": "1",
        "article_authors-0-role": "reporting from Westport",
        "article_authors-0-position": "0",
    }
    form = sign_in(overnight, post(overnight, **rows))
    assert fields_of(form)["article_authors-0-role"] == "reporting from Westport"


def test_several_choices_of_one_field_stay_several(overnight):
    page = post(overnight, topics=["3", "5"])
    assert re.findall(r'<textarea name="topics" hidden>\n(\d)</textarea>', page.content.decode()) == ["3", "5"]


def test_wrong_password_keeps_the_words(overnight):
    page = sign_in(overnight, post(overnight), password="wrong")
    assert "Please enter the correct username and password" in page.content.decode()
    assert "wrong" not in page.content.decode().replace("went wrong", "")
    assert fields_of(sign_in(overnight, page))["headline"] == "Typed in the night"


def test_buttons_are_not_pressed_by_the_sign_in(overnight):
    page = post(overnight, _verb="publish")
    assert not {"_verb", "_save"} & fields_of(page, "kept-form").keys()
    form = sign_in(overnight, page, _verb="publish", _save="Save")
    assert not Edition.objects.exists()
    assert "publish" in buttons_of(form)["_verb"]
    overnight.article.refresh_from_db()
    assert overnight.article.headline == "Before the night"


def test_new_article_comes_back_into_the_empty_form(db):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(make_user("ines", "Editor"))
    url = reverse("admin:articles_article_add")
    typed = fields_of(browser.get(url)) | {"headline": "Brand new", "section": make_section().pk, "body": "<p>x</p>"}
    browser.session.flush()
    form = sign_in(browser, browser.post(url, typed))
    assert fields_of(form)["headline"] == "Brand new"
    assert not Article.objects.exists()
    browser.post(url, fields_of(form) | {"_continue": "1"})
    assert Article.objects.get().headline == "Brand new"


def test_session_renewed_in_another_tab_offers_the_words_back(overnight):
    page = overnight.get(reverse("admin:login"))
    token = fields_of(page, "login-form")["csrfmiddlewaretoken"]
    data = {"username": "ines", "password": PASSWORD, "csrfmiddlewaretoken": token}
    overnight.post(reverse("admin:login"), data)
    page = post(overnight)  # with the token of the former session
    assert page.status_code == 403
    assert "Put my words back into the form" in page.content.decode()
    form = overnight.post(change_url(overnight.article), fields_of(page, "kept-form"))
    assert fields_of(form)["headline"] == "Typed in the night"
    overnight.article.refresh_from_db()
    assert overnight.article.headline == "Before the night"


def test_lost_cookies_offer_a_sign_in_with_the_words(overnight):
    overnight.cookies.clear()
    page = post(overnight)
    assert fields_of(page, "kept-form")["headline"] == "Typed in the night"
    assert fields_of(sign_in(overnight, page))["headline"] == "Typed in the night"


@pytest.mark.parametrize(
    "header", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_foreign_page_gets_no_button_at_all(overnight, header):
    overnight.cookies.clear()
    page = overnight.post(change_url(overnight.article), overnight.typed | {"_kept": "1"}, headers=header)
    assert page.status_code == 403
    assert "kept-form" not in page.content.decode()


def test_foreign_post_with_the_mark_writes_nothing_even_when_signed_in(overnight, editor):
    for mark in ({"_kept": "1"}, {}):
        data = {**overnight.typed, **mark, "csrfmiddlewaretoken": "forged", "_verb": "publish"}
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(editor.user)
        assert strict.post(change_url(overnight.article), data).status_code == 403
    overnight.article.refresh_from_db()
    assert overnight.article.headline == "Before the night"
    assert not AuditEntry.objects.filter(verb="publish").exists()


def test_mark_with_a_good_token_never_saves_and_never_publishes(editor):
    article = make_article(headline="Before")
    data = fields_of(editor.get(change_url(article)))
    for button in ({"_save": "1"}, {"_verb": "publish"}, {"_saveasnew": "1"}):
        editor.post(change_url(article), data | {"headline": "Slipped in", "_kept": "1", **button})
    assert [one.headline for one in Article.objects.all()] == ["Before"]
    assert not Edition.objects.exists()


def test_somebody_without_the_right_gets_the_words_to_copy(overnight):
    make_user("mara", "Moderator")
    page = sign_in(overnight, post(overnight), username="mara")
    assert page.status_code == 403
    text = page.content.decode()
    assert "Your words are here, to be copied." in text
    assert "Typed in the night" in text


def test_article_deleted_overnight_gives_the_words_to_copy(overnight):
    page = post(overnight)
    Article.objects.filter(pk=overnight.article.pk).delete()
    page = sign_in(overnight, page)
    assert page.status_code == 410
    assert "Typed in the night" in page.content.decode()


def test_words_are_shown_in_that_answer_only(overnight):
    page = post(overnight)
    assert "no-store" in page["Cache-Control"]
    overnight.get(reverse("admin:login"))
    assert "Typed in the night" not in overnight.get(change_url(overnight.article), follow=True).content.decode()
    assert "Typed in the night" not in str(dict(overnight.session))


def test_markup_in_words_is_inert_on_the_sign_in_page(overnight):
    page = post(overnight, headline='</textarea><script>alert(1)</script>"')
    assert "<script>alert(1)" not in page.content.decode()
    assert fields_of(page, "kept-form")["headline"] == '</textarea><script>alert(1)</script>"'


def test_form_asked_for_without_a_session_still_leads_to_the_sign_in(db):
    response = Client().get(change_url(make_article()))
    assert response.status_code == 302
    assert response.url.startswith(reverse("admin:login"))
