"""What the public reads and asks: one module for each thing."""

from kokemus.pages.models.page import Page, Picture, Text

__all__ = ["Page", "Picture", "Text"]
