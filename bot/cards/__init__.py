"""Cards: a record as its author sees it, where its letter is, and what can be done now."""
