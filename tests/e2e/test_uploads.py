"""Files that administrators send: who takes them, what is refused and how, and that nothing is applied twice."""

import pytest

from bot.demo.stage import ADMIN
from bot.files.addresses import ApplyUploadNow, CancelUpload, UploadPage
from domain.messages.rich_text import RichText
from storage import models
from storage.repositories.kept_pieces import KeptPieceRepository
from storage.secrets import SecretBox
from tests.e2e.conftest import Product

UNKNOWN = "Не понимаю, что это за файл"


@pytest.mark.parametrize("name", ["отчёт.pdf", "без расширения", "yaml", "настройки.yaml.zip"])
async def test_a_file_that_nobody_takes_is_answered_with_what_can_be_sent(product: Product, name: str) -> None:
    admin = product.admin
    await admin.send_document(name, b"content")
    page = await admin.wait_for_text(UNKNOWN)
    assert name in page.text
    assert ".yaml" in page.text
    assert page.names
    assert await models.Upload.all().count() == 0


@pytest.mark.parametrize("name", ["отчёт.pdf", "без расширения", "сведения.json"])
async def test_a_file_that_nobody_takes_is_kept_for_a_notification(product: Product, name: str) -> None:
    admin = product.admin
    await admin.send_document(name, b"content", caption="Подпись")
    page = await admin.wait_for_text(UNKNOWN)
    assert "Сейчас вопроса нет" in page.text
    assert "Новое уведомление из этого" in page.labels
    kept = KeptPieceRepository(SecretBox.for_home(product.home))
    bundle = await kept.latest(ADMIN)
    assert bundle is not None
    (piece,) = bundle.pieces
    assert (piece.file and piece.file.name, piece.text) == (name, RichText("Подпись"))
    assert await kept.content(piece.id) == b"content"


async def test_a_file_that_nobody_takes_is_kept_beside_a_page_that_asks(product: Product) -> None:
    admin = product.admin
    await admin.send("/settings")
    await admin.press("Часовой пояс", await admin.wait_for_text("Настройки"))
    await admin.wait_for_text("Выберите город")
    await admin.send_document("отчёт.pdf", b"content")
    page = await admin.wait_for_text("Это сюда не подходит, но сохранено")
    assert "Выберите город" in page.text
    assert (await models.KeptPiece.get()).name == "отчёт.pdf"


async def test_a_file_of_a_member_of_staff_is_kept_like_any_other(product: Product) -> None:
    staff = product.staff
    await staff.send_document("настройки.yaml", b"connections: []")
    page = await staff.wait_for_text("Сейчас вопроса нет")
    assert "настройки.yaml" in page.text
    assert await models.Upload.all().count() == 0


async def test_a_question_that_wants_a_text_says_so_to_an_administrator_who_sends_another_file(
    product: Product,
) -> None:
    admin = product.admin
    await admin.send("/new")
    await admin.wait_for_text("Получатель (1 из 3)")
    await admin.press("Иванов Иван Петрович")
    await admin.wait_for_text("Тема уведомления (2 из 3)")
    await admin.send_document("отчёт.pdf", b"content")
    page = await admin.wait_for_text("Здесь нужен текст")
    assert "Тема уведомления (2 из 3)" in page.text
    assert (await models.KeptPiece.get()).name == "отчёт.pdf"


async def test_made_up_numbers_of_files_change_nothing_and_say_so(product: Product) -> None:
    admin, staff = product.admin, product.staff
    await admin.send("/admin")
    page = await admin.wait_for_text("Управление")
    for address in (UploadPage(upload=7), ApplyUploadNow(upload=7), CancelUpload(upload=7)):
        answer = await admin.press_data(page, address.pack())
        assert "Этого файла у меня уже нет" in answer.text
    await staff.send("/start")
    page = await staff.wait_for_text("Гонец")
    for address in (UploadPage(upload=7), ApplyUploadNow(upload=7), CancelUpload(upload=7)):
        await staff.press_data(page, address.pack())
        await staff.wait_for_text("больше не действует")
