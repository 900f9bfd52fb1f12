### Командная строка.

error-invalid-address = «{ $address }» — не почтовый адрес.
error-line-break-in-header = { $has-header ->
        [yes] В заголовке письма { $header } перенос строки: «{ $text }». Уберите его.
       *[no] В адресе перенос строки: «{ $text }». Уберите его.
    }
error-bad-header = Заголовок письма «{ $name }» не годится: латинские буквы, цифры и дефис.
error-secret-unreadable = Пароль «{ $owner }» запечатан другим ключом. Верните прежний GONETS_SECRET_KEY или файл secret.key, или введите пароль заново.
error-key-file-wrong = Ключ не читается: { $path }. В файле должна быть одна строка, не короче 16 знаков; он лежит рядом с базой под именем secret.key или рядом с копией под именем ….key.
action-change-context = Сменить контекст
action-change-variables = Изменить значения переменных
action-send-message = Отправить сообщение
action-check = Проверить результат выражения
action-by-conditions = Выполнить по условиям
action-repeat = Повторять заданное число раз
action-for-each = Повторять для каждого
action-change-attributes = Изменить значения атрибутов
action-create-record = Создать запись
action-duplicate-record = Дублировать запись
action-run-apart = Выполнять отдельно от сценария
action-server-answer = Ответ сервера
step-token = ключ доступа (OAuth 2.0)
step-resolve = имя сервера
step-connect = соединение
step-ehlo = возможности (EHLO)
step-tls = шифрование (TLS)
step-login = вход
step-mail = отправитель
step-greeting = приветствие сервера
step-quit = прощание
test-letter-subject = Проверка подключения
test-letter-body = Это пробное письмо Гонца. Если вы его читаете, подключение «{ $name }» работает.
