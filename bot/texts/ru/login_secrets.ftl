### Секреты OAuth 2.0: ключ сервисного аккаунта файлом, токен обновления с компьютера, делегирование в Google.

## Ключ сервисного аккаунта

hint-service-account-key = Файл JSON, который Google скачал при создании ключа: console.cloud.google.com → IAM → Сервисные аккаунты → Ключи.
ask-service-account-key = Пришлите его сюда файлом (или его текст целиком). Я сразу удалю сообщение, запечатаю ключ и нигде его не покажу. С ним бот отправляет письма от имени <code>{ $user }</code>.
service-account-key-taken = ✅ <b>Ключ записан:</b> <code>{ $email }</code>{ $has-number ->
        [yes] {", "}номер ключа <code>{ $number }</code>
       *[no] {""}
    }.{ $has-client ->
        [yes] {" "}Client ID для делегирования: <code>{ $client }</code>.
       *[no] {""}
    }
error-service-account-key = Ключ не принят: { $reason ->
        [binary] это не текст. Нужен ключ вида JSON, а не P12.
        [large] файл слишком велик для ключа.
        [no-json] это не JSON. Пришлите файл ключа целиком, каким его скачал Google.
        [client] это файл клиента OAuth (Client ID и Client secret), а нужен ключ сервисного аккаунта.
        [person] это учётные данные человека (gcloud), а нужен ключ сервисного аккаунта.
        [incomplete] в файле нет client_email или private_key. Скачайте ключ заново.
        [private-key] private_key в файле не читается. Скачайте ключ заново и не меняйте файл.
       *[kind] в этом файле нет ключа сервисного аккаунта ("type": "service_account").
    } Ключ создают на console.cloud.google.com → IAM → Сервисные аккаунты → Ключи → Добавить ключ → JSON.
config-service-account-key = это не ключ сервисного аккаунта, нужен текст файла JSON целиком: { $reason ->
        [binary] это не текст
        [large] он слишком велик
        [no-json] это не JSON
        [client] это файл клиента OAuth
        [person] это учётные данные человека
        [incomplete] нет client_email или private_key
        [private-key] private_key не читается
       *[kind] нет "type": "service_account"
    }

## Делегирование

delegation = 🛂 <b>Делегирование: { $title }</b>
    Чтобы сервисный аккаунт <code>{ $email }</code> отправлял письма от имени <code>{ $user }</code>, администратор домена разрешает это один раз:
    1. Откройте admin.google.com → Безопасность → Управление API → Делегирование на уровне домена → Добавить.
    2. Client ID: { $has-client ->
        [yes] <code>{ $client }</code>
       *[no] число (уникальный идентификатор) со страницы сервисного аккаунта
    }
    3. Области действия OAuth: <code>{ $scope }</code>
    4. Подтвердите и подождите несколько минут: иногда Google нужно до суток.
delegation-no-key = 🛂 <b>Делегирование: { $title }</b>
    Сначала введите ключ сервисного аккаунта: по нему я назову Client ID.
button-delegation = Делегирование в Google
button-copy-client-id = 📋 Client ID
button-copy-scope = 📋 Область действия
button-copy-redirect = 📋 Адрес возврата
button-copy-command = 📋 Команда

## Токен обновления

hint-refresh-token = Его выдаёт поставщик почты, когда владелец ящика соглашается.
refresh-token-why = { $provider ->
        [google] Получить его прямо в телефоне нельзя: по коду на экране Google не даёт права на почту, нужен браузер на компьютере.
        [microsoft] Его дают в браузере на компьютере. Проще войти по коду: «Как получать ключ» → «По коду на экране».
        [yandex] Его дают в браузере на компьютере: владелец ящика входит в Яндекс и соглашается.
        [mailru] Его дают в браузере на компьютере: владелец ящика входит в Mail.ru и соглашается.
       *[other] Его дают в браузере на компьютере: владелец ящика входит и соглашается.
    }
refresh-token-command = На компьютере, где работает бот, выполните:
    <code>gonets connection authorize { $name }</code>
    Она откроет браузер и сама запишет токен. Браузер на другом компьютере — добавьте --paste.
refresh-token-redirect = Адрес возврата, записанный у приложения: <code>{ $redirect }</code>
refresh-token-later = Команде нужно готовое подключение: вернитесь и нажмите { $new ->
        [yes] «Создать»
       *[no] «Применить»
    }, токен можно ввести потом.
refresh-token-paste = Если токен уже есть, напишите его сюда.
