"""What may be filled in about a person, one module for each theme."""
