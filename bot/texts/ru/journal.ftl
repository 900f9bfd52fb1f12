### Журнал писем, след изменений и ответы автору.

## На карточке: куда придут ответы

card-answers = { $own ->
        [yes] Ответы приходят вам: { $to }. Отчёт о недоставке придёт на { $reports }.
       *[no] Ответы и отчёт о недоставке приходят на адрес отправителя: { $reports }.
    }
card-recipients = { $kind ->
        [cc] <b>Копия:</b>
        [bcc] <b>Скрытая копия:</b>
       *[to] <b>Кому:</b>
    } { $people }{ $more ->
        [0] {""}
       *[other] {" "}и ещё { $more }
    }
card-recipients-later = { $known ->
        [yes] Кому ещё — станет известно только при отправке.
       *[no] <b>Кому:</b> станет известно только при отправке.
    }
card-would-fail = { $known ->
        [yes] ⚠️ Остальным письмо сейчас не уйдёт.
       *[no] ⚠️ Сейчас письмо не уйдёт.
    }
card-by-button = По кнопке «{ $button }»:
card-copy = Копия — вам: { $address }.
letter-copy-failed = Письмо ушло, а копию вам ({ $address }) сервер не принял.

## Состояние в трёх строках

admin-no-connection = 📮 Почтовый сервер не настроен.
admin-connection = { $hold ->
        [none] ✅ «{ $title }» работает
        [suspended] ⛔ «{ $title }» остановлено с { $since }
        [disabled] ⏸ «{ $title }» выключено
       *[no_password] ⏸ «{ $title }»: нет пароля или секрета для входа
    }{ $others ->
        [0] .
        [one] {" "}(и ещё { $others } подключение).
        [few] {" "}(и ещё { $others } подключения).
       *[other] {" "}(и ещё { $others } подключений).
    }
admin-waiting = { $count ->
        [0] 🕓 Никакие письма не ждут.
        [one] 🕓 Ждёт отправки { $count } письмо.
        [few] 🕓 Ждут отправки { $count } письма.
       *[other] 🕓 Ждут отправки { $count } писем.
    }
admin-to-mend = 🔧 Работает, но больше не сохранится в таком виде: { $titles }. Что исправить, написано на странице.
admin-no-error = 👌 Ошибок в последнее время не было.
admin-last-error = ⚠️ Последняя ошибка: { $when }. { $cause }
admin-unreadable = { $count ->
        [one] 📭 За 30 дней не удалось прочитать { $count } обновление Telegram. Почему — в журнале бота.
        [few] 📭 За 30 дней не удалось прочитать { $count } обновления Telegram. Почему — в журнале бота.
       *[other] 📭 За 30 дней не удалось прочитать { $count } обновлений Telegram. Почему — в журнале бота.
    }
button-routes = 🛣 Пути
button-templates = 🗂 Шаблоны
button-scenarios = ⚙️ Сценарии
button-last-error = ⚠️ Последняя ошибка
everything-held = ⏸ <b>Всё придержано</b> с { $when }: { $name }. Письма не уходят, сценарии не начинаются, нажатия ждут. Проверки подключений и пробные письма работают.
button-hold-all = ⏸ Придержать всё
button-release-all = ▶️ Отпустить всё
button-hold-yes = Да, придержать
button-release-yes = Да, отпустить
ask-hold-all = Придержать всё? Ни одно письмо не уйдёт и ни один сценарий не начнётся, пока администратор не отпустит. Что уже передаётся серверу, дойдёт до конца; нажатия сохранятся и подождут. Перезапуск ничего не отпускает.
ask-release-all = { $count ->
        [0] Отпустить всё? Ни одно письмо не ждёт, отложенные нажатия начнут действовать сразу.
        [1] Отпустить всё? Ждёт { $count } письмо: оно пойдёт сразу, отложенные нажатия тоже.
        [one] Отпустить всё? Ждёт { $count } письмо: они пойдут сразу по порядку, отложенные нажатия тоже.
        [few] Отпустить всё? Ждут { $count } письма: они пойдут сразу по порядку, отложенные нажатия тоже.
       *[other] Отпустить всё? Ждут { $count } писем: они пойдут сразу по порядку, отложенные нажатия тоже.
    }
holding-turned = { $held ->
        [yes] Всё придержано.
       *[no] Всё отпущено, очередь пошла.
    }
holding-turned-before = { $held ->
        [yes] Ничего не изменилось: всё уже придержано ({ $name }).
       *[no] Ничего не изменилось: сейчас ничего не придержано{ $has-name ->
            [yes] {" "}({ $name })
           *[no] {""}
        }.
    }
