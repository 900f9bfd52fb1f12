### Справочник в чате: люди, которым пишут, просьбы добавить, файлы и контакты.

## Список

directory = 👥 <b>Справочник</b>
directory-counts = Действующих: { $active } · в архиве: { $archived } · без почты: { $without }
directory-list = { $which ->
        [archived] <b>В архиве.</b> Им нельзя написать, пока не вернёте. Нажмите на человека или напишите начало имени, отдела или адреса.
        [without_address] <b>Без почты.</b> Письма им не дойдут, пока нет адреса. Нажмите на человека и впишите почту.
       *[active] Нажмите на человека или напишите начало имени, отдела или адреса — найду.
    }
directory-empty = { $which ->
        [archived] В архиве никого нет.
        [without_address] Почта есть у всех.
       *[active] Здесь пока никого. Добавьте людей по одному, пришлите контакт из телефона или файл CSV.
    }
directory-found = Нашлись по запросу «{ $query }»:
directory-found-nobody = По запросу «{ $query }» никого нет. Напишите иначе: начало имени, отдела или адреса.
command-accounts = Справочник людей
button-add-account = Добавить человека
button-accounts-active = Все ({ $count })
button-accounts-archived = Архив ({ $count })
button-accounts-without = Без почты ({ $count })
button-accounts-files = Из файла
button-export-accounts = Выгрузить
button-to-accounts = К справочнику
button-open-account = Открыть

## Один человек

account-head = <b>{ $name }</b>{ $archived ->
        [yes] {" "}· 🗄 в архиве
       *[no] {""}
    }
account-line = { $code ->
        [yes] <b>{ $title }:</b> <code>{ $value }</code>
       *[no] <b>{ $title }:</b> { $value }
    }
account-no-mbox = ⚠️ Почты нет: письма этому человеку не отправить. Впишите её через «Изменить».
account-tombstone = 🕯 <b>Удалённый адресат</b>
    Данные этого человека стёрты. Запись осталась пустой, чтобы старые уведомления открывались.
account-erased = удалённый адресат
account-field-full-name = ФИО
account-field-mbox = Эл. почта
account-field-phone = Телефон
account-field-title = Должность
account-field-department = Отдел
account-field-office = Офис
account-field-manager = Руководитель
account-field-language = Язык
account-field-username = Имя пользователя
account-field-active = Активен
account-language = { $code ->
        [ru] Русский
       *[en] Английский
    }
button-archive-account = В архив
button-restore-account = Вернуть из архива
button-erase-account = Стереть данные
button-erase-yes = Стереть навсегда
account-archived = 🗄 В архиве. Этого человека больше не предложат в получатели; вернуть можно в любой момент.
account-restored = ✅ Возвращён: снова виден в получателях.
account-erased-now = Данные стёрты.
account-erase = <b>Стереть данные: { $name }?</b>
    Вернуть их будет нельзя.

    Сотру имя, почту, телефон и все остальные поля, слова для поиска, следы в журнале изменений и в просьбах. В старых уведомлениях вместо имени будет «удалённый адресат».{ $has-people ->
        [yes] {"\u000A\u000A"}Это аккаунт человека, который пишет боту: { $people }. Пользоваться ботом можно будет и дальше, но связь пропадёт.
       *[no] {""}
    }

    Не сотру то, что уже отправлено: письма хранятся { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[other] { $days } дней
    } после отправки, а в журнале останется адрес, на который они ушли.

    Если человек просто уволился, хватит архива.

## Добавить и изменить

account-new = <b>Новый человек</b>
    Напишите фамилию, имя и отчество. Можно сразу с почтой, одной строкой:
    <code>Иванов Иван, ivanov@company.ru</code>

    Или пришлите контакт из телефона.
account-new-name = <b>Новый человек</b>: <code>{ $mbox }</code>
    Напишите фамилию, имя и отчество.
account-new-mbox = <b>Новый человек</b>: { $name }
    Напишите адрес почты.
account-mbox-wanted = ⚠️ Здесь нужен адрес почты, например <code>ivanov@company.ru</code>.
account-added = ✅ Добавлено. Остальное можно вписать через «Изменить».
account-typed-again = Этот вопрос уже закрыт. Начните ещё раз.
account-shared = { $count ->
        [1] ⚠️ Адрес <code>{ $mbox }</code> уже есть у { $count } человека — вот он:
        [one] ⚠️ Адрес <code>{ $mbox }</code> уже есть у { $count } человека — вот они:
        [few] ⚠️ Адрес <code>{ $mbox }</code> уже есть у { $count } человек — вот они:
       *[other] ⚠️ Адрес <code>{ $mbox }</code> уже есть у { $count } человек — вот они:
    }

    Если «{ $name }» — кто-то другой с общим ящиком, добавьте. Или напишите другой адрес.
