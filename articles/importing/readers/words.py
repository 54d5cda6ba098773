"""The words of page templates, as data: months, labels, buttons and headings in the languages Newsroom reads.

Tables only. A rule that can be told from shape, position or repetition belongs in the readers, not here.
Sources: the interface texts of Blogger, WordPress, TypePad and MediaWiki, and news sites' own labels.
"""

MONTHS: dict[str, int] = {}
for _number, _names in enumerate(
    (
        "january jan janvier janv januar jänner enero ene gennaio gen janeiro januari января январь січня січень يناير كانون_الثاني ינואר ژانویه stycznia ocak",
        "february feb février fevrier févr fév februar febrero febbraio fevereiro fev februari февраля февраль лютого лютий فبراير شباط פברואר فوریه lutego şubat",
        "march mar mars märz maerz mrz marzo março maart mrt марта март березня березень مارس آذار מרץ مرس marca mart",
        "april apr avril avr abril abr aprile апреля апрель квітня квітень أبريل ابريل إبريل نيسان אפריל آوریل kwietnia nisan",
        "may mai mayo maggio mag maio mei мая май травня травень مايو أيار ايار מאי مه maja mayıs",
        "june jun juin juni junio giugno giu junho июня июнь червня червень يونيو حزيران יוני ژوئن czerwca haziran",
        "july jul juillet juil juli julio luglio lug julho июля июль липня липень يوليو تموز יולי ژوئیه lipca temmuz",
        "august aug août aout agosto ago augustus августа август серпня серпень أغسطس اغسطس آب אוגוסט اوت sierpnia ağustos",
        "september sept sep septembre septiembre settembre set setembro сентября сентябрь вересня вересень سبتمبر أيلول ايلول ספטמבר سپتامبر września eylül",
        "october oct octobre oktober okt octubre ottobre ott outubro out октября октябрь жовтня жовтень أكتوبر اكتوبر تشرين_الأول אוקטובר اکتبر października ekim",
        "november nov novembre noviembre novembro ноября ноябрь листопада листопад نوفمبر تشرين_الثاني נובמבר نوامبر listopada kasım",
        "december dec décembre decembre déc dezember dez diciembre dic dicembre dezembro декабря декабрь грудня грудень ديسمبر كانون_الأول דצמבר دسامبر grudnia aralık",
    ),
    start=1,
):
    MONTHS |= {name.replace("_", " "): _number for name in _names.split()}

WEEKDAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
    "lundi mardi mercredi jeudi vendredi samedi dimanche montag dienstag mittwoch donnerstag freitag samstag sonnabend "
    "sonntag lunes martes miércoles miercoles jueves viernes sábado sabado domingo lunedì martedì mercoledì giovedì "
    "venerdì sabato domenica segunda-feira terça-feira quarta-feira quinta-feira sexta-feira maandag dinsdag woensdag "
    "donderdag vrijdag zaterdag zondag понедельник вторник среда четверг пятница суббота воскресенье понеділок вівторок "
    "середа четвер пʼятниця п'ятниця субота неділя الاثنين الإثنين الثلاثاء الأربعاء الاربعاء الخميس الجمعة السبت الأحد "
    "الاحد يوم יום ראשון שני שלישי רביעי חמישי שישי שבת دوشنبه شنبه یکشنبه چهارشنبه پنجشنبه جمعه".split()
)

# Small words that may stand in a date line beside the date itself.
DATE_LABELS = frozenset(
    "posted published publish updated update last modified filed date dated on at by in time release released issued "
    "created first gmt utc bst est edt pst pdt cst cdt cet cest ist msk uk us et am pm a.m p.m a p m publié le mis à "
    "jour modifié veröffentlicht am um uhr stand aktualisiert publicado el actualizado a las hora hs pubblicato il "
    "aggiornato alle ore em às atualizado geplaatst op gepubliceerd om bijgewerkt опубликовано дата обновлено в г год "
    "года опубліковано оновлено о р року нشر في تاريخ نشر النشر التاريخ آخر تحديث بتاريخ الساعة م ص هـ פורסם בתאריך "
    "עודכן ב תاریخ انتشار the of de du del di den der th st nd rd h hrs print edition online edt. est. "
    "press release media statement".split()
)
UPDATED_LABELS = ("updated", "last modified", "modified", "aktualisiert", "mis à jour", "actualizado", "обновлено")
# A date after one of these is when the page was looked at or printed, not when the story appeared.
NOT_PUBLICATION = ("today", "accessed", "retrieved", "printed", "heute", "aujourd'hui", "hoy", "сегодня", "اليوم")

