"""The only writers of the register, one module for each kind of act."""
