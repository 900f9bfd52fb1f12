"""Defaults: what is known already is not asked, and can be changed like any answer."""

from storage import models
from tests.e2e.conftest import Product

TEMPLATE = """
templates:
  - title: Заявка
    attributes:
      - {title: Руководитель, type: account, required: true, default: $_creator->manager}
      - {title: Тема, type: text, required: true, default: "'Заявка от ' + $_creator->fullName"}
      - {title: Что нужно, type: text, required: true}
      - {title: Копия, type: account, multiple: true, default: USER()}
    buttons:
      - {title: Послать}
scenarios:
  - title: Отправка заявки
    event: {type: button_clicked, template: Zayavka, button: Poslat}
    actions:
      - change_variables:
          set: notification
          variables:
            To: {Address: {formula: $Rukovoditel->mbox}}
            Cc: {Address: {formula: $Kopiya->mbox}}
            Body: {attribute: Chtonuzhno}
            Subject: {attribute: Tema}
      - send_message: {connection: smtp_connection, route: smtp_route, variable: notification}
"""
ASKED = "Что нужно (3 из 4)"


async def begin(product: Product, *, linked: bool = True) -> None:
    """Begin a request as a member of staff whose account, if it is known, has a manager."""
    chief = await product.add_account("Главный Пётр", "chief@firma.local")
    clerk = await product.add_account("Смирнов Олег", "smirnov@firma.local", manager_id=chief.id)
    await product.apply(TEMPLATE)
    staff = product.staff
    await staff.send("/start")
    await staff.wait_for_text("Здравствуйте")
    if linked:
        await models.Person.filter(telegram_id=staff.id).update(account_id=clerk.id)
    await staff.send("/new")
    await staff.wait_for_text("Что написать?")
    await staff.press("Заявка")


async def test_what_the_defaults_know_is_not_asked_and_goes_with_the_letter(product: Product) -> None:
    staff = product.staff
    await begin(product)
    page = await staff.wait_for_text(ASKED)
    assert "Главный Пётр (chief@firma.local)" in page.text
    assert "Заявка от Смирнов Олег" in page.text
    await product.restart()
    await staff.send("Стул")
    card = await staff.wait_for(lambda chat: chat.last if "Послать" in chat.last.labels else None)
    assert "Смирнов Олег (smirnov@firma.local)" in card.text
    await staff.press("Послать")
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    assert letter.subject == "Заявка от Смирнов Олег"
    assert sorted(letter.rcpt_to) == ["chief@firma.local", "smirnov@firma.local"]


async def test_a_default_is_changed_on_the_card(product: Product) -> None:
    staff = product.staff
    await begin(product)
    await staff.wait_for_text(ASKED)
    await staff.send("Стул")
    await staff.wait_for(lambda chat: "Послать" in chat.last.labels)
    await staff.press("Изменить")
    await staff.wait_for_text("Что изменить?")
    await staff.press("Тема")
    page = await staff.wait_for_text("новое значение")
    assert "Сейчас: Заявка от Смирнов Олег" in page.text
    await staff.send("Срочно стул")
    card = await staff.wait_for(lambda chat: chat.last if "Послать" in chat.last.labels else None)
    assert "Срочно стул" in card.text


async def test_what_no_default_knows_is_asked(product: Product) -> None:
    """A person whose account is not known: the manager is empty and required, the subject is empty in part."""
    staff = product.staff
    await begin(product, linked=False)
    page = await staff.wait_for_text("Руководитель (1 из 4)")
    assert "Сейчас" not in page.text
    await staff.press("Главный Пётр")
    await staff.wait_for_text("Тема (2 из 4)")


async def test_a_default_whose_account_is_archived_is_asked(product: Product) -> None:
    staff = product.staff
    chief = await product.add_account("Главный Пётр", "chief@firma.local", username="chief", active=False)
    assert not chief.active
    await begin_with_archived(product, chief.id)
    page = await staff.wait_for_text("Руководитель (1 из 4)")
    assert "«Руководитель» само не заполнилось. ⚠️ Главный Пётр — в архиве" in page.text


async def begin_with_archived(product: Product, chief: int) -> None:
    clerk = await product.add_account("Смирнов Олег", "smirnov@firma.local", manager_id=chief)
    await product.apply(TEMPLATE)
    await product.staff.send("/start")
    await product.staff.wait_for_text("Здравствуйте")
    await models.Person.filter(telegram_id=product.staff.id).update(account_id=clerk.id)
    await product.staff.send("/new")
    await product.staff.wait_for_text("Что написать?")
    await product.staff.press("Заявка")


async def test_defaults_alone_are_no_draft(product: Product) -> None:
    """Nothing was answered: /list is empty, /cancel leaves nothing behind, /new does not ask about it."""
    staff = product.staff
    await begin(product)
    await staff.wait_for_text(ASKED)
    await staff.send("/list")
    page = await staff.wait_for_text("Все (0)")
    assert not any("Заявка" in label for label in page.labels)
    await staff.send("/new")
    await staff.wait_for_text("Что написать?")
    await staff.press("Заявка")
    await staff.wait_for_text(ASKED)
    assert await models.Record.all().count() == 1
    await staff.send("/cancel")
    await staff.wait_for_text("Отменено")
    assert await models.Record.all().count() == 0


async def test_a_blank_draft_that_is_used_again_has_the_defaults_of_now(product: Product) -> None:
    staff = product.staff
    await begin(product, linked=False)
    await staff.wait_for_text("Руководитель (1 из 4)")
    clerk = await product.accounts.by_username("smirnov@firma.local")
    assert clerk is not None
    await models.Person.filter(telegram_id=staff.id).update(account_id=clerk.id)
    await staff.send("/new")
    await staff.wait_for_text("Что написать?")
    await staff.press("Заявка")
    page = await staff.wait_for_text(ASKED)
    assert "Главный Пётр" in page.text
    assert await models.Record.all().count() == 1


ALL_KNOWN = """
templates:
  - title: Отметка
    attributes:
      - {title: Кто, type: account, default: USER()}
      - {title: Когда, type: text, default: NOW()}
    buttons:
      - {title: Послать}
"""


async def test_a_form_that_the_defaults_fill_whole_shows_its_card_at_once(product: Product) -> None:
    staff = product.staff
    clerk = await product.add_account("Смирнов Олег", "smirnov@firma.local")
    await product.apply(ALL_KNOWN)
    await staff.send("/start")
    await staff.wait_for_text("Здравствуйте")
    await models.Person.filter(telegram_id=staff.id).update(account_id=clerk.id)
    await staff.send("/new")
    await staff.wait_for_text("Что написать?")
    await staff.press("Отметка")
    card = await staff.wait_for(lambda chat: chat.last if "Послать" in chat.last.labels else None)
    assert "Смирнов Олег" in card.text
    await staff.send("/list")
    await staff.wait_for_text("Все (1)")
