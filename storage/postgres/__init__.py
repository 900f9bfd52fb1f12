"""Tortoise's engine for PostgreSQL as this product uses it, in place of `tortoise.backends.asyncpg`."""

from storage.postgres.client import Client

client_class = Client
"""The name by which Tortoise finds it."""