button-stop-run = 🛑 Остановить выполнение
button-stop-yes = Да, остановить
ask-stop-run = Остановить выполнение сценария «{ $title }» ({ $author })? Что оно уже сделало, останется. { $count ->
        [0] Новых писем оно не сделает.
        [one] { $count } неотправленное письмо будет отменено, новых не появится.
        [few] { $count } неотправленных письма будут отменены, новых не появится.
       *[other] { $count } неотправленных писем будут отменены, новых не появится.
    } Автору будет сказано.
run-stopped-now = Выполнение остановлено.
button-audit = 🕵️ Кто что менял

## Журнал

command-journal = Журнал писем
journal = <b>Журнал писем</b>{ $page ->
        [1] {""}
       *[other] {" "}· страница { $page }
    }
journal-counts = { $when ->
        [today] Сегодня
       *[week] За 7 дней
    }: отправлено { $sent }, ждут { $waiting }, не удалось { $failed }, неизвестно { $asks }.
journal-asked = 🔎 Только: { $words }
journal-by-typing = { $what ->
        [recipients] Чтобы найти письмо, напишите имя или адрес получателя, можно часть. Темы чужих писем закрыты, поиск по ним не идёт.
       *[text] Чтобы найти письмо, напишите имя или адрес получателя либо слова из темы, можно часть слова.
    }
journal-looked-to = { $found ->
        [yes] Просмотрены письма до { $at }. «Дальше →» ищет в более ранних.
       *[no] Среди писем новее { $at } ничего не нашлось. «Дальше →» ищет в более ранних.
    }
journal-empty = Писем ещё не было. Они появятся здесь, как только кто-нибудь отправит уведомление.
journal-nothing = Ничего не нашлось. Снимите что-нибудь из отбора — кнопки со знаком ✕ — или поищите иначе.
journal-no-runs = По этому сценарию ещё ничего не выполнялось. Выполнения появятся здесь, как только кто-нибудь нажмёт его кнопку.
journal-no-letter = { $author } · без письма
journal-group = { $group ->
        [waiting] ждут
        [sent] отправлено
        [not_sent] не удалось
        [asks] неизвестно
       *[cancelled] отменено
    }
journal-day = { $near ->
        [today] сегодня
        [yesterday] вчера
       *[other] { $day }.{ $month }.{ $year }
    }
journal-search-forgotten = Что искали, уже забыто: показываю без поиска. Поищите ещё раз.
journal-filters = <b>Что показать</b>
    Условия складываются. Снять условие — кнопка со знаком ✕.
journal-choose = { $what ->
        [group] Что стало с письмом?
        [person] Чьи письма показать?
        [connection] Через какое подключение?
        [scenario] Какого сценария?
       *[day] За какой день?
    }
journal-ask-day = Напишите день: <code>23.11</code> или <code>23.11.2026</code>.
error-day-expected = ⚠️ Это не день. Напишите, например, 23.11 или 23.11.2026.
button-filters = Отбор
button-filters-off = Снять весь отбор
button-choose-group = Что стало с письмом
button-choose-person = Кто отправил
button-choose-connection = Подключение
button-choose-scenario = Сценарий
button-choose-day = День
button-other-day = Другой день
button-to-journal = К журналу
button-to-scenario = К сценарию
button-runs = Выполнения

## Письмо и выполнение

story-letter = Письмо
story-run = Выполнение сценария
story-when = { $when }, автор — { $author }
story-scenario = Сценарий: { $title } · выполнение { $run }
story-way = От: { $sender } · подключение «{ $connection }»
story-subject = <b>Тема:</b> { $subject }
story-to = { $count ->
        [1] <b>Получатель</b>
       *[other] <b>Получатели ({ $count })</b>
    }
story-recipient = { $state ->
        [pending] 🕓 { $name } — ещё не отправлено
        [transmitting] ⏳ { $name } — передаётся
        [uncertain] ❓ { $name } — неизвестно, ушло ли
        [overdue] ❓ { $name } — ждёт ответа автора
        [sent] ✅ { $name } — сервер принял
        [refused] ❌ { $name } — отказ
        [given_up] ❌ { $name } — не удалось
       *[cancelled] 🚫 { $name } — отменено
    }{ $kind ->
        [cc] {" "}(копия)
        [bcc] {" "}(скрытая копия)
        [own] {" "}(копия автору)
       *[to] {""}
    }
