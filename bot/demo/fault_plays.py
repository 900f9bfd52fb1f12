"""The demonstration on a bad day: the same conversation, one fault at the right moment, and what is promised then."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.demo.play import Played, act_out, compose
from bot.demo.sample import BUTTON
from bot.demo.scene import PATIENCE, Scene
from bot.demo.stage import ADMIN, MAILBOX, PROVIDER, consented
from sandbox import Fault, MailFault, Refusal, Sandbox


@dataclass(frozen=True, slots=True)
class FaultPlay:
    """A fault's play: what people do from the finished draft on, and how many letters arrive."""

    fault: MailFault | Fault | Refusal
    act: Callable[[Scene, int], Awaitable[None]]
    letters: int


async def play_fault(name: str, scene: Scene) -> Played:
    """Play the conversation with a fault of FAULTS; it is over at the end."""
    chosen = PLAYS[name]

    async def act(scene: Scene) -> None:
        await chosen.act(scene, await compose(scene))

    return await act_out(scene, act, chosen.letters, scene.texts(f"demo-promise-{name}"))


def switch_on(name: str, sandbox: Sandbox) -> None:
    """Leave a fault on until somebody ends it on the page."""
    _switch(sandbox, PLAYS[name].fault)


def _switch(sandbox: Sandbox, fault: MailFault | Fault | Refusal) -> None:
    if isinstance(fault, MailFault):
        sandbox.switch_mail(fault)
    elif isinstance(fault, Refusal):
        sandbox.switch_identity(fault)
    else:
        sandbox.switch_telegram(fault)


def _status(scene: Scene, status: str) -> str:
    return scene.texts("status", status=status)


async def _sent(scene: Scene, card: int) -> None:
    await scene.card_says(card, _status(scene, "sent"), scene.texts("demo-sees-accepted"))


async def _later(scene: Scene, card: int) -> None:
    scene.sandbox.switch_mail(MailFault.LATER)
    scene.note(scene.texts("demo-asked-to-wait"))
    await scene.press(BUTTON, card)
    await scene.card_says(card, _status(scene, "waiting"), scene.texts("demo-sees-next-try"))
    await scene.is_told(card, _status(scene, "waiting"))
    await _look_at_details(scene, card, "Greylisted")
    _letters_so_far(scene, 0)
    scene.sandbox.switch_mail(MailFault.ACCEPT)
    scene.note(scene.texts("demo-accepts-again"))
    await scene.press(scene.texts("button-try-now"), card)
    await _sent(scene, card)


async def _look_at_details(scene: Scene, card: int, words: str) -> None:
    """The server's own words are not everybody's: they stand behind a button."""
    await scene.press(scene.texts("button-details"), card)
    await scene.card_says(card, words)
    await scene.press(scene.texts("button-back-to-card"), card)


async def _refuses(scene: Scene, card: int) -> None:
    scene.sandbox.switch_mail(MailFault.REFUSE)
    scene.note(scene.texts("demo-no-mailbox"))
    await scene.press(BUTTON, card)
    said = _status(scene, "failed"), scene.texts("demo-sees-no-mailbox")
    await scene.card_says(card, *said)
    await scene.is_told(card, *said)
    await _look_at_details(scene, card, "550 5.1.1")
    scene.sandbox.switch_mail(MailFault.ACCEPT)


async def _silent(scene: Scene, card: int) -> None:
    scene.sandbox.switch_mail(MailFault.SILENT)
    scene.note(scene.texts("demo-says-nothing"))
    await scene.press(BUTTON, card)
    await scene.card_says(card, _status(scene, "uncertain"), scene.texts("demo-sees-not-repeated"))
    await scene.is_told(card, _status(scene, "uncertain"))
    scene.sandbox.switch_mail(MailFault.ACCEPT)
    _letters_so_far(scene, 1)
    scene.note(scene.texts("demo-recipient-asked", name=scene.user.name))
    await scene.press(scene.texts("button-count-sent"), card)
    await scene.card_says(card, _status(scene, "sent"))


