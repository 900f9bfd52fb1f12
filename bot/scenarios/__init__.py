"""How the kinds of a scenario's events and actions are told: in its tree, in dry runs and in event chains."""
