"""Addresses of syndication."""

from django.urls import path, register_converter

from articles.syndication import comments_feed, corrections_feed, feed, notices, sitemaps
from articles.syndication.formats.answering import OtherForm, feed_paths
from articles.syndication.share import pictures

register_converter(OtherForm, "other_form")

urlpatterns = [
    *feed_paths("feeds/all", feed.feed_all, "feed_all"),
    *feed_paths("feeds/corrections", corrections_feed.feed_corrections, "feed_corrections"),
    *feed_paths("feeds/sections/<slug:slug>", feed.feed_section, "feed_section"),
    *feed_paths("feeds/topics/<slug:slug>", feed.feed_topic, "feed_topic"),
    *feed_paths("feeds/authors/<slug:slug>", feed.feed_author, "feed_author"),
    *feed_paths("comments/<slug:public_id>/feed", comments_feed.feed_comments, "comments_feed"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemaps/pages.xml", sitemaps.sitemap_pages, name="sitemap_pages"),
    path("sitemaps/<slug:month>.xml", sitemaps.sitemap_month, name="sitemap_month"),
    path("news-sitemap.xml", sitemaps.news_sitemap, name="news_sitemap"),
    path("share/<slug:public_id>/<slug:digest>.jpg", pictures.picture, name="share_picture"),
    path("robots.txt", notices.robots, name="robots"),
    path("humans.txt", notices.humans, name="humans"),
    path(".well-known/security.txt", notices.security, name="security"),
]
