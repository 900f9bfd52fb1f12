### Файл настроек: ошибки с местом и итог.

config-not-a-mapping = файл должен состоять из разделов connections, routes, templates, scenarios
config-not-a-list = «{ $name }» — это список: строки под ним начинаются с «- »
config-unknown-field = поля «{ $name }» нет{ $has-nearest ->
        [no] {""}
       *[yes] ; похоже на «{ $nearest }»
    }
config-missing = не указано «{ $name }»
config-not-a-choice = «{ $name }» может быть: { $choices }
config-out-of-range = «{ $name }» вне границ (граница — { $limit })
config-too-soon = «{ $name }» не может быть меньше { $limit }
config-too-late = «{ $name }» не может быть больше { $limit }
config-most-below-least = больше всего — { $most }, а меньше всего — { $least }: такого числа не бывает
config-text-in-quotes = «{ $name }» — это текст, а записано { $kind ->
        [truth] true или false
       *[number] число
    }: возьмите значение в кавычки
config-bare-number = «{ $name }» — это целое число: напишите его без кавычек и точки, { $text }
config-truth = «{ $name }»: вместо { $text } напишите { $word }, без кавычек
config-host = «{ $name }» записано не так: нужно имя сервера, вроде smtp.company.ru или 10.0.0.5
config-host-port = «{ $name }» записано не так: здесь только имя сервера, а порт пишется в своём поле
config-host-scheme = «{ $name }» записано не так: нужно только имя сервера, без :// и того, что рядом
config-host-user = «{ $name }» записано не так: нужно только имя сервера, без @; имя пользователя пишется в своём поле
config-hello-name = «{ $name }» записано не так: серверу представляются именем вроде bot.company.ru или [10.0.0.5]
config-ca-file = «{ $name }»: файла нет, или он не читается, или в нём нет сертификатов в виде PEM
config-ca-file-relative = «{ $name }»: нужен полный путь, вроде /etc/ssl/company.pem
config-address-with-name = «{ $name }»: нужен только адрес, без имени и угловых скобок; имя отправителя пишется в своём поле
config-too-many-recipients = постоянных получателей больше { $limit }: столько в одном письме не бывает
config-template-word = «{ $name }» — слово языка шаблонов: назовите атрибут сообщения иначе
config-no-address = в «{ $name }» нет поля Address: получателю нужен адрес
config-route-header-name = «{ $name }» не годится: имя заголовка начинается с X-, дальше латинские буквы, цифры и дефис, не длиннее 60 знаков
config-header-name = «{ $name }» не годится в CustomHeaders: имя заголовка — латинские буквы, цифры и _, не длиннее 60 знаков, а значение — текст
config-empty = «{ $name }» не может быть пустым
config-none-there = нужно хотя бы одно: «{ $name }»
config-one-line = «{ $name }» — одна строка, без переносов
config-too-long = «{ $name }» слишком длинное: не больше { $limit } знаков
config-too-many = «{ $name }»: не больше { $limit }
config-value-kind = «{ $name }» — не значение: нужна формула или атрибут, в файле {"{"}formula: …{"}"} или {"{"}attribute: …{"}"}
config-wrong-value = «{ $name }» не подходит
config-wrong-text = «{ $name }» записано не так: лишние пробелы, переносы или знаки
config-wrong-address = «{ $name }»: это не адрес почты, нужен вроде notify@company.ru, без пробелов
config-needs-username = для входа нужно имя пользователя
config-needs-oauth2 = для входа по OAuth 2.0 нужно поле oauth2: поставщик и приложение
config-oauth2-grant = { $provider } не выдаёт ключей так; подойдёт: { $grants }
config-oauth2-needs = для { $provider } нужно «{ $name }»
config-not-a-day = день пишется так: 2027-11-29
config-system-name = системное имя «{ $name }» не подходит: нужны буквы, цифры и _, без пробелов, первой не цифра
config-duration = «{ $text }» — не срок: число и единица, например 30s, 5m, 24h, 30d или 5 минут, 1,5 часа
config-other-type = «{ $name }» бывает только у type: { $types }
config-not-multiple = нескольких значений (multiple) у этого типа не бывает (type: { $type })
config-name-taken = системное имя «{ $name }» здесь уже есть
config-record-template = выберите шаблон, записи которого предлагать (template)
config-record-other = в «{ $name }» лежат записи шаблона «{ $template }», а формула даёт записи «{ $found }»
config-enum-empty = в списке нет ни одного значения
config-enum-twice = «{ $name }» не отличить от «{ $other }»: названия и системные имена значений не должны совпадать
config-twin = уже есть «{ $title }» (системное имя: { $names }). В списках рядом с названием будет системное имя; лучше назвать по-разному
config-twin-attributes = несколько атрибутов называются «{ $title }»: сотрудник не различит их. Назовите по-разному
config-twin-buttons = несколько кнопок называются «{ $title }»: сотрудник не различит их. Назовите по-разному
config-form-name = в форме назван «{ $name }», а это не атрибут и не кнопка
config-one-action = в действии ровно одно из: { $kinds }
config-too-many-actions = действий больше { $limit }
config-too-deep = действия вложены глубже { $limit }
config-wrong-type = «{ $name }» — значение не того вида, { $type ->
        [string] нужен текст
        [int] нужно целое число
        [bool] нужно true или false
        [list] нужен список
        [tuple] нужен список
        [dict] нужны поля вида «имя: значение»
        [model] нужны поля вида «имя: значение»
        [time_delta] нужен срок (30s, 5m, 24h)
       *[other] нужно другое
    }
