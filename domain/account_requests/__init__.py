"""Accounts that people ask administrators for."""
