"""What is written: one module for each reader."""
