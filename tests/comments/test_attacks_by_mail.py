"""No script attack reaches a reader by mail: a letter is plain text, and no name or headline adds a header or a part."""

import pytest
from django.core import mail

from articles.comments.mailing import sending
from tests.comments.attacks import collected
from tests.comments.test_answer_mail import asked_and_agreed, mail_can_be_sent, talk  # noqa: F401 - a fixture
from tests.world import make_live

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>\r\nBcc: all@example.org\r\n\r\n<img src=x onerror=alert(2)>"


def is_plain(letter: mail.EmailMessage) -> bool:
    message = letter.message()
    return (
        not message.is_multipart()
        and message.get_content_type() == "text/plain"
        and not {"bcc", "cc"} & {name.lower() for name in message}
        and len(letter.recipients()) == 1
    )


def test_a_hostile_name_headline_and_text_make_a_plain_letter():
    asked_and_agreed()
    edition = make_live(headline=" ".join(HOSTILE.split()))
    for text in [HOSTILE, *list(collected().values())[::200]]:
        talk(edition, text=text[:4000])
    while sending.send_due():
        pass
    assert mail.outbox
    assert all(is_plain(letter) for letter in mail.outbox)
    assert any("<script>alert(1)</script>" in letter.body for letter in mail.outbox)
