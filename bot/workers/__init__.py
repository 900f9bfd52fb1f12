"""Workers beside the chat: they claim what is due, tell outcomes and announcements, and give up what cannot be done."""
