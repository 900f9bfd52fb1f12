### Командная строка: что сделано и что не вышло.

cli-disk-full = Не получилось напечатать: на диске, куда идёт вывод, кончилось место.
cli-no-file = Файла { $path } нет.
cli-none = ни одного

cli-run-already = Гонец уже запущен на этой базе (процесс { $process }). Остановите его.
cli-run-already-elsewhere = Этого бота уже обслуживает другой gonets run на той же базе, здесь или на другой машине. Остановите его: обновления забирает только один. С вебхуком (GONETS_WEBHOOK_URL у всех) их может быть несколько.
cli-run-stopped = Остановлен.
cli-run-token-refused = Telegram не узнаёт токен GONETS_BOT_TOKEN. Возьмите его у @BotFather: /mybots → API Token.
cli-run-works = Гонец работает: @{ $name }. Остановить: Ctrl-C.
cli-run-watched = Состояние и метрики: http://{ $address } (/healthz, /readyz, /metrics)
cli-run-webhook = Обновления Telegram: вебхук { $url }, здесь слушает { $address }
cli-run-first-link =
    Администраторов ещё нет. Кто первым откроет эту ссылку, станет администратором
    (один раз, в течение 15 минут): { $link }
cli-run-recipe-made =
    Создан рецепт «Уведомления». Остальное — в чате: администратор пишет боту /start, и бот ведёт его
    по первым шагам: почтовый сервер, проверка, пробное письмо, адресаты, сотрудники.

cli-run-no-worker-needs-a-server =
    --no-worker — для установки с gonets worker на общей базе PostgreSQL (GONETS_DATABASE=postgresql://…). На базе в
    файле письма отправляет только сам бот.
cli-worker-works = Обработчик отправляет письма. Остановить: Ctrl-C.
cli-worker-stopped = Остановлен.
cli-worker-needs-a-server =
    Обработчику нужна общая база PostgreSQL: GONETS_DATABASE=postgresql://… . На базе в файле письма отправляет сам бот:
    gonets run.

cli-health-unreadable = Отметку бота не прочесть: { $path } ({ $reason }). Проверьте GONETS_HOME.
cli-health-not-running = Бот не запущен: отметки { $path } нет. Запустить: gonets run.
cli-health-hangs = Бот завис или остановлен не по-хорошему: отметка устарела ({ $seconds } с). Перезапустите его.
cli-health-alive = Бот жив: отметился { $seconds } с назад.

cli-invitation = Приглашение для { $role ->
        [admin] администратора
       *[staff] сотрудника
    }, на один раз, до { $until }:
cli-invitation-by-hand = Это надо послать боту сообщением: ссылку составить не вышло ({ $reason }).
cli-invitation-no-name = у бота нет имени
cli-invitation-no-token = Telegram не узнаёт токен GONETS_BOT_TOKEN
cli-invitation-no-telegram = Telegram не отвечает

cli-staff-nobody = Никого нет. Первый администратор входит по ссылке от gonets run, или: gonets staff add НОМЕР --admin
cli-staff-added = { $id }: доступ открыт, { $role ->
        [admin] администратор
       *[staff] сотрудник
    }.
cli-staff-role = { $role ->
        [admin] администратор
       *[staff] сотрудник
    }
cli-staff-unknown = { $id }: доступа и не было.
cli-staff-no-heir = Передать некому: у { $id } нет доступа, или это тот же человек. Ничего не сделано.
cli-staff-left = { $id }: доступ закрыт. Записи остались, ждущие письма уйдут.
cli-staff-cancelled = { $id }: доступ закрыт. Записи остались, ждущие письма отменены.
cli-staff-handed-over = { $id }: доступ закрыт. Передано ({ $to }): черновиков — { $drafts }, уведомлений в пути — { $letters }.

cli-accounts-no-encoding = Кодировки { $name } мы не знаем. Можно: { $known }.
cli-how-far = Готово { $percent } %
cli-accounts-cut-off = Прервано: готово { $percent } %. Загруженное осталось. Запустите ту же команду ещё раз, и она доделает остальное.
cli-accounts-dry-run-cut-off = Прервано: просмотрено { $percent } %. Ничего не изменено.
cli-accounts-unwritable = В { $path } не записать: { $reason }.
cli-accounts-exported = Выгружено адресатов: { $count }. Файл: { $path }
cli-accounts-tab = табуляция
cli-accounts-delimiter = «{ $delimiter }»

cli-config-nothing = Ничего ещё не настроено. С чего удобно начать: gonets config recipe > my.yaml
cli-config-unwritable = Файл { $path } не записывается: { $reason }.
cli-config-exported = Записано в { $path }. Паролей в файле нет: вместо них ссылки на переменные.
cli-config-no-such-file = такого файла нет
cli-config-unreadable = Файл { $path } не читается: { $reason }.
cli-config-encoding = Файл { $path } — не UTF-8{ $encoding ->
        [utf-16] , а UTF-16
        [windows-1251] , похоже на Windows-1251
       *[other] {""}
    }. Сохраните его в UTF-8.
cli-config-moved = { $path } (порядок)
cli-config-no-value = нет

cli-scenario-unknown = Сценария { $name } нет. Есть: { $names }.
cli-scenario-no-record = Записи { $number } нет.
cli-scenario-would-stop = Сценарий остановился бы: { $why }
cli-scenario-not-ready = Нажатию откажут: подключение «{ $title }» выключено или без пароля.
cli-scenario-unanswered = Нажатию откажут: в записи не заполнено { $titles }.
cli-scenario-title = «{ $title }»
cli-scenario-nothing-sent = Ничего не отправлено: это проба.
cli-scenario-waits = Здесь сценарий ждал бы ответа сервера; дальше — как если бы письмо принято.
cli-scenario-problem = ✗ { $problem }{ $ignored ->
        [yes] {" "}(ошибка пропускается)
       *[no] {""}
    }
cli-scenario-letter = Письмо, которое ушло бы на шаге { $step }:
cli-letter-connection = Подключение: { $title }
cli-letter-from = От: { $address }
cli-letter-address = { $role ->
        [cc] Копия
        [bcc] Скрытая копия
       *[to] Кому
    }: { $address }
cli-letter-subject = Тема: { $subject }
cli-letter-file = Файл: { $name }

cli-runs-unknown = Выполнения { $number } нет.
cli-runs-texts-closed = Тексты писем закрыты настройкой GONETS_HIDE_TEXTS.
cli-runs-run = Выполнение { $number }: «{ $title }», запись { $record }, человек { $person }
cli-runs-began = Начато { $when }{ $has-ended ->
        [yes] , закончено { $ended }
       *[no] {""}
    }
cli-runs-letter = Письмо { $number }: { $status }
cli-runs-sender = { $message } от { $sender }
cli-runs-attempt = Попытка { $number }: { $when } { $server }{ $has-peer ->
        [yes] {" "}({ $peer })
       *[no] {""}
    }
cli-runs-chain = Цепочка событий:
cli-runs-no-chain = Цепочки событий нет: она ещё не начата или уже стёрта.
formula-texts-hidden = Тексты записей здесь закрыты (GONETS_HIDE_TEXTS=yes), поэтому запрос { $record ->
        [yes] находит только записи автора этой записи.
       *[no] ничего не находит. Назовите свою запись: --record НОМЕР — тогда найдутся записи её автора.
    }
