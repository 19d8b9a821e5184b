"""Print every address that a visitor may open in the county of KOKEMUS_VAR, one a line.

The rows of tests/access.py that are a visitor's, each question of the forms of many steps, signing in, and sitemap.xml.
"""

import os
import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kokemus.config.settings")
django.setup()

from django.conf import settings  # noqa: E402  the settings stand only now
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import translation  # noqa: E402

from kokemus.experts.actions import joining  # noqa: E402
from kokemus.experts.emails import join_token  # noqa: E402
from kokemus.experts.forms.route import STEPS as JOINING  # noqa: E402
from kokemus.experts.permissions import LINK  # noqa: E402
from kokemus.gigs.models import Gig, Offer  # noqa: E402
from kokemus.gigs.views.public import STEPS as REQUEST  # noqa: E402
from kokemus.pages.models import Enquiry, Picture  # noqa: E402
from tests.access import PAGES  # noqa: E402

DEVELOPERS = {"style_guide"}  # a real installation does not have it
SIGN_IN = ("account_login", "account_request_login_code", "account_reset_password")


def found() -> Any:
    """What the addresses of secret links lead to, under the names that the table gives its cast."""
    return SimpleNamespace(
        begun=joining.begin(language="fi", helper="", by=LINK),
        enquiry=Enquiry.objects.first(),
        gig=Gig.objects.first(),
        sent=Offer.objects.filter(state=Offer.State.SENT).first(),
        chosen=Offer.objects.filter(state=Offer.State.CHOSEN).first(),
        picture=Picture.objects.first(),
    )


def of_rows(county: Any) -> Iterator[str]:
    """The table's rows; one whose thing this county lacks is left to the tests."""
    for name, row in PAGES.items():
        if "visitor" not in row.may or row.missing or name in DEVELOPERS:
            continue
        try:
            yield reverse(name, args=row.args(county))
        except AttributeError:
            continue


def of_steps(county: Any) -> Iterator[str]:
    """Each question of the request form and of joining."""
    yield from (reverse("gigs:request_step", args=[step.slug]) for step in REQUEST)
    token = join_token(county.begun)
    yield from (reverse("joining:step", args=[token, step.slug]) for step in JOINING)


def of_sitemap() -> Iterator[str]:
    """Every language of every text."""
    xml = Client(headers={"host": "127.0.0.1"}).get("/sitemap.xml").content.decode()
    for address in re.findall(r"<loc>(.*?)</loc>", xml):
        yield address.removeprefix(settings.SITE_URL)


def main() -> None:
    """Each address once."""
    with translation.override("fi"):
        county = found()
        signing_in = [reverse(name) for name in SIGN_IN]
        every = [*of_rows(county), *of_steps(county), *signing_in, *of_sitemap()]
    print("\n".join(dict.fromkeys(every)))


if __name__ == "__main__":
    main()
