"""Access: who may use the bot, as what, by whose word, and what becomes of their work when they may no longer."""
