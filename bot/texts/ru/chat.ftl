### Страницы чата. Разметка — HTML Telegram; подставляемые значения экранируются.

start = <b>Гонец</b>
    Здравствуйте, { $name }! Здесь пишут уведомления и отправляют их по электронной почте.
help = <b>Как это работает</b>
    1. /new — новое уведомление. Я спрошу, кому, тему и текст — по одному вопросу.
    2. Проверьте карточку и нажмите «Отправить уведомление».
    3. На той же карточке появится, принял ли письмо почтовый сервер.

    /list — мои уведомления: черновики, ждущие, неотправленные.
    /cancel — прервать вопрос; черновик останется.

    Ошиблись в ответе? Исправьте своё сообщение в Telegram — черновик исправится сам.
    «Отправлено» значит, что сервер принял письмо. Если оно не дойдёт, сервер пришлёт отчёт на адрес отправителя.{ $role ->
        [admin] {"\u000A\u000A"}<b>Администратору</b>{"\u000A"}Справочник людей: /accounts. Почтовый сервер и сотрудники пока настраиваются на сервере бота: <code>gonets config apply</code>, <code>gonets staff add</code>. Что настроено и что делать дальше, скажет <code>gonets doctor</code>.
       *[staff] {""}
    }
missing-connection = { $role ->
        [admin] ⚠️ <b>Почтовый сервер не настроен:</b> «{ $name }». Письма пока не уйдут. Впишите сервер и пароль в файл настроек и выполните <code>gonets config apply</code>, затем <code>gonets connection check</code>.
       *[staff] ⚠️ <b>Почтовый сервер ещё не настроен:</b> «{ $name }». Черновик можно написать сейчас, отправить — когда администратор настроит сервер.
    }
missing-accounts = { $role ->
        [admin] ⚠️ <b>Нет ни одного адресата.</b> Добавьте людей или пришлите список: /accounts. На сервере: <code>gonets accounts import файл.csv</code>.
       *[staff] ⚠️ <b>Пока некому писать:</b> администратор ещё не загрузил список адресатов.
    }
missing-templates = { $role ->
        [admin] ⚠️ <b>Нет ни одного шаблона записи.</b> Примените файл настроек: <code>gonets config apply</code>.
       *[staff] ⚠️ <b>Писать пока нечего:</b> администратор ещё не настроил шаблон уведомления.
    }
choose-template = Что написать?
open-draft = У вас остался черновик: <b>{ $summary }</b> ({ $when }). Продолжить его?
stopped = { $kept ->
        [yes] Остановились. Черновик сохранён: он в /list.
        [no] Отменено.
       *[none] Отменять нечего: открытого вопроса нет.
    }
unknown-command = Команды { $command } нет. Есть /new, /list, /help и /cancel.
corrected = ✏️ Ответ исправлен.
copied = Новый черновик с теми же значениями. Исправьте, что нужно, и отправьте.
deleted = Удалено.
trying-now = Пробую ещё раз.
old-button = Эта кнопка больше не действует. Вот что можно сделать сейчас.
no-access = <b>У вас нет доступа</b>
    Нажмите «Запросить доступ», и администраторы получат запрос. Или назовите администратору ваш номер: <code>{ $id }</code>.
no-access-short = У вас нет доступа. Передайте администратору ваш номер: { $id }

## Вопрос

question = { $editing ->
        [yes] ✏️ <b>{ $title }</b> — новое значение
       *[no] <b>{ $title }</b> ({ $step } из { $total })
    }
expects-text = { $kind ->
        [line] Напишите одной строкой.
        [formatted] Напишите текст. Жирный, курсив и ссылки сохранятся в письме.
       *[lines] Напишите текст. Можно в несколько строк.
    }
expects-file = { $count ->
        [0] Пришлите файл или фото, до 20 МБ.
        [one] Принят { $count } файл. Пришлите ещё или нажмите «Готово».
        [few] Принято { $count } файла. Пришлите ещё или нажмите «Готово».
       *[other] Принято { $count } файлов. Пришлите ещё или нажмите «Готово».
    }
