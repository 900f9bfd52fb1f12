"""Reaching a mail server: its settings with their secrets, access tokens, and what ends at providers."""
