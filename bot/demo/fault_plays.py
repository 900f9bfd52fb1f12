"""The demonstration on a bad day: the same conversation, one fault at the right moment, and what is promised then."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.demo.play import BUTTON, Played, act_out, compose
from bot.demo.scene import PATIENCE, Scene
from bot.demo.stage import ADMIN, MAILBOX, PROVIDER, consented
from sandbox import Fault, MailFault, Refusal, Sandbox, User

SENT = ("✅ Отправлено", "сервер принял письмо")


@dataclass(frozen=True, slots=True)
class FaultPlay:
    """A fault's play: what people do from the finished draft on, how many letters arrive, and what was promised."""

    fault: MailFault | Fault | Refusal
    act: Callable[[Scene, int], Awaitable[None]]
    letters: int
    promise: str


async def play_fault(name: str, sandbox: Sandbox, user: User, say: Callable[[str], None]) -> Played:
    """Play the conversation with a fault of FAULTS; it is over at the end."""
    chosen = PLAYS[name]

    async def act(scene: Scene) -> None:
        await chosen.act(scene, await compose(scene))

    return await act_out(Scene(sandbox, user, say), act, chosen.letters, chosen.promise)


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


async def _later(scene: Scene, card: int) -> None:
    scene.sandbox.switch_mail(MailFault.LATER)
    scene.note("Почтовый сервер теперь просит зайти позже: так проверяют новых отправителей.")
    await scene.press(BUTTON, card)
    await scene.card_says(card, "🕓 Ждёт отправки", "Следующая попытка в")
    await scene.is_told(card, "🕓 Ждёт отправки")
    await _look_at_details(scene, card, "Greylisted")
    _letters_so_far(scene, 0)
    scene.sandbox.switch_mail(MailFault.ACCEPT)
    scene.note("Почтовый сервер снова принимает письма. Бот повторил бы сам, но можно и не ждать.")
    await scene.press("Повторить сейчас", card)
    await scene.card_says(card, *SENT)


async def _look_at_details(scene: Scene, card: int, words: str) -> None:
    """The server's own words are not everybody's: they stand behind a button."""
    await scene.press("Подробности", card)
    await scene.card_says(card, words)
    await scene.press("К карточке", card)


async def _refuses(scene: Scene, card: int) -> None:
    scene.sandbox.switch_mail(MailFault.REFUSE)
    scene.note("Почтовый сервер теперь отказывает: «нет такого ящика».")
    await scene.press(BUTTON, card)
    await scene.card_says(card, "❌ Не отправлено", "нет такого ящика")
    await scene.is_told(card, "❌ Не отправлено", "нет такого ящика")
    await _look_at_details(scene, card, "550 5.1.1")
    scene.sandbox.switch_mail(MailFault.ACCEPT)


async def _silent(scene: Scene, card: int) -> None:
    scene.sandbox.switch_mail(MailFault.SILENT)
    scene.note("Почтовый сервер теперь забирает письмо целиком и не отвечает, принял ли.")
    await scene.press(BUTTON, card)
    await scene.card_says(card, "❓ Неизвестно, ушло ли", "Сам я не повторяю")
    await scene.is_told(card, "❓ Неизвестно, ушло ли")
    scene.sandbox.switch_mail(MailFault.ACCEPT)
    _letters_so_far(scene, 1)
    scene.note(f"{scene.user.name} спрашивает получателя: письмо у него.")
    await scene.press("Считать отправленным", card)
    await scene.card_says(card, "✅ Отправлено")


async def _password(scene: Scene, card: int) -> None:
    admin = Scene(scene.sandbox, scene.sandbox.user(ADMIN), scene.say)
    await admin.type("/start", "Здравствуйте")
    scene.sandbox.switch_mail(MailFault.WRONG_PASSWORD)
    scene.note("Почтовый сервер больше не принимает пароль бота: его сменили.")
    await scene.press(BUTTON, card)
    await scene.card_says(card, "Письмо готово и ждёт", "не принял имя пользователя или пароль")
    await scene.is_told(card, "Письмо готово и ждёт")
    await admin.sees("остановлено", "Что сделать")
    _letters_so_far(scene, 0)
    scene.sandbox.switch_mail(MailFault.ACCEPT)
    scene.note("Пароль снова верный.")
    await admin.press("Проверить сейчас")
    await admin.sees("✅ Подключение", "работает")
    await scene.card_says(card, *SENT)


