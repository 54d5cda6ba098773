"""The readers' site on a page. Reading comes last: a section's address is whatever no one else has taken."""

from django.urls import include, path

urlpatterns = [
    path("", include("articles.api.urls")),
    path("", include("articles.comments.urls")),
    path("", include("articles.pictures.urls")),
    path("", include("articles.search.urls")),
    path("", include("articles.syndication.urls")),
    path("", include("articles.reading.urls")),
]