account-same-mbox = { $count ->
        [1] ⚠️ Такой же адрес уже есть: { $name }. Если ящик общий, это не ошибка.
       *[other] ⚠️ Такой же адрес уже есть: { $name } и не только. Если ящик общий, это не ошибка.
    }
account-ask-field = ✏️ <b>{ $title }</b> — { $name }
account-field-now = { $has-value ->
        [yes] Сейчас: { $value }
       *[no] Сейчас пусто.
    }
account-expects = { $kind ->
        [mbox] Напишите адрес почты.
        [language] Нажмите или напишите код языка, например <code>de</code>.
        [manager] Напишите начало имени или адреса и нажмите на человека.
        [username] Напишите имя пользователя. По нему строки файла находят человека, у каждого оно своё.
       *[other] Напишите новое значение.
    }
account-written = ✅ Записано: { $title }.
button-add-anyway = Всё равно добавить
error-account-field-empty = { $field ->
        [full_name] ⚠️ Без имени нельзя. Напишите фамилию, имя и отчество.
        [mbox] ⚠️ Нужен адрес почты.
       *[other] ⚠️ Это поле не может быть пустым.
    }
error-account-field-long = ⚠️ Слишком длинно: { $length } знаков, можно { $limit }. Сократите.{ $field ->
       *[other] {""}
    }
error-account-language = ⚠️ «{ $value }» — не код языка. Напишите две буквы, например ru, en или de.
error-account-username = ⚠️ Такое имя пользователя не годится: в нём нет ни букв, ни цифр.
error-account-several = ⚠️ Здесь несколько адресов, а добавляю по одному человеку. Многих сразу пришлите файлом CSV.
error-account-erased = Данные этого человека уже стёрты, менять здесь нечего.
error-account-changed = { $field ->
        [active] { $has-who ->
            [yes] { $value ->
                [True] { $who } уже вернул(а) этого человека из архива.
               *[False] { $who } уже убрал(а) этого человека в архив.
            }
           *[no] { $value ->
                [True] Этого человека уже вернули из архива.
               *[False] Этого человека уже убрали в архив.
            }
        }
       *[other] { $has-who ->
            [yes] ⚠️ Пока вы смотрели, это поле изменил(а) { $who }.
           *[no] ⚠️ Пока вы смотрели, это поле изменилось.
        } { $has-value ->
            [yes] Теперь там: { $value }. Если нужно другое, ответьте ещё раз.
           *[no] Теперь оно пустое. Если нужно другое, ответьте ещё раз.
        }
    }
error-account-address-used = Адрес { $mbox } в справочнике уже есть: { $name }.{ $account ->
       *[other] {""}
    }
error-account-own-manager = ⚠️ Никто не руководит сам собой. Выберите другого.

## Контакты

contact-understood = 📇 Понял так:
contact-add = Добавить в справочник?
contact-no-mbox = ⚠️ Почты в контакте нет. Напишите её сообщением.
contact-known = Такой адрес в справочнике уже есть: { $name }.
contact-ask-mbox = { $name }: напишите адрес почты.
contacts-understood = 📇 { $count ->
        [one] В файле { $count } контакт.
        [few] В файле { $count } контакта.
       *[other] В файле { $count } контактов.
    } Новых: { $new }, уже есть: { $known }, без почты (пропущу): { $without }.
contacts-applying = ⏳ Добавляю…
contacts-added = { $count ->
        [0] Никого не добавил.
        [one] ✅ Добавлен { $count } человек.
        [few] ✅ Добавлено { $count } человека.
       *[other] ✅ Добавлено { $count } человек.
    }{ $known ->
        [0] {""}
       *[other] {" "}Уже были: { $known }.
    }{ $without ->
        [0] {""}
       *[other] {" "}Без почты пропущено: { $without }.
    }
button-give-address = Указать почту
button-other-address = Другая почта
button-add-contact = Добавить
button-add-contacts = Добавить всех ({ $count })
contacts-lost = ⚠️ Не прочитано контактов: { $count }.
contacts-remarks = <b>Замечания, посмотрите:</b>
contacts-more-remarks = и ещё { $count }
card-remark = контакт { $number }{ $has-name ->
        [yes] {" "}({ $name })
       *[no] {""}
    }:
