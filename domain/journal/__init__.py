"""The journal: what became of everybody's letters, for administrators."""
