"""Settings of a Qalam site. What differs from place to place comes from the environment or `.env`.

`.env.example` lists every variable with its meaning. One that is missing or wrong stops the start
with a message that names it and the mend (cms/variables.py).
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from django.conf.locale import LANG_INFO

from cms import variables
from cms.languages import DIRECTORY_LANGUAGES, direction, language_info, name_for_reader

BASE_DIR = Path(__file__).resolve().parent.parent

env = variables.Variables()
env.read_env(env.str("QALAM_ENV_FILE", default=str(BASE_DIR / ".env")))

# Where running leaves things behind: database, media, logins of the demo.
VAR_DIR = Path(env.str("QALAM_VAR", default=str(BASE_DIR / "var")))
try:
    VAR_DIR.mkdir(parents=True, exist_ok=True)
except OSError as error:
    env.note(
        "QALAM_VAR",
        f"QALAM_VAR is {VAR_DIR}, which can't be made: {error.strerror}.",
        hint="Make the folder, owned by whoever runs the site, or name another.",
    )

SECRET_KEY = env.required(
    "SECRET_KEY",
    "Use a long random text that nobody else knows.",
    instead=variables.unguessable(),
)
env.required(
    "SITE_URL",
    "Use the address that readers type, such as https://act.example.org.",
    instead="http://localhost",
)
SITE_URL = env.parsed(
    "SITE_URL", variables.site_url, default="http://localhost", instead="http://localhost"
)
env.required("ALLOWED_HOSTS", "Name the hosts to answer for, with commas.", instead="")
ALLOWED_HOSTS: list[str] = env.parsed("ALLOWED_HOSTS", variables.hosts, default=[], instead=[])
if not env.problems:
    _host = urlsplit(SITE_URL).hostname
    env.parsed(
        "SITE_URL",
        lambda text: variables.answers_for(_host, ALLOWED_HOSTS),
        default=None,
        instead=None,
    )
DEBUG = env.bool("DEBUG", default=False)

INSTALLED_APPS = [
    "cms",
    "actions",
    "search",
    "cms.localisation",
    "modeltranslation",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",  # so that templates/ may have widgets of its own (FORM_RENDERER)
    "django_guid",
    "django_htmx",  # for its copy of htmx
    "django_rq",  # with Redis or without, so that the database is the same
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
]

MIDDLEWARE = [
    "cms.metrics.CountMiddleware",  # not used without METRICS_TOKEN
    # Answers readers with what it keeps, headers and all: what follows runs for them only when a
    # page is made, what stood before would run with every request.
    "cms.reader_cache.ReaderCacheMiddleware",
    # Outside of all that makes an answer, inside of what keeps it: the id of a request, and the
    # headers that every answer carries (errors of what stands before get theirs in cms.views).
    "cms.logs.RequestMiddleware",
    "cms.security.headers.HeadersMiddleware",
    "cms.security.bodies.BodyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.encodings.CompressTextMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "cms.middleware.AskEachTimeMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.middleware.SiteLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "cms.security.throttle.ThrottleMiddleware",
    "cms.security.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.middleware.IsolateInAdminMiddleware",
    "axes.middleware.AxesMiddleware",
    "cms.security.odd_requests.OddRequestMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "cms.context.language",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["django.templatetags.i18n", "cms.templatetags.qalam"],
        },
    }
]

# Database: SQLite needs nothing; a write lock is taken at once, so that two writers queue
# instead of failing half-way.
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.parsed(
        "DATABASE_URL",
        variables.database,
        default={"ENGINE": variables.SQLITE, "NAME": VAR_DIR / "qalam.sqlite3"},
        instead=variables.NO_DATABASE,
    )
}
if reason := variables.unwritable(DATABASES["default"]):
    env.note("DATABASE_URL", f"DATABASE_URL {reason}", hint=reason.hint)
    DATABASES["default"] = variables.NO_DATABASE
if DATABASES["default"]["ENGINE"] == variables.SQLITE:
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    DATABASES["default"]["CONN_MAX_AGE"] = None
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # Kept for ten minutes, and asked whether it still holds before each request that uses it.
    DATABASES["default"]["CONN_MAX_AGE"] = 600
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Caches: pages for readers are kept by each process, and shared by all where Redis is.
REDIS_URL = env.parsed("REDIS_URL", variables.redis, default="", instead="")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 1500},  # some 25 KB each
    },
    # Sizes of pictures, which Wagtail remembers; forgotten with each new content version.
    "renditions": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "renditions",
    },
}
# What is counted for limits: without Redis by each process for itself (cms/security/throttle.py).
CACHES["limits"] = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "limits",
    "OPTIONS": {"MAX_ENTRIES": 50_000},
}
if REDIS_URL:
    CACHES["limits"] = CACHES["default"] = {
        "BACKEND": "cms.caching.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "qalam",
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 2},  # seconds
    }

# Jobs (cms/jobs): at once without Redis, by workers of django-rq with it. They are kept in the
# database until they are done; what stands in Redis may be lost.
TASKS = {"default": {"BACKEND": "cms.jobs.backends.AtOnceBackend"}}
if REDIS_URL:
    TASKS = {"default": {"BACKEND": "cms.jobs.backends.QueueBackend"}}
    RQ_QUEUES = {"default": {"URL": REDIS_URL, "DEFAULT_TIMEOUT": 900}}  # seconds
    RQ = {
        "JOB_CLASS": "cms.jobs.rq.Job",
        "WORKER_CLASS": "cms.jobs.rq.Worker",
        "COMMIT_MODE": "on_db_commit",
        "DEFAULT_RESULT_TTL": 3600,
        "FAILURE_TTL": 30 * 24 * 3600,
    }
    RQ_SHOW_ADMIN_LINK = False  # in Django's own admin, which isn't here

# Mail
env.required(
    "EMAIL_URL",
    "Use consolemail:// to print mail, or smtp+tls://user:password@host:587.",
    instead="dummymail://",
)
_mail: dict[str, Any] = env.parsed("EMAIL_URL", variables.mail, default={}, instead={})
vars().update(_mail)

# Languages: LANGUAGES have directory columns, SITE_LANGUAGES are what the public can read.
LANGUAGES = DIRECTORY_LANGUAGES
for _code, _name in LANGUAGES:
    LANG_INFO.setdefault(_code, language_info(_code))  # Django doesn't know Pashto
LANGUAGES_BIDI = [code for code, name in LANGUAGES if direction(code) == "rtl"]
SITE_LANGUAGES = env.parsed(
    "SITE_LANGUAGES",
    variables.languages(dict(LANGUAGES)),
    default=["en", "ur", "ar", "fr", "es"],
    instead=["en"],
)
LANGUAGE_CODE = SITE_LANGUAGES[0]
# Wagtail names them in menus and sentences of its own, without a mark of their language: there
# they are called what they are in the language of whoever reads the admin.
WAGTAIL_CONTENT_LANGUAGES = [
    (code, name_for_reader(code)) for code, name in LANGUAGES if code in SITE_LANGUAGES
]
WAGTAILADMIN_PERMITTED_LANGUAGES = WAGTAIL_CONTENT_LANGUAGES
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_LANGUAGES = tuple(code for code, name in LANGUAGES)
MODELTRANSLATION_FALLBACK_LANGUAGES = ("en", *(c for c, name in LANGUAGES if c != "en"))
# Ours first; then what of the packages we say otherwise, such as all of Wagtail in Urdu.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "packages"]
FORMAT_MODULE_PATH = ["cms.formats"]
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
USE_TZ = True
TIME_ZONE = env.parsed("TIME_ZONE", variables.time_zone, default="UTC", instead="UTC")

# Files
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("QALAM_STATIC", default=str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
_bucket = env.parsed("STORAGE_URL", variables.object_storage, default=None, instead=None)
STORAGES = {
    "default": (
        {"BACKEND": "cms.object_storage.ObjectStorage", "OPTIONS": _bucket}
        if _bucket
        else {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    ),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# The editor of a long action posts thousands of fields, and an imported document goes along with
# its review; a file that is uploaded counts for neither.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024  # bytes
# With its files, of which none has more than 20 MB; proxies let through somewhat more, so that the
# refusal is ours (cms/security/bodies.py).
LARGEST_REQUEST = 24 * 1024 * 1024  # bytes

# Who may come in, and how
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
# axes refuses who is locked out (cms/security/lockout.py), then Django looks at the password.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AXES_HANDLER = "cms.security.lockout.Handler"
AXES_CLIENT_IP_CALLABLE = "cms.security.lockout.address_mark"
AXES_USERNAME_CALLABLE = "cms.security.lockout.name_mark"
AXES_LOCKOUT_CALLABLE = "cms.security.lockout.answer"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "ip_address"]
AXES_VERBOSE = AXES_ENABLE_ADMIN = False
# The second factor (cms/security/second_factor.py): nobody publishes with a password alone.
SECOND_FACTOR = env.parsed(
    "SECOND_FACTOR",
    variables.one_of("required", "optional"),
    default="required",
    instead="required",
)
OTP_TOTP_ISSUER = f"Qalam {urlsplit(SITE_URL).hostname}"  # what apps call it
# Where somebody asks from is counted for limits (cms/security/addresses.py), and kept nowhere.
TRUSTED_PROXIES = env.int(
    "TRUSTED_PROXIES",
    default=int(env.bool("BEHIND_PROXY", default=urlsplit(SITE_URL).scheme == "https")),
)
# Sessions (cms/security/sessions.py) end twelve hours after they were last used, and are kept in
# the database, so that they can be ended. With https no other host can plant such a cookie.
SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = urlsplit(SITE_URL).scheme == "https"
if SESSION_COOKIE_SECURE:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
CSRF_TRUSTED_ORIGINS = [SITE_URL.rstrip("/")]
CSRF_FAILURE_VIEW = "cms.views.form_refused"
LOGIN_URL = "wagtailadmin_login"
WAGTAIL_FRONTEND_LOGIN_URL = "/admin/login/"  # the one way in, for pages of members as well
MESSAGE_STORAGE = "cms.admin_words.SaidAtOnce"

# What answers say of themselves (the rest is in cms/security/headers.py and policy.py). With https
# everything goes there, and browsers are told to ask nowhere else.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"  # but for Wagtail's previews, which say so themselves
WHITENOISE_ALLOW_ALL_ORIGINS = False
SECURE_SSL_REDIRECT = urlsplit(SITE_URL).scheme == "https"
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]  # asked for from beside the site
if env.bool("BEHIND_PROXY", default=SECURE_SSL_REDIRECT):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000) if SECURE_SSL_REDIRECT else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_SUBDOMAINS", default=True)
# To be on the list that browsers are shipped with can hardly be taken back: nobody does it unasked.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
if not SECURE_HSTS_INCLUDE_SUBDOMAINS:
    SILENCED_SYSTEM_CHECKS.append("security.W005")  # somebody decided it
# Numbers at /metrics (cms/metrics.py): each process counts into a file of its own.
METRICS_TOKEN = env.parsed("METRICS_TOKEN", variables.token, default="", instead="")
if METRICS_TOKEN:
    (VAR_DIR / "metrics").mkdir(exist_ok=True)
    env.ENVIRON["PROMETHEUS_MULTIPROC_DIR"] = str(VAR_DIR / "metrics")
# Where "Leave this page" leads: somewhere unremarkable, in the reader's language.
EXIT_URL = env.parsed(
    "EXIT_URL",
    variables.outside_address,
    default="https://{language}.wikipedia.org/",
    instead="https://{language}.wikipedia.org/",
)
# The licence of what is taken along as a table or a feed, by its address: whoever runs the site
# gives it, or doesn't.
DATA_LICENCE = env.parsed(
    "DATA_LICENCE",
    variables.licence,
    default="",
    instead="",
)
# Widgets come from templates/ first: Wagtail's own start themselves with inline scripts.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

ELASTICSEARCH_URL = env.parsed("ELASTICSEARCH_URL", variables.elasticsearch, default="", instead="")
SEARCH_ALIAS = "qalam"  # what its index is called there

# Wagtail
WAGTAIL_SITE_NAME = "Qalam"
WAGTAILADMIN_USER_LOGIN_FORM = "cms.forms.LoginForm"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_I18N_ENABLED = True
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # the admin calls nobody outside
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# Debian's own names of zones mean nothing to browsers, and the account's page stumbles over them.
WAGTAIL_USER_TIME_ZONES = sorted(available_timezones() - {"Factory", "localtime", "posixrules"})
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# What may be uploaded: Wagtail looks into pictures itself, documents are cms.uploads' matter.
# No SVG, since scripts can stand in it.
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.uploads.ImageForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024  # bytes
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000  # of all frames together
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ods", "odt", "pdf", "rtf", "txt", "xlsx"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.uploads.DocumentForm"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []  # handed over, never shown in our name

# Logs: to the standard error, where journald and docker find them and the answers of commands stay
# clean; without anybody's address or words (cms/logs.py). Ours at LOG_LEVEL, others from WARNING.
LOG_FORMAT = env.parsed(
    "LOG_FORMAT",
    variables.one_of("json", "line"),
    default="line" if DEBUG else "json",
    instead="json",
)
LOG_LEVEL = env.parsed(
    "LOG_LEVEL",
    variables.one_of("DEBUG", "INFO", "WARNING", "ERROR"),
    default="WARNING",
    instead="WARNING",
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "cms.logs.JsonLines"}, "line": {"()": "cms.logs.Lines"}},
    "handlers": {
        "output": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["output"], "level": "WARNING"},
    "loggers": {
        **{app: {"level": LOG_LEVEL} for app in ("cms", "actions", "search")},
        "django": {"handlers": [], "propagate": True},  # its own would mail requests to ADMINS
        "django.request": {"level": "ERROR"},  # that something isn't there is no news
        "django.server": {"handlers": ["nowhere"], "propagate": False},  # prints addresses
        "django_guid": {"level": "ERROR"},
        "axes": {"level": "ERROR"},
    },
}

# What is wrong with any variable, for the check that refuses to start (cms/checks.py).
VARIABLE_PROBLEMS = env.problems
