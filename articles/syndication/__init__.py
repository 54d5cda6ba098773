"""What leaves for machines: feeds, sitemaps, structured data, share pictures, news to hubs. Every address is absolute.

addresses        absolute addresses, from SITE_URL
identities       names that outlive addresses
formats/         RSS, Atom and JSON Feed, written from the same entries
feed             the feeds of stories: all, of a section, a topic, an author
entries          a story as an entry
corrections_feed the feed of corrections
comments_feed    the feed of the comments under a story
corrected        what a feed says of a story that was corrected
feed_body        a story's body as it stands in a feed
kill_notices     what a feed says of a story that was withdrawn
sitemaps         the index of sitemaps, one for each month, the news sitemap
notices          robots.txt, humans.txt and security.txt
structured_data  schema.org NewsArticle for the article page
structured_sourcing  who is quoted, as schema.org Quotation, and a source as Person or Organization
share/           the picture that a link to a story is shared with
hub/             news to a WebSub hub
"""