config-twice = «{ $name }» в файле уже есть
config-password-one-line = в пароле перенос строки или управляющий знак: впишите его одной строкой
config-password-not-text = пароль пишется текстом в кавычках или ссылкой ${"{"}ПЕРЕМЕННАЯ{"}"}
config-unknown-name = { $kind ->
        [connection] подключения
        [route] пути передачи данных
        [template] шаблона записи
        [button] кнопки
       *[attribute] атрибута
    } «{ $name }» нет{ $has-nearest ->
        [no] {""}
       *[yes] ; похоже на «{ $nearest }»
    }
config-unknown-author = «{ $name }» не может быть автором: нужен аккаунт не из архива, чей человек пользуется ботом
config-disabled = «{ $name }»: сейчас выключено
config-other-connection = путь «{ $route }» идёт через подключение «{ $other }», а не «{ $connection }»
config-set-not-filled = набор «{ $set }» до этого шага ничем не заполнен, письму неоткуда взяться: { $has-nearest ->
        [no] добавьте выше «Изменить значения переменных»
       *[yes] заполнен набор «{ $nearest }», выберите здесь его, или добавьте выше «Изменить значения переменных»
    }
config-no-recipient = в наборе «{ $set }» нет ни To, ни Cc, ни Bcc: некому отправлять
config-attribute-not-filled = путь требует «{ $attribute }», а в наборе «{ $set }» его нет{ $has-nearest ->
        [no] {""}
       *[yes] ; там есть похожее: «{ $nearest }»
    }
config-placeholder-not-filled = в письме останется пустое место: «{ $attribute }» стоит в шаблоне пути «{ $route }», а в набор «{ $set }» его ничто не кладёт{ $has-nearest ->
        [no] {""}
       *[yes] ; там есть похожее: «{ $nearest }»
    }
