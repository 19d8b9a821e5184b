"""Screens composed of two apps or more."""
