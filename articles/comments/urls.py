"""Addresses of comments."""

from django.urls import path

from articles.comments import public_pages, views

urlpatterns = [
    path("comments/<slug:public_id>/", public_pages.all_comments, name="comments"),
    path("comments/<slug:public_id>/post/", views.post_comment, name="comment_post"),
    path("comments/<slug:public_id>/thanks/", public_pages.thanks, name="comment_thanks"),
    path("comments/<slug:public_id>/<int:pk>/", public_pages.thread, name="comment_thread"),
]
