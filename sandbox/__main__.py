"""Starts the sandbox alone and prints where it is, for developers: python -m sandbox."""

import argparse
import asyncio
import sys

from sandbox import Sandbox

APPLICATION, MAILBOX = "gonets", "notify@firma.local"


async def serve(token: str, page_port: int, smtp_port: int) -> None:
    """Runs until it is interrupted."""
    async with Sandbox(token=token, page_port=page_port, smtp_port=smtp_port) as sandbox:
        sandbox.user(1001, first_name="Алиса", last_name="Петрова", username="alice")
        sandbox.identity.application("microsoft", APPLICATION, mailboxes=[MAILBOX])
        lines = [
            f"Страница:   {sandbox.page_url}",
            f"Bot API:    {sandbox.api_url}  (токен {sandbox.token})",
            f"SMTP:       {sandbox.smtp_host}:{sandbox.smtp_port}",
            f"OAuth:      {sandbox.identity.device_url('microsoft')}  (client_id {APPLICATION}, ящик {MAILBOX})",
            "Ctrl+C завершает.",
        ]
        sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


def main() -> None:
    """Reads the options."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--token", default="42:TEST")
    parser.add_argument("--page-port", type=int, default=8042)
    parser.add_argument("--smtp-port", type=int, default=8025)
    options = parser.parse_args()
    try:
        asyncio.run(serve(options.token, options.page_port, options.smtp_port))
    except KeyboardInterrupt:
        sys.stdout.write("\n")


if __name__ == "__main__":
    main()