config-answer-over-set = «{ $name }» — набор, из которого делаются письма: ответ сервера стёр бы его. Назовите переменную для ответа иначе
config-answer-twice = в «{ $name }» уже пишется ответ об успехе: назовите переменную для ошибки иначе
config-want-files = сюда кладут сами файлы: выберите атрибут записи вида «Файлы», а не формулу и не набор
config-wants-address = «{ $text }» — не адрес почты: нужен вроде ivanov@company.ru
config-wants-address-empty = здесь всегда будет пусто, а нужен адрес почты
config-wants-count = «{ $text }» — не число раз: нужно целое число от 0 до { $limit }
config-wants-something = здесь всегда будет пусто
config-wants-number = «{ $text }» — не число
config-wants-boolean = «{ $text }» — ни да, ни нет: напишите одно из двух
config-wants-date-time = «{ $text }» — не дата: напишите, например, 25.12.2026 9:00
config-wants-duration = «{ $text }» — не длительность: напишите, например, 2 часа
config-wants = сюда нужно { $expected ->
        [address] то, что даёт адрес почты: аккаунт или текст (например, $Poluchatel->mbox)
        [name] имя: аккаунт или текст (например, $Poluchatel->fullName)
        [files] файлы: атрибут записи вида «Файлы»
        [records] то, что находит записи (например, $id — сама запись)
        [number] число
        [several] то, что перебирают: несколько значений, записей или аккаунтов
        [condition] условие: то, что даёт «да» или «нет» (например, $Summa > 1000)
        [boolean] да или нет
        [date_time] дата и время
        [duration] длительность (например, DURATION('PT2H'))
        [nested] несколько значений со своими именами
       *[text] то, что печатается текстом (например, $Poluchatel->fullName)
    }, а это { $found ->
        [text] текст
        [number] число
        [boolean] да или нет
        [date_time] дата и время
        [duration] длительность
        [account] аккаунт
        [record] запись
        [file] файлы
        [enum] вариант из списка
       *[other] { $found }
    }
config-finds-no-records = «{ $attribute }» не находит записей: выберите ID — это сама запись
config-other-records = ID здесь — это запись шаблона «{ $template }»: выберите его шаблоном записи
config-clear-no-value = то, что очищают, не принимает значения: уберите его
config-system-attribute = «{ $name }» ведёт сам Гонец: сценарий его не меняет
config-adds-to-one = в «{ $attribute }» помещается одно значение: выберите «Заменить»
config-never-done = до этого действия дело никогда не дойдёт: условие перед ним всегда одно и то же
config-does-nothing = сценарий ничего не отправит и не изменит: действий, которые это делают, в нём нет или до них не дойдёт
config-sends-nothing = писем сценарий не отправляет, только меняет записи
config-check-behind-wait = проверка стоит после отправки с ожиданием (шаг { $number }): если условие не выполнится, это письмо уже ушло. Поставьте проверку раньше, если так не годится
config-reserved-name = переменную нельзя назвать «{ $name }»: так называются виды значений
config-creates-nothing = шаблон и значения новой записи бывают только у кнопки «Создать запись»
config-button-taken = на кнопке «{ $button }» уже есть включённый сценарий «{ $scenario }»: у кнопки он один. Выберите или добавьте в шаблон другую кнопку, либо измените тот сценарий
config-differs-in-case = «{ $name }» отличается от «{ $other }» только большими и малыми буквами
config-not-yaml = это не YAML: { $reason ->
        [tab] табуляция вместо пробелов
        [quote] кавычка не закрыта
        [colon] двоеточие не на месте; текст с двоеточием берётся в кавычки
        [indent] отступ не такой, как у соседних строк, или скобка не закрыта
        [value] значение не читается; возьмите его в кавычки
        [escape] обратная косая черта в двойных кавычках означает особый знак, а такого нет; возьмите текст в одинарные кавычки
        [documents] в файле несколько документов, а нужен один, без строк «---»
       *[other] проверьте отступы, двоеточия и кавычки
    }
config-character = в файле стоит управляющий знак { $code }: уберите его
config-file-too-deep = в файле слишком много вложенных друг в друга скобок, списков или ссылок (&, *)
config-key-twice = «{ $name }» написано дважды
config-file-too-large = файл слишком большой (предел { $limit })
config-as-before = действует по правилам, по которым сохранено; при следующем изменении исправьте:
config-nothing-applied = { $count ->
        [one] { $count } ошибка.
        [few] { $count } ошибки.
       *[other] { $count } ошибок.
    } Ничего не применено.
