"""What people may fill in about a gig, one module per theme."""

from kokemus.gigs.forms.occasions import OccasionFormSet
from kokemus.gigs.forms.phone import PhoneForm, missing_answers
from kokemus.gigs.forms.requests import GigRequestForm

__all__ = ["GigRequestForm", "OccasionFormSet", "PhoneForm", "missing_answers"]
