"""What the public reads and asks: one module for each thing."""

from kokemus.pages.models.enquiry import Enquiry

__all__ = ["Enquiry"]
