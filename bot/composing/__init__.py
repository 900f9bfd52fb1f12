"""Composing: a new notification, its questions and answers, and the lists of one's own."""
