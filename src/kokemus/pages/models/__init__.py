"""What the public reads and asks: one module for each thing."""

from kokemus.pages.models.enquiry import Enquiry
from kokemus.pages.models.page import Page, Picture, Text

__all__ = ["Enquiry", "Page", "Picture", "Text"]
