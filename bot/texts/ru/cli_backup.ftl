### Командная строка: резервная копия и возвращение из неё.

backup-no-database = Базы нет: { $path }. Проверьте GONETS_HOME и GONETS_DATABASE.
backup-made = Копия: { $path }, { $size }. Записей: { $records }, писем: { $letters }.
backup-without-key = Ключа паролей в копии нет: он { $where ->
        [setting] задан в GONETS_SECRET_KEY (или в файле из GONETS_SECRET_KEY_FILE)
        [file] лежит в { $path }
       *[nowhere] ещё не создан
    }. Сохраните и его, отдельно от копии.
backup-key-not-written = Копия сделана, а ключ записать не вышло: { $path } ({ $reason }).
backup-key-written = Ключ паролей: { $path }. Уберите его отдельно от копии: вместе они открывают все пароли.
backup-not-sqlite = База на сервере PostgreSQL: её копирует pg_dump, возвращает pg_restore. После pg_restore вызовите gonets restore без файла: он спросит авторов о письмах, которые были в пути.
backup-megabytes = { $size } МБ
backup-kilobytes = { $size } КБ
backup-folder = { $path } — папка. Назовите файл, например { $example }.
backup-no-folder = Папки { $path } нет. Создайте её или укажите другую.
backup-is-database = { $path } — это сама база. Назовите другой файл.
backup-there-already = Файл уже есть: { $path }. Назовите другой или добавьте --force, чтобы заменить.
backup-no-key = Ключа ещё нет: { $path }. Сделайте копию без --with-key.

restore-which-file = Назовите копию: gonets restore ФАЙЛ.
restore-on-server = База на сервере готова к работе.
restore-no-file = Файла нет: { $path }.
restore-is-database = { $path } — это сама база, возвращать нечего. Назовите копию.
restore-bot-runs = Гонец работает на этой базе (процесс { $process }). Остановите его и повторите: при работающем боте базу не заменить.
restore-failed = Не получилось ({ $reason }){ $has-path ->
        [yes] : { $path }
       *[no] {""}
    }. Прежняя база на месте.
restore-done = База возвращена из { $path }: записей { $records }, писем { $letters }.
restore-is-here = Она здесь: { $path }.
restore-previous = Прежняя база осталась рядом: { $path }.
restore-previous-key = Прежний ключ остался рядом: { $path }.
restore-uncertain = Писем, о которых неизвестно, ушли ли они: { $letters }; нажатий, не успевших стать письмом: { $presses }. Сами они не уйдут; их авторам Гонец скажет об этом, когда его запустят.
restore-sealed = Пароли этих подключений запечатаны другим ключом, подключения остановлены:
restore-sealed-advice = Верните прежний ключ (gonets restore КОПИЯ --key КЛЮЧ) или введите пароли заново в чате: /connections.
restore-next = Списки людей и настройки — тоже из копии. Проверьте gonets staff list и gonets doctor, затем gonets run.
restore-key-in-setting = Ключ задан в GONETS_SECRET_KEY, и файл ключа не подействовал бы. Впишите прежний ключ туда и повторите без --key.
restore-no-key-file = Файла ключа нет: { $path }.

move-other-kind = Переносят между файлом и сервером: из sqlite://… на postgresql://… или обратно. Откуда — GONETS_DATABASE, куда — вызов команды.
move-no-source = Переносить нечего: базы Гонца здесь нет: { $path }. Откуда переносить, говорит GONETS_DATABASE, а без неё — GONETS_HOME.
move-cut-off = Прервано: перенесено { $percent } %. На новом месте не осталось ничего, прежняя база как была. Запустите ту же команду ещё раз.
move-file-exists = Файл уже есть: { $path }. Назовите другой: переносят на пустое место.
move-failed = Не получилось ({ $reason }){ $has-path ->
        [yes] : { $path }
       *[no] {""}
    }. Не перенесено ничего, прежняя база на месте.
move-done = Перенесено и сосчитано: строк { $rows }, в том числе записей { $records }, писем { $letters }.
move-next-server = Прежняя база не изменилась. Теперь укажите всем процессам GONETS_DATABASE с новым адресом и ключ ({ $key }), проверьте gonets doctor и запускайте.
move-next-file = База теперь здесь: { $path }. Укажите её в GONETS_DATABASE (или уберите эту переменную), проверьте gonets doctor и запускайте gonets run.
