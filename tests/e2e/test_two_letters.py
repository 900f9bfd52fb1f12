"""Another notification than the recipe's: two accounts, To and Cc, a subject of three parts, and two letters."""

from sandbox import User
from sandbox.manners import MailFault
from storage import models
from tests.e2e.conftest import Product, eventually

PASS = """
routes:
  - title: Заявки на пропуск
    system_name: pass_route
    connection: smtp_connection
    request:
      - {name: Kind, required: true}
      - {name: Guest, required: true, non_empty: true}
      - {name: Day}
      - {name: Body}
      - {name: Copies, array: true}
    subject: "{Kind}: {Guest}, {Day}"
    body: |
      {Body}
      {% for copy in Copies %}Копия: {{ copy }}
      {% endfor %}
templates:
  - title: Заявка на пропуск
    attributes:
      - {title: Кто принимает, type: account, required: true}
      - {title: Кому копия, type: account, multiple: true}
      - {title: Гость, type: text, required: true}
      - {title: День, type: text, default: "'сегодня'"}
    buttons:
      - {title: Отправить заявку}
scenarios:
  - title: Заявка на пропуск
    event: {type: button_clicked, template: Zayavkanapropusk, button: Otpravitzayavku}
    actions:
      - change_context:
          template: Zayavkanapropusk
          objects: {attribute: id}
          actions:
            - change_variables:
                set: host
                variables:
                  To: {Name: {formula: $Ktoprinimaet->fullName}, Address: {formula: $Ktoprinimaet->mbox}}
                  Cc: {Name: {formula: $Komukopiya->fullName}, Address: {formula: $Komukopiya->mbox}}
                  Kind: {formula: "'Пропуск'"}
                  Guest: {attribute: Gost}
                  Day: {attribute: Den}
                  Body: {formula: "'К вам придёт ' + $Gost"}
                  Copies: {formula: $Komukopiya->fullName}
            - send_message: {connection: smtp_connection, route: pass_route, variable: host}
            - change_variables:
                set: guard
                variables:
                  To:
                    - {Address: {formula: "'ohrana@firma.local'"}}
                    - {Address: {formula: "'post@firma.local'"}}
                  Kind: {formula: "'Охране'"}
                  Guest: {formula: $$host->Guest}
                  Day: {formula: $$host->Day}
                  Body: {formula: "CONCAT('Пропустить: ', $Gost, ' к ', $Ktoprinimaet->fullName)"}
            - change_variables:
                operation: add
                set: guard
                variables:
                  To: {Address: {formula: $Ktoprinimaet->mbox}}
            - change_variables:
                operation: exclude
                set: guard
                variables:
                  To: {Address: {formula: "'post@firma.local'"}}
            - send_message: {connection: smtp_connection, route: pass_route, variable: guard}
"""


async def ask_for_a_pass(staff: User) -> None:
    """One host, no copy, and the press."""
    await staff.send("/new")
    await staff.wait_for_text("Что написать?")
    await staff.press("Заявка на пропуск")
    await staff.wait_for_text("Кто принимает (1 из 4)")
    await staff.press("Иванов Иван Петрович")
    await staff.wait_for_text("Кому копия (2 из 4)")
    await staff.press("Пропустить")
    await staff.wait_for_text("Гость (3 из 4)")
    await staff.send("Пушкин")
    await staff.wait_for(lambda chat: "Отправить заявку" in chat.last.labels)
    await staff.press("Отправить заявку")


async def test_two_letters_go_from_one_press(product: Product) -> None:
    staff = product.staff
    await product.apply(PASS)
    await staff.send("/new")
    await staff.wait_for_text("Что написать?")
    await staff.press("Заявка на пропуск")
    await staff.wait_for_text("Кто принимает (1 из 4)")
    await staff.press("Иванов Иван Петрович")
    await staff.wait_for_text("Кому копия (2 из 4)")
    await staff.press("Иванова Анна Сергеевна")
    await staff.wait_for_text("Выбран 1 адресат")
    await staff.press("Семёнов Пётр Ильич")
    await staff.wait_for_text("Выбрано 2 адресата")
    await staff.press("Готово")
    await staff.wait_for_text("Гость (3 из 4)")
    await staff.send("Пушкин А. С.")
    await staff.wait_for(lambda chat: "Отправить заявку" in chat.last.labels)
    await staff.press("Отправить заявку")
    first, second = sorted(await product.sandbox.mailbox.wait_for(2), key=lambda letter: letter.subject, reverse=True)
    card = await staff.wait_for(lambda chat: chat.last if "✅ Отправлено" in chat.last.text else None)
    assert first.subject == "Пропуск: Пушкин А. С., сегодня"
    assert sorted(first.rcpt_to) == ["ivanov@firma.local", "ivanova@firma.local", "semenov@firma.local"]
    assert str(first.message["To"]) == "Иванов Иван Петрович <ivanov@firma.local>"
    assert "Иванова Анна Сергеевна <ivanova@firma.local>" in str(first.message["Cc"])
    assert "Семёнов Пётр Ильич <semenov@firma.local>" in str(first.message["Cc"])
    assert "К вам придёт Пушкин А. С." in first.text
    assert "Копия: Иванова Анна Сергеевна\nКопия: Семёнов Пётр Ильич" in first.text.replace("\r\n", "\n")
    assert second.subject == "Охране: Пушкин А. С., сегодня"
    assert sorted(second.rcpt_to) == ["ivanov@firma.local", "ohrana@firma.local"]
    assert "Пропустить: Пушкин А. С. к Иванов Иван Петрович" in second.text
    assert "Письма: отправлено 2 из 2." in card.text


async def test_without_a_copy_the_letter_goes_to_the_host_alone(product: Product) -> None:
    staff = product.staff
    await product.apply(PASS)
    await ask_for_a_pass(staff)
    letters = await product.sandbox.mailbox.wait_for(2)
    await staff.wait_for_text("✅ Отправлено")
    assert sorted(len(letter.rcpt_to) for letter in letters) == [1, 2]
    assert all(letter.message["Cc"] is None for letter in letters)


async def test_a_cancellation_while_the_first_letter_is_handed_over_lets_the_second_never_go(product: Product) -> None:
    staff, mail = product.staff, product.sandbox.mail
    await product.apply(PASS.replace("variable: host}", "variable: host, success_variable: answer}"))
    mail.fault = MailFault.LATER
    await ask_for_a_pass(staff)
    card = await staff.wait_for(
        lambda chat: next((item for item in chat.messages if "Повторить сейчас" in item.labels), None)
    )
    cancel = next(button.data for row in card.buttons for button in row if button.label == "Отменить")
    assert cancel is not None
    mail.fault = MailFault.SILENT
    await staff.press("Повторить сейчас", card)
    await eventually(lambda: models.Delivery.filter(state="transmitting").exists())
    await staff.press_data(card, cancel)
    await eventually(lambda: models.ScenarioRun.filter(status="ended").exists())
    mail.reset()
    await product.restart()
    card = await staff.wait_for(
        lambda chat: next((item for item in chat.messages if "Считать отправленным" in item.labels), None)
    )
    await staff.press("Считать отправленным", card)
    await staff.wait_for_text("Остальное отменено")
    assert await models.Delivery.all().count() == 1
