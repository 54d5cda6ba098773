"""The site's addresses: the desk, the health checks, and everything that readers reach."""

from django.contrib import admin
from django.urls import include, path

from newsroom import health
from newsroom.metrics.views import metrics

urlpatterns = [
    path("admin/", admin.site.urls),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("", include("articles.urls")),
]

handler400 = "newsroom.failures.bad_request"
handler403 = "newsroom.failures.forbidden"
handler404 = "newsroom.failures.not_found"
handler500 = "newsroom.failures.server_error"