card-wrong-empty = в нём нет ни имени, ни почты; пропущен
card-wrong-letters = буквы имени потеряны или в неизвестной кодировке; пропущен
card-wrong-cut = обрывается, почты в нём нет; пропущен
card-wrong-long = имя слишком длинное: { $length } знаков, можно { $limit }; пропущен
card-note-cut = обрывается без END:VCARD; проверьте, всё ли в нём есть
card-note-long = «{ $column }»: { $length } знаков, можно { $limit }; не взято
card-note-mbox = «{ $value }» — не почтовый адрес; не взят
card-note-other-addresses = взят адрес { $mbox }, не взяты: { $others }
card-note-two-scripts = в «{ $value }» стоят рядом латинские и русские буквы; проверьте
card-note-odd-name = странное имя: { $value }; проверьте
card-note-same-address = почта { $mbox } та же, что у контакта { $other } ({ $name }); добавлен будет один из них
error-vcard-unreadable = ⚠️ { $count ->
        [1] В файле { $count } контакт, и его не прочитать.
        [one] В файле { $count } контакт, и ни один не прочитать.
        [few] В файле { $count } контакта, и ни один не прочитать.
       *[other] В файле { $count } контактов, и ни один не прочитать.
    } В них нет ни имени, ни почты, или буквы в неизвестной кодировке. Выгрузите контакты из телефона ещё раз.
error-vcard-empty = ⚠️ В файле нет ни одного контакта. Нужен файл .vcf, как его сохраняет телефон.
error-vcard-many = ⚠️ Контактов больше { $limit }. Столько людей загружают файлом CSV.

## Файлы CSV

accounts-files = <b>Люди из файла</b>
    Пришлите сюда файл CSV: из Excel (Сохранить как, потом CSV), из 1С или кадровой программы. Сначала покажу, что изменится; без вашего согласия ничего не запишу.

    Первая строка — заголовки: ФИО, Эл. почта, Телефон, Должность, Отдел, Офис, Язык, Руководитель, Имя пользователя, Активен. Обязательны только ФИО и Эл. почта.
    Пустая ячейка стирает значение, отсутствующий столбец его не трогает. Кого в файле нет, тот остаётся как был.

    Контакты из телефона пришлите файлом .vcf или просто поделитесь контактом.

    Образец — файл, который даёт «Выгрузить».
accounts-which-reading = 📄 <b>{ $name }</b>
    По самому файлу не решить, в какой он кодировке. Как правильно?
accounts-reading = <b>{ $number }. { $encoding }</b>
accounts-no-reading = Если не подходит ни то ни другое, сохраните файл в UTF-8 и пришлите снова.
button-reading = Правильно { $number }: { $encoding }
accounts-looking = 🔎 Смотрю файл «{ $name }»… { $percent } %
accounts-looked-at = 📄 <b>{ $name }</b>
    { $lines ->
        [one] { $lines } строка
        [few] { $lines } строки
       *[other] { $lines } строк
    } · кодировка { $encoding } · разделитель — { $delimiter }{ $has-ignored ->
        [yes] {"\u000A"}Этих столбцов не знаю, пропущу: { $ignored }
       *[no] {""}
    }
accounts-delimiter = { $delimiter ->
        [comma] запятая
        [tab] табуляция
       *[semicolon] точка с запятой
    }
accounts-sample = <b>Так читаются первые строки:</b>
accounts-would-be = <b>Что будет:</b> новых { $added }, изменится { $changed }, без изменений { $unchanged }, неверных { $wrong }, замечаний { $notes }.
accounts-wrong-lines = <b>Неверные строки, они не загружаются:</b>
accounts-notes = <b>Замечания, посмотрите:</b>
accounts-nothing-new = Записывать нечего: всё уже так.
accounts-applying = ⏳ Загружаю «{ $name }»… { $percent } %
    Ждать не нужно: итог появится здесь.
accounts-done = ✅ <b>{ $name }</b> загружен.
    Новых { $added }, изменено { $changed }, без изменений { $unchanged }, неверных { $wrong }, замечаний { $notes }.
