### Настраиваемые объекты: списки, страницы, черновики изменений.

## Разделы

section-connections = 📮 <b>Подключения</b>
section-routes = 🛣 <b>Пути передачи данных</b>
section-templates = 🗂 <b>Шаблоны записей</b>
section-scenarios = ⚙️ <b>Сценарии</b>
purpose-connections = Подключение — почтовый сервер компании: адрес, вход и правила отправки.
purpose-routes = Путь — как из переменных получается письмо и через какое подключение оно уходит.
purpose-templates = Шаблон — что заполняет сотрудник: вопросы, их порядок и кнопки на карточке.
purpose-scenarios = Сценарий — что происходит после нажатия кнопки на карточке, шаг за шагом.
objects-empty = Здесь пока пусто. Нажмите «Добавить».
objects-search = Чтобы найти, напишите слово из названия.
objects-found = { $count ->
        [0] По «{ $query }» ничего не нашлось. Напишите иначе.
        [one] По «{ $query }» нашёлся { $count }.
        [few] По «{ $query }» нашлись { $count }.
       *[other] По «{ $query }» нашлись { $count }.
    }
objects-shown = Показаны { $first }–{ $last } из { $total }.
objects-unfinished = ✏️ { $title } (не готово)
objects-untitled = без названия
presets-unfinished = ✏️ Начатое раньше ждёт: его можно продолжить.
ask-preset-connections = <b>Новое подключение</b>
    Чья у вас почта? Я подставлю сервер, порт и шифрование; их можно будет изменить. Для Яндекса и Mail.ru нужен пароль приложения: его создают в настройках почты, обычный пароль не подойдёт. Для Microsoft 365 и Gmail есть вход без пароля.
preset-own = Свой сервер

## Страница объекта

object-connections = 📮 <b>{ $title }</b>
object-routes = 🛣 <b>{ $title }</b>
object-templates = 🗂 <b>{ $title }</b>
object-scenarios = ⚙️ <b>{ $title }</b>
object-name = Системное имя: <code>{ $name }</code>
object-off = ⏸ Выключено: не действует, пока не включат.
object-users = Используется: { $users }
object-as-before = 🔧 Работает, как работало. При следующем изменении исправьте:
object-has-draft = ✏️ Есть неприменённые изменения: { $who }, { $when }.
object-gone = Этого уже нет: кто-то удалил.
object-changed = Пока вы смотрели, это изменили. Вот как стало; нажмите ещё раз, если всё ещё нужно.
object-deleted = Удалено.
object-mistakes = { $count ->
        [one] Включить нельзя, мешает { $count } ошибка:
        [few] Включить нельзя, мешают { $count } ошибки:
       *[other] Включить нельзя, мешают { $count } ошибок:
    }
ask-switch-off = { $section ->
        [scenarios] Выключить сценарий «{ $title }»? Его кнопка перестанет отправлять письма; те, что уже в пути, дойдут.
       *[connections] Выключить подключение «{ $title }»? Письма через него будут ждать, пока его не включат.
    }{ $has-users ->
        [no] {""}
       *[yes] {" "}Им пользуются: { $users }{ $more ->
            [0] .
           *[other] {" "}и ещё { $more }.
        }
    }
button-switch-off-yes = Выключить
template-no-scenario = ⚠️ К кнопке «{ $button }» не подключён сценарий: нажатие ничего не отправит.
button-add-scenario = Создать сценарий
button-add-scenario-of = Сценарий для «{ $button }»
ask-delete-object = Удалить «{ $title }»? Вернуть будет нельзя.
versions = <b>Прежние версии: { $title }</b>
    Нажмите на версию: она станет черновиком, и вы увидите, что изменится. Применится она только по кнопке «Применить».
versions-none = <b>Прежние версии: { $title }</b>
    Других версий нет: с создания ничего не менялось.
changed-by-file = файл настроек
changed-by-you = вы

## Черновик изменений

draft-new = { $section ->
        [connections] ✏️ <b>Новое подключение</b>: { $title }
        [routes] ✏️ <b>Новый путь</b>: { $title }
        [templates] ✏️ <b>Новый шаблон</b>: { $title }
       *[scenarios] ✏️ <b>Новый сценарий</b>: { $title }
    }
