"""What people see and press in Telegram, the texts, the command line and the composition root."""
