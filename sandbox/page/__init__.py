"""The sandbox's web page: the chat as a person sees it, the mailbox, and bad days to order."""

from sandbox.page.page import Page

__all__ = ["Page"]