draft-of = { $section ->
        [connections] ✏️ <b>Подключение</b> «{ $title }»
        [routes] ✏️ <b>Путь</b> «{ $title }»
        [templates] ✏️ <b>Шаблон</b> «{ $title }»
       *[scenarios] ✏️ <b>Сценарий</b> «{ $title }»
    }
draft-changes = <b>Изменится</b> (сейчас действует прежнее):
draft-change-password = • { $secret ->
        [password] Пароль: новый
        [client_secret] Секрет приложения: новый
        [refresh_token] Токен обновления: новый
       *[service_account_key] Ключ сервисного аккаунта: новый
    }
draft-password-asked = • 🔑 { $secret ->
        [password] Пароль: нужен заново. Меняется, куда он уходит, и прежний туда не уйдёт; без пароля письма подождут.
        [client_secret] Секрет приложения: нужен заново. Меняется, куда он уходит, и прежний туда не уйдёт; без него письма подождут.
        [refresh_token] Токен обновления: нужен заново. Меняется, куда он уходит, и прежний туда не уйдёт; без него письма подождут.
       *[service_account_key] Ключ сервисного аккаунта: нужен заново. Меняется, куда он уходит, и прежний туда не уйдёт; без него письма подождут.
    }
password-asked-again = 🔑 { $secret ->
        [password] Прежний пароль вводили для других настроек (сервер, порт, имя пользователя или защита), и туда, куда теперь, он не уйдёт. Напишите пароль для <code>{ $host }</code> — лучше последним, когда остальное уже верно.
       *[other] Прежний секрет вводили для других настроек (поставщик, приложение, сервер, порт или защита), и туда, куда теперь, он не уйдёт. Напишите его для <code>{ $host }</code> — лучше последним, когда остальное уже верно.
    }
draft-changed-by = Пока вы смотрели, здесь поработал кто-то ещё: { $who }, { $when }. Вот как стало; ваш шаг ничего не изменил.
draft-mistakes = { $count ->
        [one] Применить нельзя, мешает { $count } ошибка:
        [few] Применить нельзя, мешают { $count } ошибки:
       *[other] Применить нельзя, мешают { $count } ошибок:
    }
draft-base-moved = «{ $title }» изменили другим путём уже после того, как вы начали. Если применить ваш черновик, будет так:
draft-applied = ✅ Применено.
draft-created = ✅ Создано.
draft-given-up-new = Черновик удалён.
draft-given-up = Черновик удалён, действует прежнее.
ask-give-up = Удалить черновик изменений «{ $title }»? То, что действует сейчас, останется как есть.
ask-remove-part = Удалить «{ $name }»?
ask-remove-inside = С ним { $count ->
        [one] удалится и { $count } действие внутри
        [few] удалятся и { $count } действия внутри
       *[other] удалятся и { $count } действий внутри
    }:
ask-which-action = Какое действие добавить?
parts-empty = Пока ничего нет.
expects-lines-of-parts = Напишите ещё: каждое с новой строки.
value-missing = ⚠️ не заполнено
value-now = Сейчас: <code>{ $value }</code>
value-now-is = Сейчас:
value-secret = ••• (введён)
value-order-as-added = как добавлены
value-switch = { $on ->
        [yes] да
       *[no] нет
    }
value-parts = { $count ->
        [one] { $count } штука
        [few] { $count } штуки
       *[other] { $count } штук
    }
expects-field = { $type ->
        [line] Напишите одной строкой.
        [text] Напишите текст.
        [name] { $offered ->
            [0] Напишите латиницей или кириллицей, без пробелов.
           *[other] Нажмите на подсказку или напишите своё: буквы и цифры, без пробелов.
        }
        [number] { $offered ->
            [0] Напишите число.
           *[other] Выберите или напишите число.
        }
        [duration] Напишите срок, например 5 минут, 1,5 часа, 30s или 24h.
        [durations] Напишите сроки через запятую, например 1m, 5 минут, 1 час. Последний повторяется.
        [formula] Напишите формулу{ $wanted ->
            [text] {" "}или просто текст
           *[other] {""}
        }, например { $wanted ->
            [condition] <code>$Summa &gt; 1000</code>.
            [several] <code>LIST('Склад', 'Офис')</code>.
            [boolean] <code>true</code>.
            [number] <code>$Summa * 2</code>.
            [date_time] <code>ADDDAYS(NOW(), 7)</code>.
            [duration] <code>DURATION('PT2H')</code>.
            [account] <code>$_creator</code>.
            [records] <code>$id</code>.
            [text] <code>'Заказ: ' + $Tema</code>. Оформление текста сохраняют $Атрибут и +, функции дают обычный текст.
           *[other] <code>$Poluchatel-&gt;mbox</code>. Оформление текста сохраняют $Атрибут и +, функции дают обычный текст.
        }
        [template] Напишите шаблон. Атрибуты сообщения — в фигурных скобках.
        [secret] Напишите пароль. Я сразу удалю ваше сообщение и больше нигде его не покажу.
        [lines] Напишите адреса через запятую или каждый с новой строки.
        [headers] Напишите заголовки, каждый с новой строки: <code>X-Имя: значение</code>.
        [reference] { $offered ->
            [0] Выбирать пока не из чего: сначала создайте это, черновик подождёт.
           *[other] Выберите.
        }
       *[other] Выберите.
    }
