"""Every setting, from the environment, safe by default. The table of variables is in README.md."""

from __future__ import annotations

import os
from pathlib import Path

from django.utils.csp import CSP

from newsroom import databases, environment, reporting, syndication

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("VAR_DIR") or BASE_DIR / "var")

DEBUG = environment.boolean("DEBUG", default=False)
SECRET_KEY = environment.secret_key(debug=DEBUG)
SECRET_KEY_FALLBACKS = environment.words("SECRET_KEY_FALLBACKS")
# Seals who protected sources are, newest first; there is no built-in one (articles/sourcing/sealing.py).
SOURCE_KEYS = environment.words("SOURCE_KEYS")

SITE_URL = environment.site_url()
SITE_NAME = os.environ.get("SITE_NAME") or "Newsroom"
HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS") or environment.hosts_of(SITE_URL)
CSRF_TRUSTED_ORIGINS = [SITE_URL] if HTTPS else []
BEHIND_PROXY = environment.boolean("BEHIND_PROXY", default=False)

INSTALLED_APPS = [
    "newsroom.apps.NewsroomConfig",
    "newsroom.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "django_prose_editor",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "articles.apps.ArticlesConfig",
]

MIDDLEWARE = [
    "newsroom.metrics.counting.CountingMiddleware",
    "newsroom.headers.StrictHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "articles.text.interface.EachRequestInItsLanguage",
    "newsroom.failures.DatabaseDownMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "newsroom.failures.RefusedMethodMiddleware",
    "articles.methods.MethodsMiddleware",
    "articles.comments.limits.BodyLimitMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "articles.publishing.origin.OriginMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "articles.reading.at_a_moment.SiteAtAMoment",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["articles.templatetags.machine_time", "articles.templatetags.own_comma"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "articles.reading.context.site",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.insert(0, "django.forms")

DATABASES = {"default": databases.database(VAR_DIR)}

# Redis is optional: it carries the cache when it is there. Sessions are in the database too, so they outlive it and
# nobody is locked out while it is away (newsroom/cache.py).
REDIS_URL = os.environ.get("REDIS_URL", "")
CACHES = {"default": environment.cache(REDIS_URL)}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db" if REDIS_URL else "django.contrib.sessions.backends.db"

# Pages are kept in front of Django (articles/page_cache/). No copy is older than PAGE_CACHE_MAX_AGE seconds, whatever word
# of a change got lost; a query of a public page that takes PAGE_CACHE_PATIENCE seconds means that the database is down.
PAGE_CACHE = environment.boolean("PAGE_CACHE", default=not DEBUG)
PAGE_CACHE_FOLDER = Path(os.environ.get("PAGE_CACHE_FOLDER") or VAR_DIR / "pages")
PAGE_CACHE_MEMORY = environment.number("PAGE_CACHE_MEMORY", default=64, most=65_536)  # MB, each worker
PAGE_CACHE_DISK = environment.number("PAGE_CACHE_DISK", default=512, most=1_048_576)  # MB, the machine
PAGE_CACHE_MAX_AGE = environment.number("PAGE_CACHE_MAX_AGE", default=60, most=86_400)
PAGE_CACHE_PATIENCE = 0.8
PAGE_CACHE_NOTIFY = PAGE_CACHE  # other machines are told of changes, by PostgreSQL
# A CDN or Varnish in front: it is told of each change, and may keep pages for PAGE_CACHE_MAX_AGE by itself.
PAGE_CACHE_PURGE_URLS = environment.addresses("PURGE_URLS")
PAGE_CACHE_PURGE_HEADER = environment.header("PURGE_HEADER")
COMMENTS_APART = environment.boolean("COMMENTS_APART", default=not DEBUG)  # a process for them beside each worker

# Where `manage.py backup` puts backups. Another disk is better, another machine best (deploy/README.md).
BACKUP_DIR = Path(os.environ.get("BACKUP_DIR") or VAR_DIR / "backups")

# /metrics is there for whoever has the token, and for nobody without one. All processes of the machine count into the file.
METRICS_TOKEN = environment.metrics_token()
METRICS_FILE = VAR_DIR / "metrics" / "tally"
SENTRY_DSN = reporting.dsn()  # who is told which code failed; see newsroom/reporting.py for what is told

# Notices to people of the desk. Without a worker they are mailed when the change is committed; see articles/desk/notices.py.
# Codes for readers who sign in are printed for a developer who has set up no mail.
MAILERS = {"default": environment.mailer(), "readers": environment.mailer(or_console=DEBUG)}
READERS_GET_MAIL = DEBUG or bool(os.environ.get("EMAIL_URL", "").strip())
# A newsroom without EMAIL_URL has chosen to send none: its notices wait at the desk. `console:` in production stays an error.
SILENCED_SYSTEM_CHECKS = [] if os.environ.get("EMAIL_URL", "").strip() else ["mail.E001"]
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM") or f"desk@{environment.hosts_of(SITE_URL)[0]}"
TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"

# Readers sign in by a code that is mailed or by a passkey, at an address of their own (articles/comments/accounts/); the
# desk by its passwords, in the admin. Neither gets in by the other's way.
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "articles.comments.accounts.backend.ReaderBackend",
]
ACCOUNT_ADAPTER = "articles.comments.accounts.adapter.ReaderAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # seconds; mail takes its time
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PREVENT_ENUMERATION = True  # a page never says whether an address has an account; the mail there does
ACCOUNT_CHANGE_EMAIL = True  # one address; a new one takes the place of the old one when its code was entered
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_USER_DISPLAY = "articles.comments.accounts.who.name_of"
ACCOUNT_SIGNUP_REDIRECT_URL = LOGIN_REDIRECT_URL = "account"
ACCOUNT_LOGOUT_REDIRECT_URL = "front"
ACCOUNT_FORMS = {
    "login": "articles.comments.accounts.forms.SignInForm",
    "signup": "articles.comments.accounts.forms.SignUpForm",
    "confirm_login_code": "articles.comments.accounts.forms.SignInCodeForm",
    "confirm_email_verification_code": "articles.comments.accounts.forms.SignUpCodeForm",
}
MFA_ADAPTER = "articles.comments.accounts.adapter.PasskeyAdapter"
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = (
    not HTTPS
)  # on this machine itself browsers allow it without TLS, under “localhost”

# Counts who is heard, from what sources say of themselves; off unless the newsroom turns it on.
DIVERSITY_AUDIT = environment.boolean("DIVERSITY_AUDIT", default=False)

# Seconds; a comment sent sooner after its form was opened waits for a moderator. See articles/comments/judging/.
COMMENT_FORM_SECONDS = 3
# Who is asked, beside ourselves, about a comment that nothing of ours objects to; off without an address.
OUTSIDE_CHECK_URL, OUTSIDE_CHECK_KEY = environment.outside_check()
# After first publication, where moderators set no days of their own for a story; 0 for never.
COMMENTS_CLOSE_AFTER_DAYS = environment.days("COMMENTS_CLOSE_AFTER_DAYS", default=0)
COMMENT_RATES = environment.boolean("COMMENT_RATES", default=True)  # off for load tests, which post as nobody does

# What machines are told: the newsroom's rules, the hub of its feeds, where holes are reported, which robots are unwelcome.
POLICY_URLS = syndication.policies()
WEBSUB_HUB = syndication.hub()
CONTACT_EMAIL = environment.mail_address("CONTACT_EMAIL")  # at the foot of every page
SECURITY_CONTACT = syndication.security_contacts()
ROBOTS_REFUSED = syndication.refused_robots()
# Folders with TrueType fonts for the pictures that links to stories are shared with, asked before the system's.
SHARE_FONTS = environment.words("SHARE_FONTS")

# What the interface speaks: a story's pages in the story's language where it is one of these, all else in the site's.
LANGUAGES = [("en", "English"), ("ar", "العربية"), ("fr", "Français"), ("ru", "Русский")]
LANGUAGE_CODE = environment.one_of("SITE_LANGUAGE", [code for code, _name in LANGUAGES], default="en")
LOCALE_PATHS = [BASE_DIR / "articles" / "locale"]
TIME_ZONE = os.environ.get("TIME_ZONE") or "UTC"
USE_I18N = True
FORMAT_MODULE_PATH = ["newsroom.formats"]
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
FIXTURE_DIRS = [BASE_DIR / "fixtures"]
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT") or VAR_DIR / "media")
STORAGES = {
    # Only `public` is ever served. Originals carry camera metadata and places and stay private.
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT / "public", "base_url": MEDIA_URL},
    },
    "originals": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT / "private"},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}
FILE_UPLOAD_PERMISSIONS = 0o644
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # an article with some 80 statements passes Django's 1,000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440  # bytes, Django's default said aloud: an article with inlines fits many times

# Strict headers, on every response. The policy scores 130 of 100 on Mozilla's Observatory.
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]  # probed over plain http from the machine itself
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0  # two years
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and environment.boolean("HSTS_SUBDOMAINS", default=True)
# Browsers' lists take a site with all that is below it, or not at all.
SECURE_HSTS_PRELOAD = SECURE_HSTS_INCLUDE_SUBDOMAINS and environment.boolean("HSTS_PRELOAD", default=True)
# Switched off is decided; Django's warnings are for those who never thought of it.
if HTTPS and not SECURE_HSTS_INCLUDE_SUBDOMAINS:
    SILENCED_SYSTEM_CHECKS.append("security.W005")
if HTTPS and not SECURE_HSTS_PRELOAD:
    SILENCED_SYSTEM_CHECKS.append("security.W021")
# Only with a proxy that sets the header itself and drops a client's own.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None

# Browsers take `__Host-` and Secure cookies over https only; `make run` is plain http on the loopback address.
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "newsroom.failures.csrf_failure"

LOGGING = environment.logging(readable=DEBUG)
