"""The tables of `organisation`."""

from kokemus.organisation.models.association import Association
from kokemus.organisation.models.coordinator import Absence, Coordinator, Route
from kokemus.organisation.models.help import HelpLine, TalkPlace
from kokemus.organisation.models.organisation import CostCentre, Logo, Organisation, Unit
from kokemus.organisation.models.service import Cooperation, Post, Project

__all__ = [
    "Absence",
    "Association",
    "Cooperation",
    "Coordinator",
    "CostCentre",
    "HelpLine",
    "Logo",
    "Organisation",
    "Post",
    "Project",
    "Route",
    "TalkPlace",
    "Unit",
]
