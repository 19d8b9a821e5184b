"""Pages of the register, one module for each theme; a person's page itself is in `home`."""
