### Переменные окружения: что с ними не так.

setting-not-set = { $name } не задано: { $what }
setting-wrong = { $name } не подходит: { $what }
setting-file-unreadable = { $name } — файл не читается: { $path } ({ $reason })
setting-nowhere = Переменной { $name } нет{ $has-nearest ->
        [yes] , похоже на { $nearest }
       *[no] {""}
    }. Она не действует.
setting-idle = { $name } без GONETS_WEBHOOK_URL не действует.
setting-token = токен от @BotFather: цифры, двоеточие, затем буквы, цифры, _ или -, например 123456:AbC-dEf
setting-token-or-file = токен от @BotFather, например 123456:AbC-dEf; или GONETS_BOT_TOKEN_FILE — путь к файлу
setting-people = номера пользователей Telegram через запятую, например 123456789,987654321
setting-zone = часовой пояс из базы IANA, например Europe/Moscow
setting-proxy = прокси для Telegram: http://хост:порт или socks5://пользователь:пароль@хост:порт
setting-bot-api = адрес сервера Bot API, например http://127.0.0.1:8081
setting-key = любой текст не короче 16 знаков; им запечатаны пароли в базе
setting-key-on-server = база на сервере PostgreSQL общая для нескольких процессов, и пароли в ней запечатаны этим ключом: любой текст не короче 16 знаков, один и тот же у всех; или GONETS_SECRET_KEY_FILE — путь к файлу
setting-language = язык: ru или en
setting-log = вид журнала: text или json
setting-duration = срок: число и буква s, m, h или d, например 30s, 5m, 24h, 30d
setting-up-to-an-hour = не больше часа, например 10s
setting-a-day-at-least = не меньше суток, например 30d
setting-hide-texts = yes или no: закрыть ли от администраторов тексты чужих писем
setting-listen = порт или хост:порт, например 9187 (только эта машина) или 0.0.0.0:9187
setting-cannot-listen = { $name }: на { $address } слушать не выходит ({ $reason }). Выберите другой порт или освободите этот.
setting-webhook-url = адрес, на который Telegram присылает обновления: https://…, порт 443, 80, 88 или 8443
setting-webhook-secret = латинские буквы, цифры, _ и -, не больше 256 знаков; можно не задавать
