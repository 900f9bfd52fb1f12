"""An answer is read in the encoding that gives words, whatever the server writes."""

import pytest
from scripted_smtp import ENVELOPE, LETTER, Serve, agree, settings_for

from mail.reply_words import words_of
from mail.smtp_sender import SmtpSender

RUSSIAN = [
    "Ящик не найден",
    "ПОЛЬЗОВАТЕЛЬ НЕ НАЙДЕН",
    "Превышена квота почтового ящика ivan@firma.test",
    "Нет",
    "отказано: письмо похоже на спам (код 17)",
    "Ошибка аутентификации",
    "Ёмкость хранилища исчерпана",
]
GERMAN = ["Empfänger unbekannt", "Postfach ist überfüllt", "Größe überschritten"]
FRENCH = ["Boîte du destinataire pleine", "Adresse refusée", "Émetteur invalide"]


@pytest.mark.parametrize("text", RUSSIAN)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "koi8-r"])
def test_russian_words_are_read_in_each_encoding(text: str, encoding: str) -> None:
    assert words_of(text.encode(encoding)) == text


@pytest.mark.parametrize("text", GERMAN + FRENCH)
@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_western_words_are_read_in_each_encoding(text: str, encoding: str) -> None:
    assert words_of(text.encode(encoding)) == text


def test_bytes_that_are_no_words_do_no_harm() -> None:
    for raw in (b"\xff\xfe\x00", b"\x98\x98", bytes(range(128, 256)), b""):
        assert isinstance(words_of(raw), str)


async def test_the_words_of_an_old_server_reach_the_receipt(serve: Serve, sender: SmtpSender) -> None:
    server = await serve({"RCPT": "550-5.1.1 Ящик не найден\r\n550 5.1.1 проверьте адрес"}, encoding="cp1251")
    receipt = await sender.send(settings_for(server.port), ENVELOPE, LETTER, agree)
    assert receipt.reply is not None
    assert receipt.reply.text == "Ящик не найден проверьте адрес"
