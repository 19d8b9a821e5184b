"""Django's own form messages that we say in our voice: their msgids, so that our catalogues hold the words.

An app's catalogue goes before Django's; nothing reads this tuple.
"""

from django.utils.translation import gettext_noop

SAID_OUR_WAY = (
    gettext_noop("This field is required."),
    gettext_noop("Enter a valid date."),
    gettext_noop("Enter a valid time."),
    gettext_noop("Enter a valid email address."),
    gettext_noop("Enter a whole number."),
    gettext_noop("Enter a number."),
    gettext_noop("Select a valid choice. That choice is not one of the available choices."),
)
