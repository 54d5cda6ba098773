"""The language and direction of a text, by script and everyday words."""

import pytest

from articles.text.language import direction_of, language_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The union said on Monday that talks with the operator had broken down.", "en"),
        ("Le syndicat a dit lundi que les négociations avec la direction ont échoué.", "fr"),
        ("Die Gewerkschaft sagte am Montag, dass die Gespräche mit der Reederei gescheitert sind.", "de"),
        ("El sindicato dijo el lunes que las conversaciones con la empresa se han roto.", "es"),
        ("Il sindacato ha detto che la trattativa con gli armatori non è andata bene.", "it"),
        ("O sindicato disse que as conversas com a empresa não foram bem e que a greve continua.", "pt"),
        ("De vakbond zei maandag dat het overleg met de rederij is mislukt en dat er niet gevaren wordt.", "nl"),
        ("Профсоюз сообщил, что переговоры с компанией были сорваны.", "ru"),
        ("Профспілка повідомила, що переговори з компанією були зірвані.", "uk"),
        ("قالت النقابة إن المحادثات مع الشركة انهارت.", "ar"),
        ("اتحادیه گفت که گفتگو با شرکت به نتیجه نرسید.", "fa"),
        ("האיגוד אמר ביום שני כי השיחות עם החברה נכשלו.", "he"),
    ],
)
def test_each_language(text, code):
    assert language_of(text) == code


@pytest.mark.parametrize(
    "text", ["", "12345", "Zzyzx", "東京で火曜日に会議が開かれた。", "Kaksi kolme neljä viisi kuusi"]
)
def test_unknown_stays_unknown(text):
    assert language_of(text) == ""


def test_direction_follows_language_or_letters():
    assert direction_of("anything", "fa") == "rtl"
    assert direction_of("שלום") == "rtl"
    assert direction_of("") == "ltr"
    assert direction_of("BBC قالت النقابة إن المحادثات") == "rtl"
