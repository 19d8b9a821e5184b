"""Links that carry their own permission (no account): signed, so that no table of secrets has to be kept.

Only the outbox holds them, in the words of messages, which are emptied after 30 days (messaging/jobs.py); no log does.
The lifetime and the single use of a link are the business of the thing it points to (an offer's state and time).
"""

import logging
import re

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

TOKEN = re.compile(r"\b[\w-]{16}\.[\w-]{43}\b")


class HideTokens(logging.Filter):
    """Takes the secret out of addresses before a line of the log is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, without tokens."""
        record.msg, record.args = TOKEN.sub("…", record.getMessage()), ()
        return True


class BadLink(Exception):
    """The link was cut, altered or made for something else."""


def token(purpose: str, public_id: str) -> str:
    """A token for `public_id` that is good for `purpose` only."""
    return signing.Signer(salt=f"link:{purpose}", sep=".").sign(public_id)


def read(purpose: str, value: str) -> str:
    """The public id in a token; raises BadLink when the token is not exactly what `token` made."""
    try:
        return signing.Signer(salt=f"link:{purpose}", sep=".").unsign(value)
    except signing.BadSignature as error:
        raise BadLink(purpose) from error


def absolute(viewname: str, *args: str, language: str = "fi") -> str:
    """The full address of a page in the reader's language, for messages."""
    with translation.override(language):
        return settings.SITE_URL + reverse(viewname, args=args)
