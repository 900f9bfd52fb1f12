"""Repositories: the domain's protocols over the tables."""
