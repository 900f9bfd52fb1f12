### Командная строка.

error-invalid-address = «{ $address }» — не почтовый адрес.
error-line-break-in-header = В заголовке письма перенос строки: «{ $text }». Уберите его.
error-secret-unreadable = Пароль «{ $owner }» запечатан другим ключом. Верните прежний GONETS_SECRET_KEY или файл secret.key, или введите пароль заново.
action-change-context = Сменить контекст
action-change-variables = Изменить значения переменных
action-send-message = Отправить сообщение
step-connect = имя и соединение
step-ehlo = приветствие (EHLO)
step-tls = шифрование (TLS)
step-login = вход
step-mail = отправитель
step-greeting = приветствие
test-letter-subject = Проверка подключения
test-letter-body = Это пробное письмо Гонца. Если вы его читаете, подключение «{ $name }» работает.
