"""Messages of a gig, one module per theme."""
