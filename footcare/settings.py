"""One file, from the environment, safe by default. Every variable is described in .env.example."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.contrib.messages import constants as message_levels
from django.utils.translation import gettext_lazy as _
from environs import Env
from marshmallow.validate import OneOf

from footcare import environment

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()

with environment.one_clear_line():
    DEMO = env.bool("FOOTCARE_DEMO", False)
    DEBUG = env.bool("DEBUG", False)
    VAR = Path(env.str("FOOTCARE_VAR", str(BASE_DIR / "var")))
    DRAWINGS = VAR / "drawings"
    DRAWINGS_FETCHED = DRAWINGS / "moving"  # by browsers; the server reads the others itself
    DRAWINGS_FETCHED.mkdir(parents=True, exist_ok=True)
    SECRET_KEY = environment.secret_key(env, VAR, demo=DEMO)
    ALLOWED_HOSTS = environment.allowed_hosts(env, local=DEMO or DEBUG)
    CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", [])
    PROXIES = env.int("PROXIES", 0)
    CONTACTS = environment.contacts(env, demo=DEMO)
    CONTACTS_CONFIRMED_ON = env.date("CONTACTS_CONFIRMED_ON", None)
    TIME_ZONE = environment.time_zone(env)
    HTTPS = env.bool("HTTPS", not (DEMO or DEBUG))
    DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{VAR / 'footcare.sqlite3'}")}
    CACHES = {"default": env.dj_cache_url("CACHE_URL", "db://cache")}
    EMAIL = environment.email(env, local=DEMO or DEBUG)
    DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "footcare@localhost")
    MEDIA_ROOT = Path(env.str("MEDIA_ROOT", str(VAR / "media")))
    SQLITE_SYNCHRONOUS = env.str("SQLITE_SYNCHRONOUS", "NORMAL", validate=OneOf(["NORMAL", "FULL"]))

INSTALLED_APPS = [
    "footcare.common",
    "footcare.accounts",
    "assessments",
    "programs",
    "footcare.clinic",
    "footcare.site",
    "crispy_forms",
    "crispy_bootstrap5",
    "allauth",
    "allauth.account",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "footcare.common.middleware.PrivacyHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",  # a language that is set is found faster than the default
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "footcare.common.middleware.RequestClock",
    "footcare.accounts.middleware.WhoIsAsking",
    "footcare.accounts.middleware.StaffSession",
    "footcare.site.middleware.PageForNotAllowed",
]

ROOT_URLCONF = "footcare.urls"
WSGI_APPLICATION = "footcare.wsgi.application"
ASGI_APPLICATION = "footcare.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "footcare.site.context.site",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
MESSAGE_TAGS = {message_levels.ERROR: "danger"}

# Measured: these SQLite settings took 100 concurrent writers without one error; the stock ones gave thousands.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": f"PRAGMA journal_mode=WAL; PRAGMA synchronous={SQLITE_SYNCHRONOUS};",
    }
# Measured: for a person with a long history PostgreSQL compiled a query of 3 ms for 30 ms before running it.
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

vars().update(EMAIL)
EMAIL_TIMEOUT = 5

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_ADAPTER = "footcare.site.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "add_email": "footcare.site.account_forms.AddEmail",
    "change_password": "footcare.site.account_forms.ChangePassword",
    "confirm_login_code": "footcare.site.account_forms.ConfirmLoginCode",
    "login": "footcare.site.account_forms.Login",
    "reauthenticate": "footcare.site.account_forms.Reauthenticate",
    "request_login_code": "footcare.site.account_forms.RequestLoginCode",
    "reset_password": "footcare.site.account_forms.ResetPassword",
    "reset_password_from_key": "footcare.site.account_forms.ResetPasswordFromKey",
    "set_password": "footcare.site.account_forms.SetPassword",
    "signup": "footcare.site.account_forms.Signup",
}
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "footcare: "
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # seconds: mail can be slow, and a guess has three tries
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_SESSION_REMEMBER = True
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES  # sign-in limits count the visitor's address, not the proxy's
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/today/"
LOGOUT_REDIRECT_URL = "/"

# "en", not "en-gb": every word of a regional language is looked up in one catalogue after the other first.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
FORMAT_MODULE_PATH = ["footcare.formats"]
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static", ("drawings", DRAWINGS_FETCHED)]
MEDIA_URL = "/media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "footcare.common.staticfiles.HashedStaticFiles"},
}
WHITENOISE_MAX_AGE = 31536000

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "footcare.site.views.form_too_old"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}

GUEST_COOKIE = "footcare_guest"
GUEST_COOKIE_DAYS = 400

# Stock Django logging is silent on the console outside DEBUG: errors must reach standard error.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"class": "footcare.common.log_lines.Line", "format": "{levelname} {name} {message}", "style": "{"}
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}
