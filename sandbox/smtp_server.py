"""The mail server on loopback: takes connections and owns the conversations until the sandbox ends."""

import asyncio
import ssl
from typing import Literal

from sandbox.mailbox import Mailbox
from sandbox.manners import Manners, Visit
from sandbox.smtp_conversation import Conversation

Encryption = Literal["none", "starttls", "ssl"]


class SmtpServer:
    """Listens on 127.0.0.1."""

    def __init__(self, mailbox: Mailbox, manners: Manners, tls: ssl.SSLContext | None, encryption: Encryption) -> None:
        if encryption != "none" and tls is None:
            raise ValueError(f"smtp_encryption={encryption!r} needs smtp_tls")
        self._mailbox = mailbox
        self._manners = manners
        self._tls = tls
        self._encryption = encryption
        self._server: asyncio.Server | None = None
        self._conversations: list[Conversation] = []
        self.host = "127.0.0.1"
        self.port = 0

    async def start(self, port: int) -> None:
        """Begins to listen; port 0 is any free one."""
        context = self._tls if self._encryption == "ssl" else None
        self._server = await asyncio.get_running_loop().create_server(self._conversation, self.host, port, ssl=context)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Stops listening and ends every conversation."""
        if self._server is not None:
            self._server.close()
        for conversation in self._conversations:
            await conversation.finish()
        self._conversations.clear()

    def hang_up(self) -> None:
        """Drops the clients that are between letters, as a server does that starts anew."""
        for conversation in self._conversations:
            if conversation.idle:
                conversation.hang_up()

    def _conversation(self) -> Conversation:
        self._conversations = [one for one in self._conversations if one.visit.open]
        visit = Visit(len(self._manners.sessions) + 1, "")
        self._manners.sessions.append(visit)
        together = sum(session.open for session in self._manners.sessions)
        self._manners.most_open = max(self._manners.most_open, together)
        starttls = self._tls if self._encryption == "starttls" else None
        conversation = Conversation(self._manners, self._mailbox, starttls, visit, self._encryption == "ssl")
        self._conversations.append(conversation)
        return conversation
