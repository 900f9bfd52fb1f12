"""Messages: addresses, templates, the letter before it is rendered, and what a mail server's answer means."""
