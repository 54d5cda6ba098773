"""The ASGI application. The WSGI one is what we serve with: it is faster here, and nothing needs ASGI yet."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
application = get_asgi_application()