async def _token(scene: Scene, card: int) -> None:
    admin = Scene(scene.sandbox, scene.sandbox.user(ADMIN), scene.say)
    await admin.type("/start", "Здравствуйте")
    scene.sandbox.identity.revoke(PROVIDER, MAILBOX, at_once=True)
    scene.note("В Microsoft 365 отозвали разрешение, по которому бот входит на почтовый сервер.")
    await scene.press(BUTTON, card)
    await scene.card_says(card, "Письмо готово и ждёт", "ключ доступа")
    await scene.is_told(card, "Письмо готово и ждёт")
    await admin.sees("остановлено", "Что сделать")
    _letters_so_far(scene, 0)
    scene.note("Разрешение выдают заново. Администратор вводит новый токен обновления.")
    await admin.press("Подключить заново")
    await admin.sees("токен обновления")
    await admin.type_secret(consented(scene.sandbox), "работает")
    await scene.card_says(card, *SENT)


async def _too_many_requests(scene: Scene, card: int) -> None:
    scene.sandbox.switch_telegram(Fault.TOO_MANY_REQUESTS)
    scene.note("Telegram теперь на каждый ответ бота говорит: «слишком часто, подождите» (429).")
    await scene.press(BUTTON, card, answered=False)
    await _letter_goes_without_telegram(scene, card)
    scene.sandbox.switch_telegram(None)
    scene.note("Telegram снова принимает ответы бота.")
    await scene.card_says(card, *SENT)


async def _unreachable(scene: Scene, card: int) -> None:
    # The press is the last that the bot hears: otherwise there would be nothing to send.
    scene.sandbox.telegram.unreachable(polls=False)
    scene.note("Telegram пропадает, как только бот узнал о нажатии.")
    await scene.press(BUTTON, card, answered=False)
    await _letter_goes_without_telegram(scene, card)
    scene.sandbox.switch_telegram(Fault.UNREACHABLE)
    await scene.write("/list")
    scene.note("Бот этого ещё не видит. Telegram возвращается.")
    scene.sandbox.switch_telegram(None)
    await scene.card_says(card, *SENT)
    await scene.sees("Все (1)")


async def _letter_goes_without_telegram(scene: Scene, card: int) -> None:
    await scene.sandbox.mailbox.wait_for(1, timeout=PATIENCE)
    await scene.sandbox.messenger.changed.until(lambda: scene.sandbox.telegram.met, PATIENCE)
    scene.note("Письмо уже на почтовом сервере, а карточка пока прежняя: боту не дают её изменить.")
    await scene.card_says(card, "📝 черновик")


def _letters_so_far(scene: Scene, expected: int) -> None:
    arrived = len(scene.sandbox.mailbox.letters)
    if arrived != expected:
        raise AssertionError(f"к этому времени писем пришло {arrived}, а должно было прийти {expected}")


PLAYS = {
    "later": FaultPlay(
        MailFault.LATER, _later, 1, "Письмо дождалось сервера и пришло один раз; карточка всё время говорила правду."
    ),
    "refuses": FaultPlay(
        MailFault.REFUSE, _refuses, 0, "Письмо не ушло; карточка и отдельное сообщение сказали почему и что делать."
    ),
    "silent": FaultPlay(
        MailFault.SILENT, _silent, 1, "Письмо пришло один раз: сам бот не повторял, а спросил человека."
    ),
    "password": FaultPlay(
        MailFault.WRONG_PASSWORD,
        _password,
        1,
        "Письмо дождалось верного пароля и пришло один раз; администратор узнал сразу.",
    ),
    "token": FaultPlay(
        Refusal.REVOKED,
        _token,
        1,
        "Письмо дождалось нового разрешения и пришло один раз; администратор узнал сразу.",
    ),
    "429": FaultPlay(
        Fault.TOO_MANY_REQUESTS,
        _too_many_requests,
        1,
        "Письмо пришло один раз и не ждало Telegram; карточка догнала и говорит правду.",
    ),
    "unreachable": FaultPlay(
        Fault.UNREACHABLE,
        _unreachable,
        1,
        "Письмо пришло один раз и без Telegram; карточка догнала, написанное тем временем не потерялось.",
    ),
}
"""By the names of FAULTS."""