expects-variable = Выберите или напишите имя новой переменной.
expects-value = Откуда взять значение? Выберите или напишите формулу.
ready-yes = Да
ready-no = Нет
ready-now = Сейчас
ready-today = Сегодня
ready-tomorrow = Завтра
ready-in-a-day = Через сутки
ready-in-a-week = Через неделю
ready-hour = 1 час
ready-day = 1 день
ready-author = Кто нажал кнопку
ready-one-more = Прибавить 1
ready-filled = Заполнено: { $title }
ready-own-record = Сама запись
ready-every = Все записи: { $title }
template-names = { $count ->
        [0] Атрибутов у этого пути пока нет: сначала добавьте их в «Запрос».
       *[other] Можно подставить: <code>{ $names }</code>
    }
template-filters = { $type ->
        [number] Число с разрядами и копейками; часть, которая есть только при нём:
        [boolean] Часть письма, которая есть только при «да»:
       *[date_time] Только дата, дата словами, только время:
    }
    <code>{ $samples }</code>
password-not-deleted = ⚠️ Я не смог удалить ваше сообщение с паролем. Удалите его сами: нажмите на него и выберите «Удалить».

## Поля

field-title = Название
field-system-name = Системное имя
field-enabled = Включено
field-description = Описание
field-ignore-errors = Не замечать ошибок
hint-title = Как это называется в чате. Переименовать можно в любое время.
hint-system-name = По нему это узнают сценарии и файл настроек. Сменить его можно, пока на него ничто не ссылается.
hint-attribute-system-name = По нему атрибут узнают формулы, сценарии и файл настроек. Сменить можно, пока они его не используют; ответы, которые уже есть в записях, под новое имя не перейдут.
hint-button-system-name = По нему кнопку узнают сценарии и файл настроек. Сменить можно, пока они её не используют.
hint-enum-value-system-name = По нему значение узнают записи, формулы и файл настроек. Если сменить, в записях с прежним именем это значение станет неизвестным.
hint-ignore-errors = Если действие не получится, сценарий пойдёт дальше.
field-host = Сервер
hint-host = Имя почтового сервера, например smtp.company.ru.
field-port = Порт
hint-port = Обычно 465 для SSL, 587 для STARTTLS, 25 без шифрования.
field-authentication = Вход
hint-authentication = Как бот представляется серверу.
choice-authentication-none = Без входа
choice-authentication-basic = Логин и пароль
field-username = Имя пользователя
hint-username = Обычно это адрес почты целиком.
field-password = Пароль
hint-password = Для Яндекса, Mail.ru и Gmail — пароль приложения из настроек почты.
field-encryption = Шифрование
hint-encryption = Порт 465 — SSL, порт 587 — STARTTLS.
choice-encryption-none = Без шифрования
choice-encryption-starttls = STARTTLS
choice-encryption-ssl = SSL
field-sender-address = Адрес отправителя
hint-sender-address = От чьего имени уходят письма. Сервер должен разрешать этот адрес.
field-sender-name = Имя отправителя
hint-sender-name = Что увидит получатель рядом с адресом, например «Отдел уведомлений».
field-verify-certificate = Проверять сертификат
hint-verify-certificate = Выключайте только для своего сервера и ненадолго.
field-ca-file = Свой центр сертификации
hint-ca-file = Путь к файлу на сервере бота.
field-local-hostname = Имя для EHLO
hint-local-hostname = Как бот называет себя серверу. Обычно не нужно.
field-retry-after = Паузы между попытками
hint-retry-after = Сколько ждать перед следующей попыткой, если сервер сказал «позже».
field-give-up-after = Срок попыток
hint-give-up-after = После него письмо считается неотправленным.
field-on-uncertain = Если неясно, ушло ли
hint-on-uncertain = Что делать, когда связь оборвалась после передачи письма.
choice-on-uncertain-ask = Спросить автора
choice-on-uncertain-resend = Отправить ещё раз
field-max-connections = Соединений сразу
hint-max-connections = Сколько соединений держать одновременно.
field-messages-per-connection = Писем на соединение
hint-messages-per-connection = После скольких писем открывать новое соединение.
field-messages-per-minute = Писем в минуту
hint-messages-per-minute = 0 — без ограничения.
field-timeout = Ожидание ответа
hint-timeout = Сколько ждать сервер на каждом шаге.
field-connection = Подключение
hint-route-connection = Через какой почтовый сервер уходят письма.
field-route-description = Описание
hint-route-description = Для чего этот путь; видят только администраторы.
field-request = Запрос
hint-request = Атрибуты сообщения, которые можно подставить в тему и текст. To, Cc, Bcc есть всегда.
field-subject = Шаблон темы
hint-subject = Например {"{"}Subject{"}"}.
field-body = Шаблон текста
hint-body = Например {"{"}Body{"}"}. Оформление и ссылки из ответов сохранятся. Фильтры, например upper, дают обычный текст.
field-html = Вид HTML
hint-html = Разметка письма. Без неё письмо составляется само. {"{"}Body{"}"} встаёт сюда с оформлением и ссылками, в свойствах тегов — обычным текстом.
field-headers = Свои заголовки
hint-headers = Добавляются к каждому письму.
field-to = Всегда кому
hint-to = Эти адреса добавляются к каждому письму.
field-cc = Всегда копия
hint-cc = Эти адреса получают копию каждого письма.
field-bcc = Всегда скрытая копия
hint-bcc = Эти адреса получают копию, но в письме их не видно.
field-reply-to = Ответы
hint-reply-to = Кому придёт ответ получателя.
choice-reply-to-author = Автору записи
field-name = Имя атрибута
hint-name = Так он называется в шаблонах и в наборе переменных. Сменить можно, пока они его не используют.
field-type = Тип
hint-message-attribute-type = Что в нём лежит. Строка примет всё; в число, дату, длительность и «да или нет» годится только своё, иначе письмо не уйдёт. Печатается так, как пишет автор письма.
choice-type-string = Строка
choice-type-number = Число
choice-type-boolean = Да или нет
choice-type-date-time = Дата и время
field-required = Обязательный
hint-required = Без него письмо не составить.
field-non-empty = Непустой
hint-non-empty = Пустое значение — ошибка.
field-array = Список
hint-array = Значений может быть несколько.
field-attributes = Атрибуты
hint-attributes = Вопросы, на которые отвечает сотрудник.
hint-attribute-type = Какого рода ответ: от него зависит, что подойдёт и какие будут кнопки.
hint-attribute-required = Без ответа карточка не готова.
choice-type-text = Текст
choice-type-account = Аккаунт
choice-type-document = Файлы
choice-type-duration = Длительность
field-format = Вид
hint-format = Что подходит и как это печатается.
choice-format-date-time = Дата и время
choice-format-date = Только день
choice-format-number = Любое число
choice-format-whole = Целое
choice-format-money = Деньги, с копейками
field-least = Не меньше
hint-least = Самое малое число, которое можно написать.
field-most = Не больше
hint-most = Самое большое число, которое можно написать.
choice-type-record = Запись
field-attribute-template = Шаблон записи
hint-attribute-template = Записи какого шаблона предлагать: сотрудник выбирает из своих, администратор — из всех.
choice-type-enum = Список значений
field-attribute-values = Значения
hint-attribute-values = Из чего выбирает сотрудник, в этом порядке. Название можно менять: в записях значение узнаётся по системному имени. Формулы, где написано прежнее название, придётся поправить.
field-multiple = Несколько значений
hint-multiple = Можно выбрать нескольких.
field-multiline = Много строк
hint-multiline = Ответ может занимать несколько строк; жирный, курсив и ссылки сохранятся в письме.
field-formatted = С оформлением
hint-formatted = Жирный, курсив и ссылки сохранятся в письме, как и в тексте из многих строк. В тексте из одной адрес ссылки — в скобках за ней.
field-default = По умолчанию
hint-default = Формула: такой ответ стоит сразу, его можно изменить.
field-hint = Подсказка
hint-hint = Что показать под вопросом.
field-buttons = Кнопки
hint-buttons = Кнопки на карточке записи.
hint-button-title = Надпись на кнопке, до 32 знаков.
field-button-operation = Операция
hint-button-operation = Что делает нажатие. Событие запускает сценарий. Контекст — всегда сама запись, её карточка обновится сама.
choice-operation-raise-event = Вызвать событие
choice-operation-save = Сохранить
choice-operation-archive = Убрать в архив
choice-operation-delete = Удалить запись
choice-operation-create = Создать запись
choice-operation-unarchive = Вернуть из архива
field-button-template = Шаблон новой записи
hint-button-template = Какую запись начнёт кнопка. Её черновик откроется сразу.
field-button-values = Что перейдёт в новую запись
hint-button-values = Атрибуты новой записи, которые заполнятся из этой. Остальное спросится.
field-new-value-attribute = Атрибут новой записи
hint-new-value-attribute = Что заполнить в новой записи.
field-new-value-formula = Формула
hint-new-value-formula = Чем заполнить: формула по этой записи, например $Tema.
field-confirm = Вопрос перед нажатием
hint-confirm = Если задан, бот сначала спросит.
field-condition = Условие показа
hint-condition = Формула: кнопка видна, когда она истинна.
field-form = Порядок на форме
hint-form = В каком порядке спрашивать и показывать кнопки. ↑ — выше, ✕ — убрать с формы (вернуть: +).
field-allowed = Кому доступен
hint-allowed = Кто может создавать такие записи.
choice-allowed-everyone = Всем
choice-allowed-administrators = Администраторам
field-event = Событие
hint-event = Какая кнопка запускает сценарий.
field-author = Автор
hint-author = Имя пользователя аккаунта. Где никто не нажимал, действуют доступ и часовой пояс этого человека, и ему сообщают. Уйдёт он — сценарий выключится.
field-sees = Видит записи
hint-sees = Какие записи читают формулы сценария: те, что может видеть нажавший (или автор), или все записи всех людей.
choice-sees-author = Что видит нажавший
choice-sees-everything = Все записи
author-left = ⏹ Сценарий «{ $title }» выключен: его автор ({ $author }) больше не пользуется ботом. Укажите другого автора и включите сценарий.
field-template = Шаблон записи
hint-button-clicked-template = На карточке какого шаблона стоит кнопка.
hint-change-context-template = С записями какого шаблона работать.
field-button = Кнопка
hint-button = Нажатие этой кнопки запускает сценарий.
field-actions = Действия
hint-actions = Выполняются по порядку, сверху вниз.
field-objects = Какие записи
hint-objects = Атрибут или формула; ID — та запись, на которой нажали.
field-change-variables-operation = Что сделать
hint-change-variables-operation = Заменить значения, добавить к ним или убрать из них.
choice-operation-replace = Заменить
choice-operation-add = Добавить
choice-operation-exclude = Исключить
field-set = Набор переменных
hint-set = Имя набора, например <code>notification</code>: по нему набор найдёт «Отправить сообщение».
field-variables = Переменные
hint-variables = Из них путь составит письмо: To — кому, остальное — атрибуты сообщения. Атрибут, $Атрибут и + сохраняют оформление текста, функции дают обычный текст.
field-send-message-route = Путь
hint-send-message-route = По какому пути составить и отправить письмо.
hint-send-message-connection = То же, что у пути.
field-variable = Переменная с сообщением
hint-variable = Набор переменных, из которого составить письмо.
field-success-variable = Переменная при удаче
hint-success-variable = Сюда запишется ответ сервера. Сценарий будет ждать его.
field-error-variable = Переменная при ошибке
hint-error-variable = Сюда запишется, почему не ушло. Сценарий будет ждать ответа.
field-check-condition = Условие
hint-check-condition = Формула, которая даёт «да» или «нет». Если «нет» или пусто, сценарий остановится.
field-check-message = Что сказать
hint-check-message = Формула: что прочтёт сотрудник, когда условие не выполнено; в чате можно и просто текст. Например: <code>'Сумма больше 10 000'</code>.
field-branches = Блоки
hint-branches = Выполняется каждый блок, чьё условие верно, сверху вниз.
field-branch-condition = Условие
hint-branch-condition = Формула, которая даёт «да» или «нет».
field-otherwise = Иначе
hint-otherwise = Что делать, если ни одно условие не верно.
field-times = Сколько раз
hint-times = Атрибут или формула; целое число.
field-repeat-variable = Счётчик
hint-repeat-variable = Имя переменной, в которой стоит номер прохода, начиная с 0: в формулах <code>$$имя</code>.
field-values = Для каждого из
hint-values = Атрибут или формула, которая находит значения.
field-for-each-variable = Переменная прохода
hint-for-each-variable = Имя переменной, в которой стоит очередное значение: в формулах <code>$$имя</code>.
field-changes = Что изменить
hint-changes = Атрибуты записи и что сделать с каждым. Все значения вычисляются до первого изменения.
field-attribute-change-attribute = Атрибут
hint-attribute-change-attribute = Какой атрибут записи изменить.
field-attribute-change-operation = Что сделать
hint-attribute-change-operation = «Добавить» и «Убрать» — для атрибутов, где много значений; к многострочному тексту «Добавить» дописывает строку.
field-attribute-change-value = Значение
hint-attribute-change-value = Атрибут или формула. Пустое значение очищает то, что заменяет.
field-create-record-template = Шаблон записи
hint-create-record-template = Запись какого шаблона создать. Действия внутри работают с ней; она принадлежит тому, кто запустил сценарий.
field-create-record-variable = Переменная с записью
hint-create-record-variable = В ней новая запись для действий после этого: в формулах <code>$$имя</code>.
field-duplicate-record-variable = Переменная с копией
hint-duplicate-record-variable = В ней копия для действий после этого: в формулах <code>$$имя</code>.
choice-operation-remove = Убрать
choice-operation-clear = Очистить
about-change-context = дальше работать с записью, которую найдёт атрибут или формула
about-change-variables = собрать набор переменных, из которого составится письмо
about-send-message = составить письмо по пути и отправить его
about-check = остановить сценарий, если условие не выполнено, и сказать почему; ничего из сделанного после последнего ожидания не останется
about-by-conditions = выполнить те блоки, чьи условия верны; если ни одно не верно — «Иначе»
about-repeat = выполнить действия столько раз, сколько скажет формула или атрибут
about-for-each = выполнить действия для каждого значения: аккаунта, записи, строки списка
about-change-attributes = изменить атрибуты записи: заменить, добавить, убрать, очистить
about-create-record = создать запись другого или того же шаблона и дальше работать с ней
about-duplicate-record = создать копию записи, с файлами, и дальше работать с ней
about-run-apart = выполнить действия отдельно: их ошибка не остановит сценарий, а его ошибка — их