BYLINE_STARTS = (
    "by", "written by", "story by", "text by", "words by", "report by", "reported by", "author", "authors", "von",
    "par", "por", "di", "a cura di", "door", "автор", "авторы", "текст", "від", "بقلم", "كتب", "كتبت", "إعداد",
    "تحرير", "מאת", "نویسنده", "نوشته", "av", "autor", "auteur", "autore",
)  # fmt: skip
BYLINE_ROLES = frozenset(
    "writer correspondent reporter editor staff columnist bureau chief contributor redakteur korrespondent reporterin "
    "redakteurin journaliste correspondant correspondante envoyé corresponsal redacción redactor inviato корреспондент "
    "редактор مراسل مراسلة محرر".split()
)
PUBLISHER_LABELS = (
    "source", "publisher", "published by", "via", "quelle", "fuente", "fonte", "bron", "источник", "джерело",
    "المصدر", "مصدر", "מקור", "منبع", "outlet", "newspaper",
)  # fmt: skip
HEADLINE_LABELS = (
    "headline",
    "title",
    "subject",
    "betreff",
    "titre",
    "titel",
    "título",
    "titolo",
    "заголовок",
    "العنوان",
)
LABELLED_DATES = ("date", "datum", "fecha", "data", "дата", "التاريخ", "release date", "sent", "published")
MAIL_HEADERS = ("from", "to", "cc", "bcc", "reply-to", "sent", "message-id", "mime-version", "content-type", "received")

# Words that outlets carry in their names, and outlets whose names carry none.
OUTLET_WORDS = frozenset(
    "news wikinews times post herald tribune press agency gazette guardian journal chronicle courier mail telegraph "
    "observer mirror express star sun globe inquirer examiner bulletin dispatch record register sentinel standard echo "
    "argus today daily weekly review magazine newspaper wire newswire radio tv television broadcasting network online "
    "reporter independent monitor advertiser citizen free leader messenger nachrichten zeitung tageblatt anzeiger bote "
    "rundschau kurier presse blatt spiegel spectator actualités actualité courrier monde nouvelles journal agence dépêche "
    "gazette noticias diario periódico agencia prensa correo mundo país jornal notícias agência folha estado público "
    "giornale corriere gazzetta notizie agenzia messaggero repubblica stampa nieuws krant dagblad courant volkskrant "
    "новости новостей новостная газета агентство агентства служба вестник известия правда времена ведомости новини "
    "агенція вісник أخبار اخبار الأخبار وكالة صحيفة جريدة قناة شبكة إذاعة اذاعة مجلة نيوز خبرگزاری روزنامه اخبار "
    "חדשות עיתון wiadomości gazeta haber".split()
)
OUTLETS = frozenset(
    (
        "bbc|cnn|reuters|ap|afp|dpa|upi|npr|cbc|cbs|abc|nbc|msnbc|pbs|itv|rte|rté|rt|tass|itar-tass|xinhua|yonhap|kyodo|"
        "ansa|efe|anp|al jazeera|aljazeera|al arabiya|haaretz|le monde|le figaro|libération|der spiegel|die welt|die zeit|"
        "faz|el país|el mundo|la vanguardia|la stampa|voa|voice of america|deutsche welle|dw|politico|bloomberg|forbes|"
        "newsweek|the economist|the nation|slate|salon|wired|axios|vox|buzzfeed|the intercept|propublica|mediapart|"
        "тасс|риа|интерфакс|лента.ру|би-би-си|рбк|коммерсантъ|медуза|эхо москвы|укрінформ|уніан|"
        "بي بي سي|بي بي سي عربي|الجزيرة|الجزيرة نت|العربية|العربية نت|رويترز|سي إن إن|سي ان ان|فرانس برس|فرانس 24|"
        "سكاي نيوز|سكاي نيوز عربية|روسيا اليوم|الشرق الأوسط|الأهرام|الحياة|ויקיחדשות|הארץ|ynet"
    ).split("|")
)

