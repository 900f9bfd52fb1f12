"""E-mail: composing a letter to bytes and handing it to an SMTP server."""
