"""Logging in with an access token (RFC 6749) instead of a password: providers, grants, tokens, refusals."""
