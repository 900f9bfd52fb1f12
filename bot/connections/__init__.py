"""Connections to mail servers: checks, test letters, secrets, and how they stand."""
