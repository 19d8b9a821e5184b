"""A gig: request → shortlist → offer → agreed → done → closed, its occasions, offers and assignments."""

from kokemus.gigs.models.assignment import Assignment, AssignmentQuerySet, HoursReport
from kokemus.gigs.models.gig import Gig, GigQuerySet, Occasion, Question
from kokemus.gigs.models.offer import Offer, OfferQuerySet
from kokemus.gigs.models.rule import CancellationRule

__all__ = [
    "Assignment",
    "AssignmentQuerySet",
    "CancellationRule",
    "Gig",
    "GigQuerySet",
    "HoursReport",
    "Occasion",
    "Offer",
    "OfferQuerySet",
    "Question",
]
