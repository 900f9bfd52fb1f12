"""The faults that the demonstration can show, by the names that a person types; light, for `--help` reads them."""

FAULTS = {
    "later": "почтовый сервер просит зайти позже (451)",
    "refuses": "почтовый сервер отказывает (550)",
    "silent": "почтовый сервер забирает письмо и молчит",
    "password": "почтовый сервер не принимает пароль (535)",
    "token": "согласие на вход по OAuth отозвано",
    "429": "Telegram не даёт боту отвечать (429)",
    "unreachable": "Telegram пропадает",
}
