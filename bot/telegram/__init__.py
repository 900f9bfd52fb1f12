"""The ground under every page: the session, the inbox, turns, the chat, pages, questions and pickers."""