expects-account = { $chosen ->
        [0] { $offered ->
            [0] Напишите имя, фамилию или адрес.
           *[other] Выберите или напишите имя, фамилию или адрес.
        }
        [one] Выбран { $chosen } адресат. Добавьте ещё или нажмите «Готово».
        [few] Выбрано { $chosen } адресата. Добавьте ещё или нажмите «Готово».
       *[other] Выбрано { $chosen } адресатов. Добавьте ещё или нажмите «Готово».
    }
found-accounts = Нашлись по запросу «{ $query }». Выберите или напишите иначе.
found-nobody = По запросу «{ $query }» никого нет. Напишите начало имени, фамилии, отдела или адреса. Если человека нет в списке, { $role ->
        [admin] добавьте его кнопкой ниже.
       *[staff] попросите его добавить: кнопка ниже.
    }
account = { $name } (<code>{ $mbox }</code>)
file = 📎 { $name } ({ $kilobytes } КБ)
which-field = Что изменить?
full-text = <b>{ $title }</b>{ $pages ->
        [1] {""}
       *[other] {" "}· { $page } из { $pages }
    }

## Карточка

status = { $status ->
        [draft] 📝 черновик
        [sending] ⏳ Отправляется…
        [waiting] 🕓 Ждёт отправки
        [done] ✅ Выполнено
        [sent] ✅ Отправлено
        [partly_sent] ⚠️ Отправлено не всем
        [failed] ❌ Не отправлено
        [uncertain] ❓ Неизвестно, ушло ли
        [overdue] ❓ Ещё нужно?
       *[cancelled] 🚫 Отменено
    }
status-sign = { $status ->
        [draft] 📝
        [sending] ⏳
        [waiting] 🕓
        [done] ✅
        [sent] ✅
        [partly_sent] ⚠️
        [failed] ❌
        [uncertain] ❓
        [overdue] ❓
       *[cancelled] 🚫
    }
run-underway = Нажатие принято. Итог появится здесь, ждать не нужно.
run-done = Сценарий выполнен; писем в нём нет.
run-failed = Письмо не отправлено.
letter-sent = { $when } — сервер принял письмо.
letter-counted = { $when } — вы решили считать письмо отправленным. Ответа сервера на него не было.
letter-partly-sent = { $when } — сервер принял письмо не для всех.
letter-failed = { $when } — письмо не отправлено.
letter-cancelled = Отправка отменена. Письмо не ушло.
letter-repeat-cancelled = Повтор отменён. Прежняя попытка могла дойти: ответа сервера на неё не было.
letter-may-have-gone = Прежняя попытка могла дойти: письмо было передано, а ответа сервера на неё не было.
letter-uncertain = Письмо было передано, но ответа сервера не пришло: он мог его принять. Сам я не повторяю, чтобы оно не пришло дважды. Спросите получателя и выберите.
letter-known = Передано в { $when } серверу { $server }. Номер письма: <code>{ $id }</code>
letter-number = Номер письма: <code>{ $id }</code>. По нему администратор найдёт письмо в журнале почтового сервера.
letter-held = { $hold ->
        [suspended] Письмо готово и ждёт: почтовый сервер сейчас не принимает письма. Администраторы уже знают; письмо уйдёт само, как только сервер заработает.
        [disabled] Письмо готово и ждёт: администратор выключил подключение к почтовому серверу. Письмо уйдёт само, когда его включат.
       *[no_password] Письмо готово и ждёт: у подключения к почтовому серверу нет пароля. Письмо уйдёт само, когда администратор его введёт.
    }
letter-overdue = Письмо ждёт с { $when }, а почтовый сервер так и не заработал. Оно ещё нужно?
letter-deferred = { $attempts ->
        [one] Пока не отправлено: { $attempts } попытка.
        [few] Пока не отправлено: { $attempts } попытки.
       *[other] Пока не отправлено: { $attempts } попыток.
    }
letter-next-try = Следующая попытка в { $when }, делать ничего не нужно. Пробую до { $until }.
letter-recipients = Кому: { $addresses }{ $more ->
        [0] {""}
       *[other] {" "}и ещё { $more }
    }
server-said = Ответ сервера: <code>{ $reply }</code>
run-undo = Уйдёт в { $when }. До этого нажатие можно отменить.
many-news = { $count ->
        [one] <b>Итоги по { $count } уведомлению</b>
       *[other] <b>Итоги по { $count } уведомлениям</b>
    }
