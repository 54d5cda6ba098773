"""Stories in four languages, invented, for searches whose answers are known."""

from __future__ import annotations

from datetime import timedelta

from articles.models import Edition
from tests import world

# Key: language, headline, standfirst, body.
STORIES = {
    "strike": ("en", "Dockers end their strike", "The harbour works again after nine days.",
        "Crane drivers returned to the quays on Monday. The union called the pay deal a beginning."),
    "master": ("en", "Harbour master fined over pilot boats", "A court in Westport found two boats unsafe.",
        "The harbour master had let the pilot boats leave without a second engine, the judge said."),
    "school": ("en", "Three schools to share one kitchen", "The council wants to save money on lunches.",
        "Parents asked who would cook. The head of the harbour school said children were already running late."),
    "bridge": ("en", "Old bridge closes for repairs", "Lorries must take the northern road until May.",
        "Engineers found rust in the cables of the bridge. Cyclists may still cross."),
    "museum": ("en", "Museum buys a whaling captain's letters", "They were found in an attic.",
        "The letters of Captain Ignatius Thorne tell of a voyage in 1851 and of a café in Lisbon."),
    "tax": ("en", "AT&T and others face a new tax", "Parliament votes on Thursday.",
        "The universities asked for an exception. A university lives on grants, their spokeswoman said."),
    "greve": ("fr", "Les pêcheurs en grève", "Le port de Saint-Malo reste fermé.",
        "Les grévistes demandent une aide. La criée est fermée depuis lundi, et les clés du hangar ont disparu."),
    "ecole": ("fr", "L'école du quai rouvre", "Les élèves reviennent après l'inondation.",
        "Les travaux ont duré trois mois. Une cheffe cuisinière a été engagée pour la cantine."),
    "musee": ("fr", "Un musée sans gardiens", "La mairie cherche des bénévoles.",
        "Le musée municipal n'ouvrira que le dimanche. Les visiteurs trouveront des audioguides."),
    "port": ("ru", "Порт закрыт из-за шторма", "Паромы не ходят второй день.",
        "Капитан порта сообщил, что волны достигли шести метров. Рыбаки ждут в гавани."),
    "shkola": ("ru", "Новая школа в Гавани", "Занятия начнутся в сентябре.",
        "В школе будет бассейн и большая библиотека. Учителя приехали из разных городов."),
    "most": ("ru", "Мост через реку отремонтируют", "Работы займут два года.",
        "Инженеры нашли трещины в опорах моста. Ёлки вдоль дороги не тронут."),
    "mina": ("ar", "إغلاق الميناء بسبب العاصفة", "السفن تنتظر خارج الميناء.",
        "قال مدير الميناء إن الأمواج عالية. وينتظر الصيادون هدوء البحر."),
    "madrasa": ("ar", "مدرسة جديدة على الشاطئ", "يبدأ التعليم في سبتمبر.",
        "تضم المدرسة مكتبة كبيرة ومسبحا. وصل المعلمون من مدن كثيرة."),
    "idrab": ("ar", "إضراب عمال الموانئ ينتهي", "اتفاق على الأجور بعد تسعة أيام.",
        "عاد العمال إلى الأرصفة يوم الاثنين. وصفت النقابة الاتفاق بأنه بداية."),
}  # fmt: skip


def publish_all() -> dict[str, Edition]:
    """Every story live, the first of them the newest; the strike and the fisher speak."""
    live = {}
    for number, (name, (language, headline, standfirst, body)) in enumerate(STORIES.items()):
        live[name] = world.make_live(
            ago=timedelta(hours=number + 1),
            language=language,
            direction="rtl" if language == "ar" else "ltr",
            headline=headline,
            standfirst=standfirst,
            body=f"<p>{body}</p>",
        )
    return live