async def _password(scene: Scene, card: int) -> None:
    admin = scene.other(scene.sandbox.user(ADMIN))
    await admin.type("/start", scene.texts("demo-sees-hello"))
    scene.sandbox.switch_mail(MailFault.WRONG_PASSWORD)
    scene.note(scene.texts("demo-password-changed"))
    await scene.press(BUTTON, card)
    await scene.card_says(card, scene.texts("demo-sees-ready"), scene.texts("demo-sees-wrong-password"))
    await scene.is_told(card, scene.texts("demo-sees-ready"))
    await admin.sees(scene.texts("demo-sees-stopped"), scene.texts("demo-sees-what-to-do"))
    _letters_so_far(scene, 0)
    scene.sandbox.switch_mail(MailFault.ACCEPT)
    scene.note(scene.texts("demo-password-right"))
    await admin.press(scene.texts("button-probe-now"))
    await admin.sees(scene.texts("demo-sees-works"), scene.texts("demo-sees-works-again"))
    await _sent(scene, card)


async def _token(scene: Scene, card: int) -> None:
    admin = scene.other(scene.sandbox.user(ADMIN))
    await admin.type("/start", scene.texts("demo-sees-hello"))
    scene.sandbox.identity.revoke(PROVIDER, MAILBOX, at_once=True)
    scene.note(scene.texts("demo-consent-withdrawn"))
    await scene.press(BUTTON, card)
    await scene.card_says(card, scene.texts("demo-sees-ready"), scene.texts("demo-sees-no-token"))
    await scene.is_told(card, scene.texts("demo-sees-ready"))
    await admin.sees(scene.texts("demo-sees-stopped"), scene.texts("demo-sees-what-to-do"))
    _letters_so_far(scene, 0)
    scene.note(scene.texts("demo-consent-again"))
    await admin.press(scene.texts("button-reconnect"))
    await admin.sees(scene.texts("demo-sees-token-asked"))
    await admin.type_secret(
        consented(scene.sandbox), scene.texts("demo-sees-works"), scene.texts("demo-sees-works-again")
    )
    await _sent(scene, card)


async def _too_many_requests(scene: Scene, card: int) -> None:
    scene.sandbox.switch_telegram(Fault.TOO_MANY_REQUESTS)
    scene.note(scene.texts("demo-too-often"))
    await scene.press(BUTTON, card, answered=False)
    await _letter_goes_without_telegram(scene, card)
    scene.sandbox.switch_telegram(None)
    scene.note(scene.texts("demo-telegram-again"))
    await _sent(scene, card)


async def _unreachable(scene: Scene, card: int) -> None:
    # The press is the last that the bot hears: otherwise there would be nothing to send.
    scene.sandbox.telegram.unreachable(polls=False)
    scene.note(scene.texts("demo-telegram-goes"))
    await scene.press(BUTTON, card, answered=False)
    await _letter_goes_without_telegram(scene, card)
    scene.sandbox.switch_telegram(Fault.UNREACHABLE)
    await scene.write("/list")
    scene.note(scene.texts("demo-telegram-returns"))
    scene.sandbox.switch_telegram(None)
    await _sent(scene, card)
    await scene.sees(scene.texts("filter-all", count=1))


async def _letter_goes_without_telegram(scene: Scene, card: int) -> None:
    await scene.sandbox.mailbox.wait_for(1, timeout=PATIENCE)
    await scene.sandbox.messenger.changed.until(lambda: scene.sandbox.telegram.met, PATIENCE)
    scene.note(scene.texts("demo-card-behind"))
    await scene.card_says(card, _status(scene, "draft"))


def _letters_so_far(scene: Scene, expected: int) -> None:
    arrived = len(scene.sandbox.mailbox.letters)
    if arrived != expected:
        raise AssertionError(scene.texts("demo-letters-so-far", arrived=arrived, expected=expected))


PLAYS = {
    "later": FaultPlay(MailFault.LATER, _later, 1),
    "refuses": FaultPlay(MailFault.REFUSE, _refuses, 0),
    "silent": FaultPlay(MailFault.SILENT, _silent, 1),
    "password": FaultPlay(MailFault.WRONG_PASSWORD, _password, 1),
    "token": FaultPlay(Refusal.REVOKED, _token, 1),
    "429": FaultPlay(Fault.TOO_MANY_REQUESTS, _too_many_requests, 1),
    "unreachable": FaultPlay(Fault.UNREACHABLE, _unreachable, 1),
}
"""By the names of FAULTS; the texts `demo-promise-…` say what holds under each."""