story-number = Номер письма: <code>{ $id }</code>. По нему его ищут в журнале почтового сервера.
texts-by-press = Тему и текст откроет «Показать текст»; кто и когда смотрел, сохраняется.
texts-hidden = Темы и тексты чужих писем закрыты настройкой GONETS_HIDE_TEXTS.
run-began-apart = Выполнялось отдельно: его начало выполнение { $run }.
button-parent-run = К выполнению { $run }
run-letters = { $count ->
        [0] Писем не сделано.
        [one] Сделано { $count } письмо.
        [few] Сделано { $count } письма.
       *[other] Сделано { $count } писем.
    }
run-values = <b>С чем начато</b>
values-erased = Значения уже стёрты: они хранятся не вечно.
story-erased = Само письмо уже стёрто: письма хранятся не вечно.
story-files = 📎 { $names }{ $whole ->
        [yes] {""}
       *[no] . Письмо большое, прочитано только его начало: дальше могут быть ещё файлы.
    }
shown-is-noted = 🕵️ Что вы это смотрели, записано в след изменений.
attempts = <b>Попытки ({ $count })</b>
attempts-none = Попыток ещё не было: письмо ждёт своей очереди.
attempt = <b>{ $number }.</b> { $when } · { $server }
attempt-fault = Номер ошибки в журнале процесса: <code>{ $number }</code>.
attempt-came = { $outcome ->
        [accepted] ✅ Принято
        [temporary] 🕓 Пока не принято
        [permanent] ❌ Отказ
        [connection_fault] ⛔ Сбой подключения
        [uncertain] ❓ Ответа не пришло
        [interrupted] ❓ Прервано
        [open] ⏳ Идёт
       *[other] { $outcome }
    } · { $phase ->
        [resolve] имя сервера
        [connect] соединение
        [tls] шифрование
        [greeting] приветствие сервера
        [ehlo] возможности (EHLO)
        [login] вход
        [mail] отправитель (MAIL)
        [rcpt] получатели (RCPT)
        [data] начало письма (DATA)
        [content] передача письма
        [marked] письмо передано, ждали ответа
        [done] ответ на письмо
       *[other] неизвестно
    }{ $has-answer ->
        [yes] {" "}· { $answer }
       *[no] {""}
    }
button-attempts = Попытки ({ $count })
button-chain = Цепочка событий
button-show-text = Показать текст
button-show-texts = Показать тексты
button-repeat = Повторить от себя
button-stopped-connection = ⛔ Что случилось
button-its-connection = Подключение
button-history = История
button-to-letter = К письму
button-to-run = К выполнению
repeated = Новый черновик с теми же значениями, от вашего имени. Ничего ещё не отправлено: проверьте и нажмите кнопку.
error-texts-hidden = Тексты чужих писем закрыты настройкой GONETS_HIDE_TEXTS: ни показать, ни повторить такое письмо от себя нельзя — на новой карточке стоял бы его текст.
error-values-erased = Повторить нечего: значения этого нажатия уже стёрты, они хранятся не вечно.

## Цепочка событий

chain = <b>Цепочка событий</b> · { $title }
    { $count ->
        [0] Действий не записано.
        [one] { $count } действие.
        [few] { $count } действия.
       *[other] { $count } действий.
    }
chain-not-begun = Сценарий ещё не начал действовать.
chain-erased = Она уже стёрта, хранится не вечно; или сценарий остановлен раньше первого действия.
chain-stopped = <b>На этом остановлено:</b>
chain-step = { $number }. { $name }{ $has-passes ->
    [yes] {" "}· проход { $passes }
   *[no] {""}
} ({ $took })
chain-took = { $ms ->
        [0] меньше 1 мс
       *[other] { $ms } мс
    }
chain-context = Записи шаблона «{ $template }»: { $has-records ->
        [yes] № { $records }
       *[no] ни одной
    }
chain-value = { $name } = { $value }{ $has-source ->
        [yes] {" "}← { $source }
       *[no] {""}
    }
chain-for-each = Значений: { $count }{ $has-source ->
        [yes] {" "}← { $source }
       *[no] {""}
    }
chain-record = { $has-record ->
        [yes] Запись № { $record }
       *[no] Новая запись
    }
chain-attribute = { $operation ->
        [add] { $name } + { $value }
        [remove] { $name } − { $value }
        [clear] { $name }: очищено
       *[replace] { $name } = { $value }
    }{ $has-source ->
        [yes] {" "}← { $source }
       *[no] {""}
    }
chain-new-record = Создана { $has-record ->
        [yes] запись № { $record }
       *[no] новая запись
    }
chain-copied-record = Создана { $has-record ->
        [yes] запись № { $record }
       *[no] новая запись
    }, копия записи № { $copied }