CAPTION_STARTS = (
    "image", "images", "photo", "photos", "photograph", "picture", "pictured", "photo credit", "image credit", "credit",
    "caption", "file photo", "file picture", "file", "photo by", "video", "graphic", "illustration", "foto", "bild",
    "archivbild", "symbolbild", "bildquelle", "crédit", "crédits", "crédit photo", "photographie", "imagen",
    "fotografía", "immagine", "imagem", "crédito", "afbeelding", "beeld", "фото", "иллюстрация", "صورة", "الصورة",
    "صور", "תמונה", "צילום", "عکس", "map", "chart", "infographic",
)  # fmt: skip
CAPTION_OPENINGS = (
    "map of", "map showing", "file photo of", "file picture of", "photo of", "picture of", "image of", "a map of",
    "aerial view of", "view of", "an example of", "portrait of", "logo of", "screenshot of", "diagram of",
    "carte de", "vue de", "karte von", "mapa de", "mappa di", "карта", "вид на", "خريطة",
)  # fmt: skip
PHOTO_CREDIT = (
    "ap photo", "reuters photo", "afp photo", "getty", "getty images", "file photo", "photo:", "image:", "foto:", "photo by",
    "image by", "picture:", "wikimedia commons", "flickr", "shutterstock", "istock", "courtesy of", "фото:", "الصورة:",
    "dpa)", "picture alliance", "photograph:", "crédit :", "crédit:", "photo credit",
)  # fmt: skip

SHARE_WORDS = frozenset(
    "share tweet facebook twitter x google google+ pinterest linkedin reddit digg delicious stumbleupon tumblr whatsapp "
    "telegram email e-mail mail print pdf save like pin rss feed instagram youtube pocket flipboard bookmark send this "
    "post page story article on to via it with a friend blogthis blogthis! sharethis more options copy link comments "
    "comment font size text small large normal listen partager imprimer envoyer teilen drucken merken compartir "
    "imprimir enviar guardar condividi stampa invia delen partilhar поделиться печать твитнуть вконтакте одноклассники "
    "поділитися друк مشاركة شارك طباعة حفظ إرسال بالبريد الإلكتروني فيسبوك تويتر واتساب שתף הדפס diggit del.icio.us "
    "messenger sms vk vkontakte mastodon bluesky threads".split()
)
SHARE_ANCHORS = frozenset(
    "share tweet facebook twitter email e-mail print pinterest linkedin whatsapp digg delicious rss reddit partager "
    "imprimer teilen drucken compartir imprimir condividi stampa delen поделиться печать поділитися مشاركة شارك طباعة "
    "فيسبوك تويتر שתף הדפס like save pdf instagram telegram".split()
)