## Кнопки

button-add = ➕ Добавить
button-add-action = ➕ Действие
button-add-another = ➕ Ещё один
button-add-named = ➕ { $name }
button-nest-named = Внутри: { $name }
button-from-attribute = Атрибут записи
button-from-formula = Формула
button-preview = 👁 Как будет письмо
button-route-test-letter = ✉️ Пробное письмо
ask-test-letter-route = Уйдёт письмо этого пути с примерными значениями.
button-form-preview = 👁 Как увидят форму
preview-head = 👁 <b>{ $title }</b>: письмо с примерными значениями. Ничего не отправлено.
form-preview-head = 👁 <b>{ $title }</b>: что спросит бот, по одному вопросу.
form-optional = {" "}(можно пропустить)
form-default = По умолчанию: <code>{ $formula }</code>
form-buttons = { $count ->
        [0] Кнопок на карточке нет: отправить будет нечем.
       *[other] Кнопки на карточке: { $titles }
    }
button-to-admin = К управлению
button-to-list = К списку
button-to-whole = ⤒ К началу
button-edit-draft = К черновику
button-switch-on = Включить
button-switch-off = Выключить
button-versions = Версии
button-create = Создать
button-apply = Применить
button-apply-anyway = Всё равно применить
button-give-up = Удалить черновик
button-give-up-yes = Удалить черновик
button-more = Ещё настройки
button-turn-on = ☐ { $title }
button-turn-off = ☑ { $title }
button-move-up = ↑ Выше
button-move-down = ↓ Ниже
button-move-in = → Вложить
button-move-out = ← Вынести
button-move-copy = Копия
button-move-remove = Удалить
command-connections = Подключения
command-routes = Пути передачи данных
command-templates = Шаблоны записей
command-scenarios = Сценарии

