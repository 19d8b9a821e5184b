"""Pages of a gig, one module per audience."""
