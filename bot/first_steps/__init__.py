"""The first page, first steps of a new installation, and the way to everything that administrators do."""
