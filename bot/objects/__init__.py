"""Configured objects: routes, templates, scenarios and connections, on drafts and in force."""
