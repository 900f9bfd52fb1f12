"""Tortoise's engine for SQLite as this product uses it: `storage.sqlite` in place of `tortoise.backends.sqlite`."""

from storage.sqlite.client import Client

client_class = Client
"""The name by which Tortoise finds it."""
