"""The faults that the demonstration can show, by the names that a person types; light, for `--help` reads them."""

FAULTS = ("later", "refuses", "silent", "password", "token", "429", "unreachable")
"""The texts `demo-fault-…` say what each is, `demo-promise-…` what holds under it."""
