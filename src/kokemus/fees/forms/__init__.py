"""Forms of `fees`, one module per theme."""
