"""The WSGI application, for Granian or any other server: Django behind its page cache, its comment form apart."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django = get_wsgi_application()

from django.conf import settings  # noqa: E402 - as the next

from articles.page_cache.serving import in_front_of  # noqa: E402 - it reads settings, which are there by now
from newsroom.apart import Apart  # noqa: E402 - as above
from newsroom.in_turn import InTurn  # noqa: E402 - as above

behind = Apart(InTurn(django), "newsroom.wsgi.django") if settings.COMMENTS_APART else InTurn(django)
application = in_front_of(behind)
