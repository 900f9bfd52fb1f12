"""How people write numbers, days, times and lengths of time in our languages, and how these are printed for them.

What is printed for a person is read back as the same value from that person.
"""

LANGUAGES = ("ru", "en")
"""Those that values are printed in, the first where nobody says."""
