"""Addresses of syndication."""

from django.urls import path

from articles.syndication import comments_feed, corrections_feed, feed, sitemaps

urlpatterns = [
    path("feeds/all.rss", feed.feed_all, name="feed_all"),
    path("feeds/corrections.rss", corrections_feed.feed_corrections, name="feed_corrections"),
    path("comments/<slug:public_id>/feed.rss", comments_feed.feed_comments, name="comments_feed"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("news-sitemap.xml", sitemaps.news_sitemap, name="news_sitemap"),
    path("robots.txt", sitemaps.robots, name="robots"),
]
