"""Scenarios: the documents, their validation, and the interpreter that runs them."""
