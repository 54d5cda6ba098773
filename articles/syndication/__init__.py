"""What leaves for machines: feeds, sitemaps, robots and structured data. Every address in it is absolute.

addresses        absolute addresses, from SITE_URL
feed             the RSS feed of all stories
corrections_feed the RSS feed of corrections
corrected        what a feed says of a story that was corrected
feed_body        a story's body as it stands in a feed
kill_notices     what a feed says of a story that was withdrawn
sitemaps         the sitemap, the news sitemap and robots.txt
structured_data  schema.org NewsArticle for the article page
structured_sourcing  who is quoted, as schema.org Quotation, and a source as Person or Organization
"""