chain-run-apart = Начнётся отдельным выполнением
chain-sends = Путь «{ $route }», подключение «{ $connection }»
chain-to = Кому: { $addresses }{ $more ->
        [0] {""}
       *[other] {" "}и ещё { $more }
    }
chain-subject = Тема: { $subject }
chain-reply-to = Ответы: { $address }
chain-answer = { $of ->
        [accepted] Принято{ $has-words ->
            [yes] : { $words }
           *[no] {" "}по слову человека, без ответа сервера
        }
       *[refused] Не дошло: { $words }
    }
chain-branch = Условие блока { $number }
chain-empty = пусто
chain-hidden = (текст скрыт)
chain-yes-no = { $value ->
        [yes] да
       *[no] нет
    }

## След изменений

audit = { $one ->
        [yes] <b>История</b>
       *[no] <b>Кто что менял</b>
    }{ $pages ->
        [0] {" "}· { $page }
        [1] {""}
       *[other] {" "}· { $page } из { $pages }
    }
audit-empty = { $one ->
        [yes] Изменений здесь не было.
       *[no] Здесь пока пусто. Когда кто-нибудь изменит настройки, людей или справочник, это появится здесь.
    }
audit-choose = { $what ->
        [kind] Что показать?
       *[person] Чьи действия показать?
    }
audit-nobody = Командная строка
audit-via = { $via ->
        [file] {" "}(файлом)
        [scenario] {" "}(сценарием)
       *[other] {""}
    }
audit-act = { $act ->
        [created] создание { $object }
        [changed] изменение { $object }
        [enabled] включение { $object }
        [disabled] выключение { $object }
        [deleted] удаление { $object }
        [archived] перевод в архив { $object }
        [restored] возврат из архива { $object }
        [erased] стирание { $object }
        [imported] загрузка { $object }
        [let_in] доступ открыт
        [declined] в доступе отказано
        [removed] доступ закрыт
        [invited] приглашение создано
        [revoked] приглашение отозвано
        [handed_over] передача дел
        [shown] показ текстов { $object }
        [sent] отправка { $object }
        [repeated] повтор от себя { $object }
        [stopped] остановка { $object }
        [held] всё придержано
        [released] всё отпущено
       *[other] { $act } { $object }
    }{ $has-name ->
        [yes] {" "}«{ $name }»
       *[no] {""}
    }
audit-of-kind = { $kind ->
        [connection] подключения
        [route] пути передачи данных
        [template] шаблона записи
        [scenario] сценария
        [account] аккаунта
        [accounts] справочника
        [person] человека
        [invitation] приглашения
        [letter] письма
        [run] выполнения
        [configuration] настроек
        [everything] всего
        [settings] настроек для всех
        [record] записи, сценарий
       *[other] { $kind }
    }
audit-kind = { $kind ->
        [connection] Подключения
        [route] Пути
        [template] Шаблоны записей
        [scenario] Сценарии
        [account] Аккаунты
        [accounts] Справочник
        [person] Люди
        [invitation] Приглашения
        [letter] Письма
        [run] Выполнения
        [configuration] Настройки целиком
        [everything] Придержать всё
        [settings] Настройки для всех
        [record] Записи
       *[other] { $kind }
    }
audit-field = { $field ->
        [enabled] включено
        [role] роль
        [name] имя
        [language] язык
        [time_zone] часовой пояс
        [account] аккаунт
        [template] доступ к шаблону
        [to] кому
        [drafts] черновиков
        [letters] писем
        [fate] что с письмами
        [expires_at] действует до
        [invitation] приглашение
        [request] запрос доступа
        [record] запись
        [run] выполнение
        [attributes] атрибуты
        [copy_to_self] копия себе
        [full_name] ФИО
        [username] имя пользователя
        [mbox] эл. почта
        [phone] телефон
        [title] должность
        [department] отдел
        [office] офис
        [manager] руководитель
        [active] действует
        [added] добавлено
        [changed] изменено
        [wrong] с ошибками
        [undo] время на отмену, с
       *[other] { $field }
    }
audit-role = { $value ->
        [admin] администратор
       *[staff] сотрудник
    }
audit-language = { $value ->
        [ru] русский
        [en] английский
       *[other] { $value }
    }
audit-fate = { $value ->
        [let_go] уйдут
        [cancel] отменены
        [hand_over] переданы
        [accepted] приняты сервером
        [uncertain] неизвестно, приняты ли
       *[other] { $value }
    }
audit-change = • { $field }: { $was ->
        [yes] { $before } → { $after }
       *[no] { $after }
    }
button-choose-kind = Что менялось
button-choose-actor = Кто менял
journal-sought = «{ $text }»
