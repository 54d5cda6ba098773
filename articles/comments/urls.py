"""Addresses of comments."""

from django.urls import include, path

from articles.comments import public_pages, views
from articles.comments.desk.appeal_page import appeal
from articles.comments.errors.pages import error_thanks, report_error
from articles.comments.mailing.pages import mail_page
from articles.comments.responding import pages as responding

urlpatterns = [
    path("account/", include("articles.comments.accounts.urls")),
    path("comments/", include("articles.comments.own.urls")),
    path("comments/appeal/<slug:token>/", appeal, name="comment_appeal"),
    path("comments/mail/<slug:token>/", mail_page, name="comment_mail"),
    path("comments/<slug:public_id>/", public_pages.all_comments, name="comments"),
    path("comments/<slug:public_id>/post/", views.post_comment, name="comment_post"),
    path("comments/<slug:public_id>/error/", report_error, name="error_report"),
    path("comments/<slug:public_id>/error/thanks/", error_thanks, name="error_thanks"),
    path("comments/<slug:public_id>/thanks/", public_pages.thanks, name="comment_thanks"),
    path("comments/<slug:public_id>/new/", public_pages.news, name="comments_news"),
    path("comments/<slug:public_id>/<int:pk>/recommend/", responding.recommend, name="comment_recommend"),
    path("comments/<slug:public_id>/<int:pk>/report/", responding.report, name="comment_report"),
    path("comments/<slug:public_id>/<int:pk>/report/thanks/", responding.report_thanks, name="comment_report_thanks"),
    path("comments/<slug:public_id>/<int:pk>/", public_pages.thread, name="comment_thread"),
]