many-more = … и ещё { $count }.
many-where = Подробности и кнопки — на карточках: /list.
ask-alike = Такое же уведомление вы отправили меньше десяти минут назад. Отправить и это? Получатель увидит два письма.
ask-confirm = Выполнить?
ask-again = Это уведомление уже отправлено. Отправить ещё раз? Получатель увидит второе письмо.
ask-delete = { $status ->
        [draft] Удалить черновик? Вернуть его будет нельзя.
       *[other] Удалить запись из списка? Отправленные письма это не вернёт.
    }

## Подключение, для администраторов

standing-held = { $hold ->
        [suspended] ⛔ <b>Подключение «{ $title }» остановлено</b>: письма через него не уходят и ждут.
        [disabled] ⏸ <b>Подключение «{ $title }» выключено</b>: письма ждут.
       *[no_password] ⏸ <b>У подключения «{ $title }» нет пароля</b>: письма ждут.
    }
standing-resumed = ✅ <b>Подключение «{ $title }» снова работает</b>: письма, которые ждали, уходят.
standing-fine = ✅ <b>Подключение «{ $title }» работает</b>.
standing-since = Остановлено с { $when }.
standing-overdue-soon = В { $when } срок первого письма выйдет, и его автора придётся спросить, нужно ли оно ещё.
standing-next-probe = Следующая проверка в { $when }. Как только она пройдёт, письма уйдут сами.
standing-waiting = Писем ждёт: { $waiting }{ $overdue ->
        [0] {""}
       *[other] {", "}просрочено и ждёт ответа автора: { $overdue }
    }.
standing-checking = ⏳ Проверяю подключение «{ $title }»…
next-step-password = <b>Что сделать:</b> впишите новый пароль — <code>{ $secret }=… gonets config apply</code> с файлом из <code>gonets config export</code> — и нажмите «Проверить сейчас».
next-step-certificate = <b>Что сделать:</b> проверьте имя сервера <code>{ $host }</code> и сертификат (<code>gonets connection check { $name }</code>); свой центр сертификации укажите в <code>ca_file</code>.
next-step-host = <b>Что сделать:</b> проверьте имя сервера <code>{ $host }</code>: его нет в DNS. Исправьте <code>host</code> и примените: <code>gonets config apply</code>.
next-step-encryption = <b>Что сделать:</b> проверьте порт <code>{ $port }</code> и шифрование: 465 — <code>ssl</code>, 587 — <code>starttls</code>. Исправьте и примените: <code>gonets config apply</code>.
next-step-other = <b>Что сделать:</b> посмотрите по шагам, что отвечает сервер: <code>gonets connection check { $name }</code>.

## Список

list = <b>{ $name }</b>{ $pages ->
        [1] {""}
       *[other] {" "}· { $page } из { $pages }
    }
list-empty = <b>{ $name }</b>
    Здесь пока пусто. Новое уведомление: /new
list-untitled = без темы
filter-all = Все ({ $count })
filter-drafts = Черновики ({ $count })
filter-waiting = Ждут ({ $count })
filter-not-sent = Не ушли ({ $count })

## Кнопки

button-new = ✉️ Новое
button-list = 📋 Мои
button-help = Как это работает
button-back = Назад
button-back-to-card = К карточке
button-continue = Продолжить
button-begin-anew = Начать новое
button-previous = ← Раньше
button-next = Дальше →
button-skip = Пропустить
button-done = Готово
button-clear = Очистить
button-stop = Отложить
button-edit = Изменить
button-copy = Копия
button-fix-copy = Исправить и отправить заново
button-delete = Удалить
button-delete-yes = Удалить
button-yes = Да
button-no-back = Нет, назад
button-show-all = Показать целиком
button-show-one = Целиком: { $title }
button-send-again = Отправить ещё раз
button-try-now = Повторить сейчас
button-cancel = Отменить
button-cancel-fix = Отменить и исправить
button-resend = Отправить ещё раз
button-count-sent = Считать отправленным
button-let-wait = Нужно, пусть ждёт
button-not-needed = Не нужно, отменить
button-retry-refused = Повторить не доставленным
button-probe-now = Проверить сейчас
button-send-waiting = Отправить все ждавшие ({ $count })
button-refresh = Обновить

## Команды в меню

command-new = Новое уведомление
command-list = Мои уведомления
command-help = Как это работает
command-cancel = Прервать вопрос
command-start = Начало
