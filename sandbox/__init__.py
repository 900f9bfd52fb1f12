"""An offline stand-in for Telegram and for a mail server, with a web page."""
