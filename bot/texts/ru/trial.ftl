### Пробный запуск сценария.

button-try-scenario = 🧪 Пробный запуск
button-trial-letter = ✉️ Письмо { $number }
button-other-record = Другая запись
trial-choose = 🧪 <b>Пробный запуск: { $title }</b>
    На какой записи попробовать? Ничего не отправится и не изменится.
trial-no-records = 🧪 <b>Пробный запуск: { $title }</b>
    Пробовать пока не на чем: записей этого шаблона нет. Создайте одну: /new
trial-record = № { $id } · { $author } · { $when }
trial-head = 🧪 <b>{ $title }</b> на записи № { $record }
    Это проба: ничего не отправлено и не изменено.
trial-fine = { $letters ->
        [0] ✅ Сценарий дошёл бы до конца. Писем в нём нет.
        [one] ✅ Сценарий дошёл бы до конца и отправил бы { $letters } письмо.
        [few] ✅ Сценарий дошёл бы до конца и отправил бы { $letters } письма.
       *[other] ✅ Сценарий дошёл бы до конца и отправил бы { $letters } писем.
    }
trial-stopped = ❌ Здесь сценарий остановился бы{ $has-why ->
        [no] .
       *[yes] : { $why }
    }
trial-not-ready = ⚠️ Нажатию откажут: подключение «{ $title }» выключено или без пароля (секрета) для входа.
trial-unanswered = ⚠️ Нажатию откажут, пока в записи не заполнено: { $titles }.
trial-makes-letter = → письмо { $number }
trial-waits = дальше сценарий ждал бы ответа сервера; здесь считаем, что письмо принято
trial-ignored = ошибка, но сценарий её не замечает:{" "}
trial-empty = (пусто)
trial-letter = ✉️ <b>Письмо { $number }, как оно ушло бы</b>
letter-from = <b>От:</b> { $address }
letter-to = <b>Кому:</b> { $addresses }
letter-cc = <b>Копия:</b> { $addresses }
letter-bcc = <b>Скрытая копия:</b> { $addresses }
letter-reply-to = <b>Ответы:</b> { $address }
letter-subject = <b>Тема:</b> { $subject }
letter-attachments = <b>Файлы:</b> { $names }
trial-more-letters = → и ещё писем шага { $step }: { $count } ({ $addresses }{ $more ->
        [0] {""}
       *[other] {" "}и ещё { $more }
    })
trial-if = А если { $name ->
        [refused] письмо шага { $step } не примут:
        [not_met] проверка шага { $step } не пройдёт:
        [met] проверка шага { $step } пройдёт:
       *[block] пойти по ветке { $step }.{ $block }:
    }
trial-lost = { $lost ->
        [0] {""}
       *[other] Не уйдут и письма, приготовленные до этого: { $lost }.{" "}
    }{ $sent ->
        [0] {""}
       *[other] Отправленные раньше останутся: { $sent }.
    }
trial-other-fine = { $letters ->
        [0] ✅ Дошёл бы до конца без новых писем.
        [one] ✅ Дошёл бы до конца: ещё { $letters } письмо.
        [few] ✅ Дошёл бы до конца: ещё { $letters } письма.
       *[other] ✅ Дошёл бы до конца: ещё { $letters } писем.
    }
trial-more-ways = … и ещё { $count ->
        [one] { $count } другой путь
        [few] { $count } других пути
       *[other] { $count } других путей
    } по этому сценарию.