secret-name = { $secret ->
        [password] пароль
        [client_secret] секрет приложения
        [refresh_token] токен обновления
       *[service_account_key] ключ сервисного аккаунта
    }
config-note-disabled = для входа не хватает: { $what } (переменная { $variable } не задана), без этого подключение выключено. Задайте переменную и примените файл ещё раз.
config-note-asked = меняется, куда это уходит: { $what } (сервер, порт, имя пользователя, защита или поставщик ключей). Прежнее туда не уйдёт, письма ждут нового. { $has-variable ->
        [yes] Переменная { $variable } не задана, поэтому подключение выключено: задайте её и примените файл ещё раз или введите это в чате, на странице подключения.
       *[no] Впишите это в файл ссылкой на переменную и примените его ещё раз или введите в чате, на странице подключения.
    }
config-note-kept = переменная { $variable } не задана: остаётся прежним — { $what }.
config-applied = { $count ->
        [0] Изменений нет: всё уже так.
        [one] Применено: { $count } изменение.
        [few] Применено: { $count } изменения.
       *[other] Применено: { $count } изменений.
    }
config-checked = { $count ->
        [0] Файл верен. Изменений не будет.
        [one] Файл верен. Изменится: { $count }.
        [few] Файл верен. Изменится: { $count }.
       *[other] Файл верен. Изменится: { $count }.
    }
error-template = { $reason ->
        [unknown-name] строка { $line }, столбец { $column }: «{ $name }» нет среди атрибутов сообщения{ $has-nearest ->
            [no] {""}
           *[yes] ; похоже на «{ $nearest }»
        }
        [unknown-filter] строка { $line }, столбец { $column }: фильтра «{ $name }» нет{ $has-nearest ->
            [no] {""}
           *[yes] ; похоже на «{ $nearest }»
        }
        [loop-needs-array] строка { $line }, столбец { $column }: цикл for идёт только по атрибуту-массиву, а «{ $name }» не такой
        [not-allowed] строка { $line }, столбец { $column }: { $name ->
            [mul] умножать
            [div] делить
            [floordiv] делить нацело
            [mod] брать остаток
            [pow] возводить в степень
            [add] складывать
            [sub] вычитать
            [neg] менять знак
            [pos] ставить знак «+»
            [concat] соединять знаком «~»
            [getitem] брать часть в квадратных скобках
            [slice] брать часть в квадратных скобках
            [call] вызывать функции
            [list] писать списки
            [tuple] перечислять в скобках
            [dict] писать наборы значений
            [test] проверять словом «is»
            [assign] задавать свои имена (set)
            [assignblock] задавать свои имена (set)
            [macro] описывать макросы (macro)
            [callblock] вызывать макросы (call)
            [filterblock] брать в фильтр целый кусок (filter)
            [include] вставлять другие шаблоны (include)
            [import] вставлять другие шаблоны (import)
            [fromimport] вставлять другие шаблоны (import)
            [extends] продолжать другие шаблоны (extends)
            [block] делить шаблон на блоки (block)
            [with] задавать свои имена (with)
            [scope] менять правила замены знаков (autoescape)
            [for] так повторять (циклов друг в друге не больше двух, у каждого одно имя)
           *[other] «{ $name }»
        } в шаблонах нельзя; нужное посчитайте в сценарии
        [unknown-tag] строка { $line }, столбец { $column }: «{ $name }» здесь не к месту; бывают if … endif и for … endfor
        [unclosed] строка { $line }, столбец { $column }: «{ $name }» не закрыто
        [unclosed-block] строка { $line }, столбец { $column }: к этому месту не хватает «{ $name }»
        [too-deep] шаблон слишком глубоко вложен
        [too-large] результат слишком большой
        [render] значение не подставляется ({ $name })
       *[other] строка { $line }, столбец { $column }: не читается «{ $name }»
    }
