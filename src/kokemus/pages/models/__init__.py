"""What the public reads and asks: one module for each thing."""
