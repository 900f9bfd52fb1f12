"""Changing what is configured, field by field: forms from the documents' own fields, drafts, and applying them."""
