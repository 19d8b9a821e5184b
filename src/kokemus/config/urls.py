"""All addresses. Finnish has no prefix; /sv/, /en/ and /fi-simple/ are the same pages in another language."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView

from kokemus.core.views import style_guide
from kokemus.experts.urls import joining_urls

urlpatterns = [
    *i18n_patterns(
        path("", include("kokemus.home.urls")),
        path("", include("kokemus.pages.urls")),
        path("tili/", include("kokemus.accounts.urls")),
        # An address is changed by those who know the person, not alone.
        path("kirjaudu/email/", RedirectView.as_view(pattern_name="accounts:me"), name="account_email"),
        path("kirjaudu/", include("allauth.urls")),
        path("viestit/", include("kokemus.messaging.urls")),
        path("loki/", include("kokemus.audit.urls")),
        path("aiheet/", include("kokemus.topics.urls")),
        path("", include("kokemus.organisation.urls")),
        path("tule-mukaan/", include(joining_urls)),
        path("rekisteri/", include("kokemus.experts.urls")),
        path("keikat/", include("kokemus.gigs.urls")),
        path("palkkiot/", include("kokemus.fees.urls")),
        prefix_default_language=False,
    )
]

if settings.INSECURE:
    urlpatterns += i18n_patterns(
        path("tyyli/", style_guide, name="style_guide"), prefix_default_language=False
    )

handler400 = "kokemus.core.views.bad_request"
handler403 = "kokemus.core.views.forbidden"
handler404 = "kokemus.core.views.not_found"
handler500 = "kokemus.core.views.server_error"