## Отказы

error-still-switched-on = Выключить нельзя, пока включён сценарий, которому это нужно: { $users }. Сначала выключите его.
error-part-used = Пока нельзя: это используется — { $users }. Сначала измените там.
use-where = { $part ->
        [subject] шаблон темы
        [body] шаблон текста
        [html] вид HTML
        [connection] путь «{ $title }»
        [default] «{ $where }» по умолчанию
        [condition] условие показа кнопки «{ $where }»
        [value] новая запись кнопки «{ $where }» в шаблоне «{ $title }»
        [other] формула «{ $where }» в шаблоне «{ $title }»
        [event] сценарий «{ $title }», событие
       *[action] сценарий «{ $title }», действие { $where }
    }
consequence-added = { $count ->
        [one] ℹ️ «{ $title }»: в { $count } записи ответа ещё нет. Черновики спросят, отправленное не изменится.
        [few] ℹ️ «{ $title }»: в { $count } записях ответа ещё нет. Черновики спросят, отправленное не изменится.
       *[other] ℹ️ «{ $title }»: в записях ({ $count }) ответа ещё нет. Черновики спросят, отправленное не изменится.
    }
consequence-removed = { $count ->
        [one] ⚠️ «{ $title }» уйдёт с карточек: значение есть в { $count } записи. Значения не стираются и вернутся, если вернуть прежнюю версию.
        [few] ⚠️ «{ $title }» уйдёт с карточек: значение есть в { $count } записях. Значения не стираются и вернутся, если вернуть прежнюю версию.
       *[other] ⚠️ «{ $title }» уйдёт с карточек: значение есть в записях ({ $count }). Значения не стираются и вернутся, если вернуть прежнюю версию.
    }
