### Настройки файлом в чате: выгрузка, что изменит присланный файл, ошибки.

command-export = Настройки файлом
button-config-file = 💾 Настройки файлом
button-export = 💾 Скачать настройки
button-cancel-upload = Отменить
config-file = <b>Настройки файлом</b>
    Все подключения, пути, шаблоны и сценарии можно скачать одним файлом .yaml: сохранить на всякий случай, перенести к другому боту или поправить на компьютере.

    Чтобы вернуть файл, просто пришлите его сюда. Я покажу, что изменится; применится он, только когда вы нажмёте «Применить».
config-file-caption = Настройки бота: подключения, пути передачи данных, шаблоны записей, сценарии.

    Паролей здесь нет: вместо них записи вида { "${…}" }. Пока запись на месте, пароль остаётся прежним.

    Чтобы изменить настройки, поправьте файл и пришлите его сюда.
config-file-nothing = Скачивать пока нечего: ничего не настроено.
config-file-empty = Файл «{ $name }» пустой: в нём нет ни одной настройки. Как он пишется, покажет выгрузка.
config-file-same = Файл «{ $name }» верен, но менять нечего: всё уже так.
config-file-changes = 📄 <b>{ $name }</b>: { $count ->
        [one] изменится { $count } объект
        [few] изменятся { $count } объекта
       *[other] изменятся { $count } объектов
    }. Пока ничего не применено.{ $pages ->
        [1] {""}
       *[other] {" "}Часть { $page } из { $pages }.
    }
config-file-anew = ⚠️ Пока вы смотрели, настройки изменились, поэтому файл ещё не применён. Вот что он изменит теперь — посмотрите и нажмите «Применить» ещё раз.
config-file-section = { $section ->
        [connections] Подключение
        [routes] Путь передачи данных
        [templates] Шаблон записи
       *[scenarios] Сценарий
    }
config-file-new = ➕ <b>{ $kind } «{ $title }»</b> — новый объект
config-file-changed = ✏️ <b>{ $kind } «{ $title }»</b>
config-file-stays = <b>{ $kind } «{ $title }»</b> — без изменений
config-file-note = { $note ->
        [config-note-kept] 🔑 останется прежним: { $what }
        [config-note-asked] 🔑 меняется, куда это уходит: { $what }. Прежнее туда не уйдёт: письма подождут, пока вы не введёте новое на странице подключения
        [config-note-passwords-end] ⚠️ вход по паролю: в конце декабря 2026 года Microsoft 365 отключит его по умолчанию. Как перейти на OAuth 2.0, скажет страница подключения
       *[config-note-disabled] 🔑 для входа не хватает: { $what }. Подключение заработает, когда вы введёте это на странице подключения
    }
config-file-attribute-goes = ⚠️ Убранный атрибут пропадёт с карточек и из формы. Вписанное в него сохранится в базе: верните атрибут с тем же системным именем, и оно снова будет видно.
config-file-applied = ✅ Файл «{ $name }» применён: { $count ->
        [one] { $count } изменённый объект.
        [few] { $count } изменённых объекта.
       *[other] { $count } изменённых объектов.
    }
config-file-and-more = … и ещё { $count }.
config-file-enter-password = 🔑 У подключения ещё нет пароля или секрета для входа. Введите его на странице подключения — до этого письма через него не уйдут.
config-file-wrong = ❌ В файле «{ $name }» { $count ->
        [one] { $count } ошибка
        [few] { $count } ошибки
       *[other] { $count } ошибок
    }. Ничего не применено.
config-file-mistake = <b>{ $line }:{ $column }</b> { $inside ->
        [formula] Формула.{" "}
        [template] Шаблон:{" "}
       *[other] {""}
    }{ $text }
config-file-more-mistakes = … и ещё { $count }.{ $whole ->
        [yes] {" "}Все ошибки — в файле выше.
       *[no] {""}
    }
config-file-mend = Цифры — строка и столбец в файле. Исправьте и пришлите файл ещё раз.
config-file-mistakes-name = ошибки
config-file-password = { $removed ->
        [yes] 🔑 В файле был пароль открытым текстом, поэтому я удалил сообщение с файлом. Пароль хранится у меня зашифрованным и больше не показывается.
       *[no] ⚠️ В файле пароль открытым текстом, а удалить сообщение с файлом не получилось. Удалите его сами, чтобы пароль не остался в чате.
    }
error-config-not-text = ⚠️ Файл настроек должен быть текстом в кодировке UTF-8, а этот — { $encoding ->
        [utf-16] UTF-16
        [windows-1251] похоже, Windows-1251
       *[other] нет
    }. Сохраните его в UTF-8 и пришлите ещё раз.

## Что изменится в объекте, по строкам

difference-changed = • { $where }: { $before } → { $after }
difference-is = • { $where }: { $value }
difference-off = • выключен: заработает, когда его включат
difference-added = • добавится { $where } — { $value }
difference-removed = • уберётся { $where } — { $value }
difference-moved = • { $where }: переставлено, было { $was }
difference-order = • { $where }, порядок: { $before } → { $after }
difference-empty = пусто
difference-yes = да
difference-no = нет
difference-action = действие { $number }
difference-attribute = атрибут { $name }
difference-button = кнопка { $name }
difference-message-attribute = атрибут сообщения { $name }
difference-variable = переменная { $name }
