"""Record templates, the records that people fill in, and what can be asked about them."""
