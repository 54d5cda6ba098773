"""The newsroom's one app. One line per package, in the order in which imports may point (downward only).

api          the read-only interface for programs, at /api/v1/
reading      the public pages: front, section, article, source, author, topic, archive, corrections
importing    a document in, an article with sources and comments out
search       finding editions by words
syndication  feeds, sitemaps, structured data, share pictures, oEmbed, news to hubs
sourcing     who said it, how we know, who may know
comments     what readers say and what happens to it
desk         what surrounds a story while people work on it: autosave, presence, notes, notices, previews
fronts       the front page: slots, launches, the breaking banner
publishing   what an article is and when the public may see it
pictures     pictures, their focal point, renditions and credit
page_cache   what a response shows and how long it may be kept; knows no models
text         pure functions: sanitise, excerpts, languages
methods      which methods a public address answers to

Domain packages define; `models.py`, `admin.py`, `urls.py` and `apps.py` beside this file only compose.
"""