accounts-failed = ❌ <b>{ $name }</b>: загрузка не удалась. { $reason }
accounts-exporting = Готовлю файл…
accounts-exported = { $count ->
        [one] Справочник: { $count } человек. Исправленный файл можно прислать обратно.
        [few] Справочник: { $count } человека. Исправленный файл можно прислать обратно.
       *[other] Справочник: { $count } человек. Исправленный файл можно прислать обратно.
    }
accounts-export-name = справочник-{ $day }.csv
accounts-wrong-file = { $count ->
        [one] { $count } неверная строка с причиной. Исправьте и пришлите этот же файл.
        [few] { $count } неверные строки с причинами. Исправьте и пришлите этот же файл.
       *[other] { $count } неверных строк с причинами. Исправьте и пришлите этот же файл.
    }
accounts-wrong-name = { $name } — неверные строки.csv
accounts-heading-line = Строка
accounts-heading-reason = Что не так
accounts-answer-yes = да
accounts-answer-no = нет
button-apply-file = Применить
button-cancel-file = Отменить
button-wrong-lines = Неверные строки файлом ({ $count })
error-export-too-large = Файл получился слишком большим для Telegram: { $megabytes } МБ. Выгрузите его на сервере: gonets accounts export.

## Просьбы добавить

button-ask-for-account = Попросить добавить
button-ask-for-address = Попросить вписать
button-write-address-in = Вписать адрес
button-add-to-directory = Добавить в справочник
request-ask = <b>Кого добавить?</b>
    { $kind ->
        [mbox] { $name } — напишите адрес почты этого человека. Если имя не такое, напишите имя и адрес одной строкой.
        [name] <code>{ $mbox }</code> — напишите фамилию и имя этого человека.
       *[both] Напишите имя и адрес почты одной строкой, например <code>Иванов Иван, ivanov@company.ru</code>.
    }
request-sent = { $outcome ->
        [added] ✅ { $name } (<code>{ $mbox }</code>) теперь в справочнике.
        [known] Этот адрес уже есть: { $name }. Вот он:
       *[asked] ✅ Попросил администраторов добавить: { $name }, <code>{ $mbox }</code>. Когда ответят, напишу; остальное можно заполнить уже сейчас.
    }
request-told = { $has-mbox ->
        [yes] 🙋 <b>{ $asker }</b> просит добавить в справочник:{"\u000A"}{ $name }, <code>{ $mbox }</code>
       *[no] 🙋 <b>{ $asker }</b> просит вписать адрес почты:{"\u000A"}{ $name }
    }
request-address-sent = { $outcome ->
        [known] Адрес уже вписан: { $name }. Вот он:
       *[asked] ✅ Попросил администраторов вписать адрес: { $name }. Когда ответят, напишу; остальное можно заполнить уже сейчас.
    }
request-write-address-in = <b>{ $name }</b> — напишите адрес почты.
request-decided = { $has-who ->
        [yes] { $state ->
            [added] ✅ Добавил(а) { $who }.
           *[declined] 🚫 Отклонил(а) { $who }.
        }
       *[no] { $state ->
            [added] ✅ Уже добавлено.
           *[declined] 🚫 Уже отклонено.
        }
    }
request-added-as = В справочнике: { $name }, <code>{ $mbox }</code>
request-correct = Просят добавить: { $name }, <code>{ $mbox }</code>
    Напишите, как правильно: имя, адрес или то и другое одной строкой.
request-answered = { $state ->
        [filled] ✅ { $name } (<code>{ $mbox }</code>) теперь в справочнике. В черновике получатель уже вписан.
        [added] ✅ { $name } (<code>{ $mbox }</code>) теперь в справочнике: этого человека можно найти по имени.
       *[declined] Администратор не стал добавлять: { $name }, <code>{ $mbox }</code>. Спросите у него, почему, или выберите другого получателя. Черновик на месте.
    }
button-write-to = Написать: { $name }
button-correct = Исправить
button-add-as-is = Добавить как есть
error-account-requests-many = Вы уже просите добавить { $limit } человек. Дождитесь ответа, а пока выберите другого получателя.
error-account-requested = ⚠️ Вы уже просили добавить { $mbox }. Администраторы ответят, и я напишу.
error-account-request-decided = { $has-who ->
        [yes] { $state ->
            [added] На эту просьбу уже ответил(а) { $who }: добавлено.
           *[declined] На эту просьбу уже ответил(а) { $who }: отклонено.
        }
       *[no] { $state ->
            [added] На эту просьбу уже ответили: добавлено.
           *[declined] На эту просьбу уже ответили: отклонено.
        }
    }