# Whole lines of page furniture, lower case, final punctuation and arrows removed.
NAVIGATION_LINES = frozenset(
    (
        "home|menu|search|skip to content|skip to main content|main menu|site map|sitemap|contact|contact us|about|about us|"
        "about me|privacy|privacy policy|terms|terms of use|terms of service|terms and conditions|cookie settings|cookies|"
        "cookie policy|accept cookies|accept|accept all|reject all|manage preferences|log in|login|sign in|sign up|log out|"
        "register|subscribe|subscribe now|newsletter|newsletters|advertisement|advertisements|advertise|advertise with us|"
        "sponsored|sponsored content|ad|story continues below|story continues below advertisement|continue reading below|"
        "most read|most popular|most viewed|most shared|most emailed|trending|trending now|popular posts|recent posts|"
        "recent comments|archives|archive|blog archive|editor's picks|editors' picks|top stories|latest news|latest|"
        "breaking news|more news|more stories|more from this section|you may also like|recommended|recommended for you|"
        "related|related stories|related articles|related news|related posts|related links|related topics|see also|"
        "external links|sister links|in pictures|video|videos|audio|gallery|photos|slideshow|share|share this|share this story|"
        "share this article|share this post|share it|tweet|print|email|print this page|e-mail this to a friend|printable version|"
        "print-friendly version|printer-friendly version|printer friendly|back|back to top|top|return to the top|return to top|"
        "to the top|back to the top|go to top|next|previous|next page|previous page|newer post|older post|newer posts|older posts|"
        "newer entries|older entries|older news|main|permalink|trackback|trackbacks|links to this post|create a link|"
        "show more|load more|see more|view more|view all|view all posts|read more|more|continue reading|full story|"
        "read the full story|learn more|click here|loading|follow|follow us|followers|subscribe to|view my complete profile|"
        "profile|tags|tag|labels|categories|category|topics|topic|filed under|powered by blogger|powered by wordpress|"
        "simple theme|blogger|report abuse|translate|text size|font size|press release|press releases|media release|"
        "news release|media advisory|for immediate release|news|sport|sports|weather|politics|business|opinion|world|health|"
        "entertainment|technology|science|culture|lifestyle|travel|jobs|events|editorial|local|national|international|"
        "startseite|suche|impressum|datenschutz|kontakt|anmelden|mehr zum thema|mehr|weiterlesen|anzeige|werbung|nach oben|"
        "zum seitenanfang|drucken|teilen|artikel teilen|zurück|weiter|neuerer post|älterer post|"
        "accueil|rechercher|recherche|mentions légales|connexion|s'abonner|abonnez-vous|publicité|lire aussi|à lire aussi|"
        "lire la suite|haut de page|retour en haut|partager|imprimer|article plus récent|article plus ancien|"
        "inicio|buscar|aviso legal|iniciar sesión|publicidad|leer más|más información|volver arriba|compartir|imprimir|"
        "entrada más reciente|entrada antigua|página principal|relacionado|noticias relacionadas|lea también|"
        "página inicial|pesquisar|publicidade|leia mais|leia também|saiba mais|compartilhar|postagem mais recente|"
        "postagem mais antiga|home page|cerca|pubblicità|leggi anche|leggi tutto|torna su|condividi|post più recente|"
        "post più vecchio|zoeken|lees meer|lees ook|advertentie|delen|naar boven|nieuwere post|oudere post|"
        "главная|главная страница|поиск|реклама|читайте также|читать далее|подробнее|наверх|поделиться|печать|следующее|"
        "предыдущее|войти|подписаться|головна|пошук|читайте також|читати далі|детальніше|поділитися|друк|"
        "الرئيسية|الصفحة الرئيسية|بحث|اقرأ أيضا|اقرأ أيضاً|اقرأ المزيد|المزيد|إعلان|شارك|مشاركة|طباعة|اتصل بنا|من نحن|"
        "تسجيل الدخول|رسالة أحدث|رسالة أقدم|مواضيع ذات صلة|אודות|חיפוש|קרא עוד|שתף|דף הבית|رשומה חדשה יותר|"
        "צور|صفحه اصلی|جستجو|بیشتر بخوانید"
    ).split("|")
)
# Headings of link and citation lists: what follows them is a list until running text returns.
LIST_HEADINGS = frozenset(
    (
        "sources|source|references|notes|footnotes|external links|sister links|related news|related stories|related articles|"
        "related links|related|see also|further reading|read more|more on this story|more from this section|most read|"
        "most popular|editor's picks|top stories|you may also like|recommended|recent posts|popular posts|links|"
        "quellen|einzelnachweise|weblinks|mehr zum thema|siehe auch|sur le même sujet|voir aussi|sources et références|"
        "liens externes|fuentes|véase también|noticias relacionadas|enlaces externos|fontes|ver também|notícias relacionadas|"
        "fonti|vedi anche|bronnen|zie ook|источники|ссылки|читайте также|см. также|джерела|посилання|читайте також|"
        "المصادر|مصادر|وصلات خارجية|اقرأ أيضا|اقرأ أيضاً|انظر أيضا|מקורות|קישורים חיצוניים|منابع"
    ).split("|")
)
TAG_LABELS = (
    "categories", "category", "tags", "tag", "tagged", "labels", "filed under", "filed in", "topics", "keywords",
    "posted in", "kategorien", "kategorie", "schlagwörter", "catégories", "catégorie", "étiquettes", "libellés",
    "mots-clés", "categorías", "etiquetas", "temas", "categorias", "marcadores", "categorie", "etichette", "labels",
    "рубрики", "метки", "ярлыки", "теги", "категории", "мітки", "ярлики", "التصنيفات", "التسميات", "الوسوم", "وسوم",
    "תוויות", "קטגוריות", "برچسب‌ها",
)  # fmt: skip
CONTACT_LABELS = (
    "contact", "contacts", "media contact", "media contacts", "press contact", "press contacts", "for more information",
    "for further information", "for information", "more information", "press office", "tel", "telephone", "phone", "fax",
    "email", "e-mail", "mobile", "cell", "office", "web", "website", "address", "kontakt", "pressekontakt", "telefon",
    "contact presse", "contacts presse", "tél", "téléphone", "courriel", "contacto", "contacto de prensa", "teléfono",
    "contato", "telefone", "contatti", "ufficio stampa", "контакты", "контактное лицо", "телефон", "тел", "факс",
    "للاتصال", "هاتف", "بريد إلكتروني", "editors", "notes to editors", "note to editors",
)  # fmt: skip
LINK_VERBS = frozenset(
    "watch follow listen click view see read subscribe join download visit browse vote comment sign tell send email play "
    "explore discover enter regardez écoutez lisez cliquez suivez voir jetzt lesen ansehen mira vea lea haga siga escucha "
    "guarda leggi segui clicca veja leia assista смотрите читайте слушайте شاهد اقرأ استمع تابع".split()
)
LINK_PHRASES = (
    "read more", "read also", "also read", "see also", "continue reading", "click here", "find out more", "more on",
    "more about", "full story", "full text", "read the", "read our", "have your say", "tell us", "send us", "e-mail us",
    "follow us", "like us", "join us", "sign up", "watch:", "video:", "audio:", "gallery:", "in pictures", "live:",
    "related:", "more:", "lire aussi", "à lire aussi", "lire la suite", "voir aussi", "mehr zum", "lesen sie", "siehe auch",
    "leer más", "lea también", "ver también", "leia mais", "leia também", "leggi anche", "lees ook", "lees meer",
    "читайте также", "читать далее", "читайте також", "اقرأ أيضا", "اقرأ أيضاً", "اقرأ المزيد", "شاهد أيضا", "للمزيد",
    "subscribe to", "return to", "back to", "go to", "jump to", "view all", "show all", "all posts by", "e-mail this",
    "email this", "print this", "share this", "share on", "share to", "tweet this", "save this", "links to this post",
    "newer post", "older post", "newer posts", "older posts", "powered by", "blog archive", "skip to", "next article",
    "previous article", "next story", "previous story",
)  # fmt: skip
# Openings of full sentences that are not the story's.
BOILERPLATE_OPENINGS = (
    "we use cookies", "this site uses cookies", "this website uses cookies", "by continuing to use", "by using this site",
    "all rights reserved", "the views expressed", "views expressed", "the opinions expressed", "opinions expressed",
    "this article was originally published", "this story was originally published", "this article originally appeared",
    "this article first appeared", "this article was first published", "originally published", "originally posted",
    "reproduction in whole", "this material may not be", "the bbc is not responsible", "follow us on", "follow us at",
    "like us on", "sign up for", "sign up to", "subscribe to our", "subscribe to the", "click here to", "click here for",
    "please enable javascript", "javascript is disabled", "your browser does not support", "to view this video",
    "this video cannot be played", "this content is not available", "please support our", "support our work",
    "got a tip", "have you got a story", "do you have a story", "have an opinion on this story", "republished with permission",
    "reprinted with permission", "disclaimer:", "you are receiving this", "to unsubscribe", "unsubscribe",
    "if you would like to receive", "this email was sent", "this e-mail was sent", "the above text is", "thank you for reading",
    "nous utilisons des cookies", "ce site utilise des cookies", "wir verwenden cookies", "diese website verwendet cookies",
    "utilizamos cookies", "este sitio utiliza cookies", "questo sito utilizza", "este site utiliza cookies", "deze site gebruikt",
    "tous droits réservés", "alle rechte vorbehalten", "todos los derechos", "todos os direitos", "tutti i diritti",
    "все права защищены", "всі права захищені", "جميع الحقوق محفوظة", "كل الحقوق محفوظة", "כל הזכויות שמורות",
    "share this with", "these are external links", "this entry was posted", "trackback url", "listed below are links", "this post was written", "this entry was filed",
    "you can follow any responses", "both comments and pings", "you can leave a response", "just another wordpress",
)  # fmt: skip
ERROR_PHRASES = (
    "404", "page not found", "not found", "403", "forbidden", "access denied", "500 internal", "internal server error",
    "502 bad gateway", "503 service", "service unavailable", "error establishing a database connection", "page cannot be",
    "page you requested", "page you are looking for", "page you were looking for", "no longer available",
    "no longer exists", "doesn't exist", "does not exist", "couldn't find", "could not be found", "something went wrong",
    "an error has occurred", "an error occurred", "temporarily unavailable", "checking your browser",
    "verify you are human", "are you a robot", "captcha", "enable javascript", "enable cookies", "seite nicht gefunden",
    "page introuvable", "page non trouvée", "página no encontrada", "pagina non trovata", "página não encontrada",
    "pagina niet gevonden", "страница не найдена", "сторінку не знайдено", "الصفحة غير موجودة", "العمود غير موجود",
    "הדף לא נמצא",
)  # fmt: skip
WALL_PHRASES = (
    "log in to", "login to", "sign in to", "subscribe to continue", "subscribe to read", "to continue reading",
    "please log in", "please sign in", "please login", "create an account", "create a free account", "register to",
    "already a subscriber", "already have an account", "forgot your password", "forgotten your password", "for subscribers only",
    "subscribers only", "accept all cookies", "accept cookies", "we use cookies", "uses cookies", "your privacy",
    "we value your privacy", "our partners", "manage your choices", "cookie", "premium content", "free articles",
    "réservé aux abonnés", "abonnez-vous pour", "nur für abonnenten", "jetzt anmelden", "solo para suscriptores",
    "inicia sesión", "подпишитесь", "войдите", "تسجيل الدخول",
)  # fmt: skip

