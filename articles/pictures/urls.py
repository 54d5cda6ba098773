"""Addresses of pictures."""

from django.urls import path

from articles.pictures import views

urlpatterns = [path("media/<path:path>", views.media, name="media")]
