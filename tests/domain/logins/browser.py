"""A person in a browser at the sandbox's pages of consent, over real HTTP."""

import html
import re
from dataclasses import dataclass
from urllib.parse import urljoin

from aiohttp import ClientSession


@dataclass(frozen=True)
class Seen:
    """A page, and the address that it was seen at."""

    text: str
    status: int
    url: str


async def look(url: str) -> Seen:
    """Open a page."""
    async with ClientSession() as http, http.get(url) as response:
        return Seen(await response.text(), response.status, str(response.url))


async def decide(url: str, mailbox: str, *, allow: bool = True) -> Seen:
    """Answer the page of consent, and see what that leads to."""
    return await look(await left_at(url, mailbox, allow=allow))


async def left_at(url: str, mailbox: str, *, allow: bool = True) -> str:
    """Answer the page of consent, and return the address that it leads to."""
    page = await look(url)
    assert page.status == 200, page.text
    action = re.search(r'<form method="post" action="([^"]*)"', page.text)
    assert action is not None
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page.text)
    form = {name: html.unescape(value) for name, value in found}
    form |= {"mailbox": mailbox, "decision": "allow" if allow else "deny"}
    address = urljoin(url, html.unescape(action[1]))
    async with ClientSession() as http, http.post(address, data=form, allow_redirects=False) as response:
        return response.headers["Location"]
