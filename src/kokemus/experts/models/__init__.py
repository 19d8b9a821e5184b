"""Experts by experience: who they are, what they have lived, what they allow, when they can, what binds them."""

from kokemus.experts.models.application import Application, ApplicationQuerySet
from kokemus.experts.models.binding import Commitment, Pause, Unavailability
from kokemus.experts.models.consent import (
    AUDIENCES_OF,
    TEXT_VERSION,
    Audience,
    Consent,
    Purpose,
    Refusal,
    Source,
)
from kokemus.experts.models.expert import (
    Area,
    CriminalRecordCheck,
    Expert,
    ExpertQuerySet,
    Note,
    TrainingFact,
)
from kokemus.experts.models.imports import ImportRow, ImportRowQuerySet, ImportRun
from kokemus.experts.models.lived import Experience, Perspective
from kokemus.experts.models.need import RecruitingNeed, Sought

__all__ = [
    "AUDIENCES_OF",
    "TEXT_VERSION",
    "Application",
    "ApplicationQuerySet",
    "Area",
    "Audience",
    "Commitment",
    "Consent",
    "CriminalRecordCheck",
    "Experience",
    "Expert",
    "ExpertQuerySet",
    "ImportRow",
    "ImportRowQuerySet",
    "ImportRun",
    "Note",
    "Pause",
    "Perspective",
    "Purpose",
    "RecruitingNeed",
    "Refusal",
    "Sought",
    "Source",
    "TrainingFact",
    "Unavailability",
]
