"""The one settings file. It reads the environment; nothing else does.

Every variable is listed in docs/operations.md. Secrets may be given as files: `SECRET_KEY_FILE=/run/secrets/key`.
"""

import sys
from pathlib import Path

import environ

try:  # Debian 12 ships an SQLite with the WAL-reset bug; the wheel carries a mended one (docs/decisions/0002).
    import pysqlite3

    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
except (
    ImportError
):  # no wheel for this platform: core.checks refuses WAL when the system's SQLite is affected
    pass

env = environ.FileAwareEnv()

PACKAGE = Path(__file__).resolve().parent.parent
VAR = Path(env.str("KOKEMUS_VAR", default=str(Path.cwd() / "var")))

DEMO = env.bool("KOKEMUS_DEMO", default=False)
DEBUG = env.bool("KOKEMUS_DEBUG", default=False)
TESTING = env.bool("KOKEMUS_TESTING", default=False)
INSECURE = DEMO or DEBUG or TESTING  # plain http on this machine only
SECRET_KEY = env.str("SECRET_KEY", default="insecure-only-for-demo-and-tests" if INSECURE else "")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]", "testserver"] if INSECURE else []
)
PORT = env.int("PORT", default=8000)
SITE_URL = env.str("SITE_URL", default=f"http://127.0.0.1:{PORT}" if INSECURE else "").rstrip("/")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "kokemus.core",
    "kokemus.audit",
    "kokemus.accounts",
    "kokemus.messaging",
    "kokemus.topics",
    "kokemus.organisation",
    "kokemus.pages",
    "kokemus.experts",
    "kokemus.fees",
    "kokemus.gigs",
    "kokemus.home",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
]

MIDDLEWARE = [
    "kokemus.core.middleware.security_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kokemus.core.middleware.packed",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kokemus.accounts.middleware.second_factor",
]

ROOT_URLCONF = "kokemus.config.urls"
WSGI_APPLICATION = "kokemus.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "kokemus.core.templatetags.ui",
                "kokemus.core.templatetags.formats",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kokemus.core.context_processors.page",
                "kokemus.organisation.context_processors.organisation",
                "kokemus.pages.context_processors.pages",
                "kokemus.home.context_processors.navigation",
            ],
            # An undefined variable fails the test that renders it (tests/test_templates.py).
            "string_if_invalid": "",
        },
    },
]

# Database: SQLite by default, PostgreSQL by DATABASE_URL.
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR / 'kokemus.sqlite3'}")}
DATABASES["default"]["ATOMIC_REQUESTS"] = False  # each action is its own transaction
DATABASES["default"]["CONN_MAX_AGE"] = 0 if TESTING else 60  # a test's server leaves no connection behind
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
        ),
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        # Counters that hold limits must not be thrown out to make room.
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}

# Sign-in (accounts/)
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
if TESTING:  # slow hashes on purpose are for real passwords only
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:start"
LOGOUT_REDIRECT_URL = "home:front"
ACCOUNT_ADAPTER = "kokemus.messaging.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "kokemus.accounts.adapters.SocialAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = [
    "email*",
    "password1*",
]  # nobody signs up, but without it sign-in would ask for no password
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_FORMS = {
    "login": "kokemus.accounts.forms.PasswordForm",
    "request_login_code": "kokemus.accounts.forms.CodeForm",
    "confirm_login_code": "kokemus.accounts.forms.ConfirmCodeForm",
    "reauthenticate": "kokemus.accounts.forms.PasswordAgainForm",
    "reset_password": "kokemus.accounts.forms.PasswordLinkForm",
    "reset_password_from_key": "kokemus.accounts.forms.NewPasswordForm",
    "change_password": "kokemus.accounts.forms.ChangePasswordForm",
}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
MFA_ADAPTER = "kokemus.accounts.adapters.MfaAdapter"
MFA_FORMS = {
    "add_webauthn": "kokemus.accounts.forms.PasskeyForm",
    "activate_totp": "kokemus.accounts.forms.AppForm",
    "authenticate": "kokemus.accounts.forms.SecondFactorForm",
    "reauthenticate": "kokemus.accounts.forms.SecondFactorAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Kokemus"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = INSECURE
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
OIDC_SERVER_URL = env.str("OIDC_SERVER_URL", default="")
OIDC_NAME = env.str("OIDC_NAME", default="Organisaation tunnus")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "organisation",
                "name": OIDC_NAME,
                "client_id": env.str("OIDC_CLIENT_ID", default=""),
                "secret": env.str("OIDC_CLIENT_SECRET", default=""),
                "settings": {
                    "server_url": OIDC_SERVER_URL,
                    # A provider that gives its people their addresses itself and says nothing of "email_verified".
                    "verified_email": env.bool("OIDC_EMAIL_IS_VERIFIED", default=False),
                },
            }
        ]
        if OIDC_SERVER_URL
        else [],
    }
}
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "kokemus.core.views.csrf_failure"

# Languages: Finnish is the source of truth for the voice; Easy Finnish falls back to it.
LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", "Suomi"), ("sv", "Svenska"), ("en", "English"), ("fi-simple", "Selkokieli")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Helsinki"
FORMAT_MODULE_PATH: list[str] = []

# Static files
STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# E-mail goes out only through the outbox (messaging/); this is where `kokemus tick` delivers it.
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://" if INSECURE else "smtp://localhost:25")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str(
    "DEFAULT_FROM_EMAIL", default="Kokemus <kokemus@example.org>" if INSECURE else ""
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Transport security
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
)
SECURE_SSL_REDIRECT = not INSECURE
SECURE_HSTS_SECONDS = 0 if INSECURE else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not INSECURE
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = not INSECURE
CSRF_COOKIE_SECURE = not INSECURE
X_FRAME_OPTIONS = "DENY"
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"hide_links": {"()": "kokemus.core.links.HideTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["hide_links"]}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
