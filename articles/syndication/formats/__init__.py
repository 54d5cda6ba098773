"""The forms a feed goes out in: RSS 2.0, Atom and JSON Feed 1.1, each written from the same channel of entries.

entry       what a feed and an entry hold, free of anything that no XML may hold
rss         RSS 2.0
atom        Atom (RFC 4287)
json_feed   JSON Feed 1.1
answering   a channel as the answer to a request, and the addresses of a feed in each form
"""
