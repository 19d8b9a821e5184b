"""Experts by experience: who they are, what they have lived, what they allow, when they can, what binds them."""

from kokemus.experts.models.binding import Commitment, Pause, Unavailability
from kokemus.experts.models.consent import Audience, Consent, Purpose, Refusal, Source
from kokemus.experts.models.expert import Area, Expert, ExpertQuerySet, Note, TrainingFact
from kokemus.experts.models.imports import ImportRow, ImportRun
from kokemus.experts.models.lived import Experience, Perspective

__all__ = [
    "Area",
    "Audience",
    "Commitment",
    "Consent",
    "Experience",
    "Expert",
    "ExpertQuerySet",
    "ImportRow",
    "ImportRun",
    "Note",
    "Pause",
    "Perspective",
    "Purpose",
    "Refusal",
    "Source",
    "TrainingFact",
    "Unavailability",
]
