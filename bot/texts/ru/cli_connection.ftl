### Командная строка: подключение по шагам и разрешение в браузере.

cli-connection-unknown = Подключения{ $has-name ->
        [yes] {" "}{ $name }
       *[no] {""}
    } нет. Есть: { $names }.
cli-connection-off = ! подключение выключено: письма через него не уходят (enabled: false)
cli-milliseconds = { $count } мс
cli-test-letter-accepted = ✓ пробное письмо на { $address }: сервер принял{ $reply }
cli-test-letter-refused = ✗ пробное письмо на { $address }: не принято{ $reply }

authorize-port = --port: число от 1 до 65535.
authorize-wait = --wait: число и буква s, m или h, например 10m.
authorize-timeout = За { $wait } никто не ответил. Ничего не записано; повторите команду.
authorize-interrupted = Прервано. Если браузер ещё не ответил, ничего не изменилось.
authorize-saved = ✓ Разрешение записано: { $title }.
authorize-check = Проверить: gonets connection check { $name }
authorize-waiting = Жду ответа { $wait }; прервать — Ctrl-C.
authorize-port-taken = Порт { $port } занят или недоступен. Укажите другой: --port 8123.
authorize-paste =
    В конце браузер покажет, что страница не открывается: так и должно быть.
    Скопируйте её адрес из строки браузера целиком, вставьте сюда и нажмите Enter (видно его не будет):
authorize-not-an-answer = Это не адрес, на который вернулся браузер: ответа почтового сервиса в нём нет. Повторите команду.
authorize-answered = Браузер ответил, обмениваю код…
authorize-connection = Подключение: { $title } ({ $provider })
authorize-redirect = Адрес возврата, который должен быть записан у приложения: { $url }
authorize-open = Откройте в браузере и войдите как { $user }:
authorize-reply = Ответ: { $reply }
authorize-nothing-saved = Ничего не записано; когда исправите, повторите команду.
redirect-brand = Гонец
redirect-fine = Готово
redirect-fine-words = Разрешение записано. Эту страницу можно закрыть.
redirect-failed = Не получилось
redirect-failed-words = Почему — написано там, где запущена команда. Эту страницу можно закрыть.
redirect-other = Это адрес Гонца
redirect-other-words = Он ждёт здесь ответа почтового сервиса.
