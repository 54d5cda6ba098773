"""Addresses of readers' own comments, below /comments/."""

from django.urls import path

from articles.comments.own import comment_pages, pages

urlpatterns = [
    path("own/", pages.own, name="own_comments"),
    path("own/export/", pages.export_file, name="own_export"),
    path("own/erase/", pages.erase_page, name="own_erase"),
    path("own/link/<str:token>/", pages.link, name="own_link"),
    path("<slug:public_id>/<int:pk>/edit/", comment_pages.edit, name="own_edit"),
    path("<slug:public_id>/<int:pk>/delete/", comment_pages.delete, name="own_delete"),
]
