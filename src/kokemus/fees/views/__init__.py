"""Pages of `fees`, one module per theme."""
