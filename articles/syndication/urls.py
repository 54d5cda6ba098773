"""Addresses of syndication."""

from django.urls import path

from articles.syndication import corrections_feed, feed, sitemaps

urlpatterns = [
    path("feeds/all.rss", feed.feed_all, name="feed_all"),
    path("feeds/corrections.rss", corrections_feed.feed_corrections, name="feed_corrections"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("news-sitemap.xml", sitemaps.news_sitemap, name="news_sitemap"),
    path("robots.txt", sitemaps.robots, name="robots"),
]