consequence-value-removed = { $count ->
        [1] ⚠️ Значение «{ $title }» стоит в { $count } записи. Там оно останется под системным именем, и отправить её можно будет, только выбрав другое.
        [one] ⚠️ Значение «{ $title }» стоит в { $count } записи. Там значение останется под системным именем, и отправить их можно будет, только выбрав другое.
        [few] ⚠️ Значение «{ $title }» стоит в { $count } записях. Там оно останется под системным именем, и отправить их можно будет, только выбрав другое.
       *[other] ⚠️ Значение «{ $title }» стоит в записях ({ $count }). Там оно останется под системным именем, и отправить их можно будет, только выбрав другое.
    }
consequence-retyped = { $count ->
        [one] ⚠️ «{ $title }»: у { $count } записи ответ прежнего типа, на карточке ответа не станет. Ответы не стираются и вернутся, если вернуть прежний тип.
        [few] ⚠️ «{ $title }»: у { $count } записей ответ прежнего типа, на карточках ответов не станет. Ответы не стираются и вернутся, если вернуть прежний тип.
       *[other] ⚠️ «{ $title }»: у записей ({ $count }) ответ прежнего типа, на карточках ответов не станет. Ответы не стираются и вернутся, если вернуть прежний тип.
    }
error-node-gone = Этого места больше нет: объект изменили.
error-object-changed = Пока вы смотрели, это изменили. Ничего не перезаписано.
error-draft-gone = Этот черновик уже применён или удалён.
error-name-used = Системное имя не сменить, пока по нему это узнают: { $users }. Название менять можно.
error-still-used = Удалить нельзя, пока это используется: { $users }. Сначала измените там.
error-still-needed = { $section ->
        [connections] Удалить нельзя: через это подключение уже шли письма, и журнал на него ссылается. Можно «Выключить».
       *[other] Удалить нельзя: по этому шаблону уже есть записи. Можно «Выключить».
    }
error-nothing-to-apply = Применять нечего: изменений нет.
config-not-typed = Здесь отвечают кнопкой.
config-header-line = Строка «{ $line }» не похожа на заголовок. Нужно так: X-Имя: значение.
