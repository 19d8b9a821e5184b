"""Messages of the public pages, one module per theme."""
