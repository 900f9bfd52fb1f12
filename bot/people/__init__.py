"""People: who may use the bot, requests for access, invitations, and leaving."""