# --- comment sections ---------------------------------------------------------------------------------------------
# Whole-line headers; {n} stands for a number, {t} for the story's title in quotes or not.
COMMENT_HEADERS = (
    "no comments", "no comment", "{n} comments", "{n} comment", "comments", "comments {n}", "comments on {t}",
    "comments for {t}", "{n} comments on {t}", "{n} comment on {t}", "{n} responses to {t}", "{n} response to {t}",
    "{n} responses", "{n} response", "{n} thoughts on {t}", "{n} thought on {t}", "{n} replies to {t}", "{n} reply to {t}",
    "{n} replies", "reader comments", "readers' comments", "reader comments {n}", "no responses to {t}", "no responses yet",
    "no comments yet", "be the first to comment", "{n} comments so far", "{n} comments add yours", "one comment", "one response to {t}",
    "one thought on {t}", "one response", "comments are closed", "no comments posted", "no comments posted yet", "there are no comments",
    "aucun commentaire", "{n} commentaires", "{n} commentaire", "commentaires", "commentaires {n}", "pas de commentaire",
    "pas encore de commentaire", "{n} réflexions sur {t}", "{n} réponses à {t}", "{n} réponse à {t}", "{n} commentaires sur {t}",
    "keine kommentare", "{n} kommentare", "{n} kommentar", "kommentare", "kommentare {n}", "{n} gedanken zu {t}",
    "{n} antworten auf {t}", "ein gedanke zu {t}", "ein kommentar", "{n} kommentare zu {t}",
    "no hay comentarios", "{n} comentarios", "{n} comentario", "comentarios", "comentarios {n}", "sin comentarios",
    "{n} respuestas a {t}", "{n} respuesta a {t}", "{n} pensamientos en {t}", "{n} comentarios en {t}", "un comentario",
    "nenhum comentário", "sem comentários", "{n} comentários", "{n} comentário", "comentários", "comentários {n}",
    "{n} respostas a {t}", "{n} comentários em {t}",
    "nessun commento", "{n} commenti", "{n} commento", "commenti", "commenti {n}", "{n} commenti su {t}", "{n} risposte a {t}",
    "geen opmerkingen", "{n} opmerkingen", "{n} opmerking", "opmerkingen", "geen reacties", "{n} reacties", "{n} reactie",
    "reacties", "{n} reacties op {t}", "{n} gedachten over {t}",
    "комментариев нет", "нет комментариев", "{n} комментариев", "{n} комментария", "{n} комментарий", "комментарии",
    "комментарии {n}", "{n} комментариев к {t}", "{n} комментария к {t}", "{n} комментарий к {t}",
    "немає коментарів", "коментарів немає", "{n} коментарів", "{n} коментарі", "{n} коментар", "коментарі",
    "ليست هناك تعليقات", "لا توجد تعليقات", "لا يوجد تعليقات", "{n} تعليقات", "{n} تعليق", "{n} تعليقًا", "{n} تعليقا", "{n} من التعليقات", "تعليق واحد",
    "هناك تعليق واحد", "هناك تعليقان", "تعليقان", "تعليقان {n}", "التعليقات", "التعليقات {n}", "تعليقات", "تعليقات القراء",
    "אין תגובות", "{n} תגובות", "תגובה אחת", "תגובות", "تجاهل", "هیچ نظری موجود نیست", "{n} نظر", "نظرات", "بدون نظر",
    "brak komentarzy", "{n} komentarze", "{n} komentarzy", "yorum yok", "{n} yorum", "inga kommentarer", "{n} kommentarer", "ingen kommentarer",
)  # fmt: skip
ZERO_HEADERS = (
    "no comments", "no comment", "no responses", "be the first", "there are no", "comments are closed", "aucun", "pas ",
    "keine", "no hay", "sin comentarios", "nenhum", "sem coment", "nessun", "geen", "комментариев нет", "нет коммент",
    "немає", "коментарів немає", "ليست هناك", "لا توجد", "لا يوجد", "אין תגובות", "هیچ", "بدون", "brak", "yorum yok", "inga", "ingen",
)  # fmt: skip
ONE_HEADERS = ("one ", "ein ", "un ", "تعليق واحد", "هناك تعليق واحد", "תגובה אחת")
# Lines of the form under or between comments: a comment never consists of these.
COMMENT_FORM_LINES = frozenset(
    (
        "post a comment|post comment|post your comment|add comment|add a comment|add your comment|leave a comment|leave a reply|"
        "leave a response|leave your comment|leave comment|write a comment|submit comment|submit|cancel reply|cancel|enter your comment|"
        "comment as|publish|preview|edit|delete|reply|replydelete|reply delete|respond|share|report|flag|quote|like|permalink|load more|"
        "load more comments|show more comments|older comments|newer comments|view all comments|sort by|newest first|oldest first|"
        "name|name (required)|email|email (required)|mail (will not be published) (required)|mail (will not be published)|website|comment|"
        "your name|your email|your email address|your comment|verify|save my name, email, and website in this browser for the next time i comment|"
        "notify me|notify me of follow-up comments by email|notify me of followup comments via e-mail|notify me of new posts by email|"
        "the comments to this entry are closed|comments are closed|comments are now closed|comments closed|commenting is closed|you must be logged in to post a comment|"
        "your email address will not be published|required fields are marked|your email address will not be published. required fields are marked|"
        "comments (rss)|comments feed|rss feed for comments on this post|trackback uri|trackback url|trackback url for this entry|"
        "subscribe to post comments (atom)|post comments (atom)|subscribe to: post comments (atom)|listed below are links to weblogs that reference|"
        "enregistrer un commentaire|publier un commentaire|ajouter un commentaire|laisser un commentaire|ajouter votre commentaire|répondre|répondresupprimer|répondre supprimer|supprimer|charger la suite|"
        "kommentar veröffentlichen|kommentar hinzufügen|kommentar schreiben|schreibe einen kommentar|schreiben sie einen kommentar|antworten|antwortenlöschen|antworten löschen|löschen|weitere laden|"
        "publicar un comentario|publicar un comentario en la entrada|añadir comentario|agregar comentario|deja un comentario|deja una respuesta|responder|respondereliminar|responderborrar|responder eliminar|eliminar|borrar|cargar más|"
        "postar um comentário|enviar um comentário|adicionar comentário|deixe um comentário|deixe uma resposta|responderexcluir|excluir|carregar mais|"
        "posta un commento|aggiungi commento|lascia un commento|rispondi|rispondielimina|elimina|carica altro|"
        "een reactie posten|een reactie plaatsen|reactie toevoegen|geef een reactie|laat een reactie achter|reageren|beantwoorden|beantwoordenverwijderen|verwijderen|meer laden|"
        "отправить комментарий|добавить комментарий|оставить комментарий|ответить|ответитьудалить|ответить удалить|удалить|загрузить ещё|ещё|"
        "дописати коментар|додати коментар|залишити коментар|відповісти|відповістивидалити|видалити|"
        "إرسال تعليق|إضافة تعليق|أضف تعليقا|أضف تعليقاً|أضف تعليق|اترك تعليقا|اترك تعليقاً|اترك رد|اترك ردا|رد|ردحذف|رد حذف|حذف|تحميل المزيد|التعليقات مغلقة|"
        "הוסף רשומת תגובה|הוסף תגובה|השאר תגובה|כתיבת תגובה|השב|השבמחק|מחק|ارسال نظر|ارسال یک نظر|پاسخ|حذف نظر|"
        "prześlij komentarz|odpowiedz|odpowiedzusuń|yorum gönder|yanıtla|skicka en kommentar|svara|send en kommentar|svar|"
        "reply share|share reply|reply quote|• reply • share|up down reply|reply ↓|reply →|log in to reply|report abuse|"
        "show replies|hide replies|view replies|discussion|join the discussion|start the discussion|best|oldest|newest|recommend"
    ).split("|")
)
REPLIES_LINES = frozenset(
    "replies|réponses|antworten|respuestas|respostas|risposte|reacties|ответы|відповіді|الردود|ردود|תשובות|پاسخ‌ها".split(
        "|"
    )
)
REPLY_LINES = frozenset(
    "reply|répondre|antworten|responder|rispondi|beantwoorden|ответить|відповісти|رد|השב|پاسخ".split("|")
)
# Blogger, before the text: "<name> said..."
SAID = (
    "said", "dijo", "a dit", "hat gesagt", "disse", "ha detto", "zei", "сказал", "сказала", "сказал(а)", "комментирует",
    "каже", "пише", "каже", "يقول", "قال", "אמר", "אמר/ה", "אמרה", "گفت", "pisze", "sa", "sagde", "dedi ki", "reageerde",
)  # fmt: skip
# WordPress, before the text: "<name> says:" and "<name> on <date> said:"
SAYS = (
    "says", "said", "wrote", "writes", "dice", "dijo", "dit", "a dit", "a écrit", "sagt", "sagte", "schrieb", "meint", "diz", "disse",
    "ha detto", "scrive", "zegt", "zei", "schreef", "говорит", "сказал", "пишет", "каже", "пише", "يقول", "قال", "كتب",
    "אומר", "אמר", "گفت", "می‌گوید", "commented", "responded", "replied",
)  # fmt: skip
POSTED_BY = (
    "posted by", "comment by", "left by", "written by", "submitted by", "commented by", "rédigé par", "écrit par", "publié par",
    "commentaire de", "kommentiert von", "geschrieben von", "verfasst von", "kommentar von", "publicado por", "comentario de", "comentário de",
    "postado por", "enviado por", "postato da", "pubblicato da", "inviato da", "commento di", "scritto da", "geplaatst door", "gepost door",
    "автор", "отправлено", "написал", "опубликовал", "نشر بواسطة", "مرسلة بواسطة", "تعليق من", "פורסם על ידי", "eingestellt von", "gepostet von",
    "publiée par", "автор:",
)  # fmt: skip
AVATARS = ("blogger", "anonymous", "openid", "delete comment from: blogger")
