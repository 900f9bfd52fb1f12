### Variables of the environment: what is wrong with them.

setting-not-set = { $name } is not set: { $what }
setting-wrong = { $name } does not fit: { $what }
setting-file-unreadable = { $name }: the file cannot be read: { $path } ({ $reason })
setting-nowhere = There is no variable { $name }{ $has-nearest ->
        [yes] ; did you mean { $nearest }?
       *[no] .
    } It has no effect.
setting-idle = { $name } has no effect without GONETS_WEBHOOK_URL.
setting-token = the token from @BotFather: digits, a colon, then letters, digits, _ or -, for example 123456:AbC-dEf
setting-token-or-file = the token from @BotFather, for example 123456:AbC-dEf; or GONETS_BOT_TOKEN_FILE, the path to a file
setting-people = numbers of Telegram users, separated by commas, for example 123456789,987654321
setting-zone = a time zone of the IANA database, for example Europe/Moscow
setting-proxy = a proxy for Telegram: http://host:port or socks5://user:password@host:port
setting-bot-api = the address of a Bot API server, for example http://127.0.0.1:8081
setting-key = any text of at least 16 characters; it seals the passwords in the database
setting-key-on-server = a database on a PostgreSQL server is shared by several processes, and its passwords are sealed with this key: any text of 16 characters or more, the same for all of them; or GONETS_SECRET_KEY_FILE, the path of a file
setting-language = a language: ru or en
setting-log = how the log is written: text or json
setting-duration = a length of time: a number and s, m, h or d, for example 30s, 5m, 24h, 30d
setting-up-to-an-hour = one hour at most, for example 10s
setting-a-day-at-least = one day at least, for example 30d
setting-hide-texts = yes or no: whether other people’s emails are closed to administrators
setting-listen = a port or host:port, for example 9187 (this machine alone) or 0.0.0.0:9187
setting-cannot-listen = { $name }: cannot listen on { $address } ({ $reason }). Choose another port, or free this one.
setting-webhook-url = the address that Telegram sends updates to: https://…, port 443, 80, 88 or 8443
setting-webhook-secret = letters, digits, _ and -, 256 characters at most; it may be left out
