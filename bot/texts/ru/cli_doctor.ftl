### gonets doctor: что настроено, что отвечает и что делать.

doctor-ready = Всё готово.
doctor-again = Сделайте то, что помечено →, и запустите gonets doctor ещё раз.
doctor-settings = Настройки читаются
doctor-settings-advice = впишите в окружение или в файл .env
doctor-database = База: { $url }
doctor-server = Сервер PostgreSQL { $version }, фиксация на диск за { $commit } мс
doctor-server-old = Сервер PostgreSQL { $version } старее, чем проверено
doctor-server-old-advice = обновите его до { $oldest } или новее
doctor-commit-slow = Фиксация на диск сервера занимает { $commit } мс: письма пойдут медленнее, чем могли бы
doctor-not-through = Сервер PostgreSQL не пишет на диск сразу (fsync = off): после сбоя питания письма могут пропасть или уйти дважды
doctor-not-through-advice = верните fsync = on в настройках сервера
doctor-clock = Часы этой машины { $which ->
        [ahead] опережают часы
       *[behind] отстают от часов
    } сервера базы на { $seconds } с
doctor-clock-advice = включите chrony или systemd-timesyncd на обеих
doctor-folder-open = Папка { $path } открыта и другим на этой машине: chmod 700 { $path }
doctor-left-over = Прерванный перенос или возврат оставил { $path }, внутри — письма. Если сейчас ничего не переносится и не возвращается, удалите.
doctor-file-open = Файл { $path } открыт и другим на этой машине: chmod 600 { $path }
doctor-no-templates = Нет ни одного шаблона записи
doctor-no-templates-advice = gonets run создаст рецепт «Уведомления»; свой шаблон — в чате: /templates
doctor-mistake-advice = исправьте в чате (/admin) или в файле: gonets config export, поправить, gonets config apply
doctor-refused-now-advice = работает, как работало, но в новом виде не сохранится: исправьте в чате (/admin) или файлом
doctor-template = Шаблон «{ $title }» ({ $name }): атрибутов { $count }
doctor-secret-ends = Секрет приложения подключения «{ $title }» действует до { $until }
doctor-secret-ends-advice = создайте у поставщика почты новый, введите его в чате (/connections) и впишите новый срок
doctor-connection-note = Подключение «{ $title }»: { $note }
doctor-not-ready = Подключение «{ $title }» выключено или без пароля
doctor-not-ready-advice = в чате: /start, «Первые шаги», или /connections; файлом: gonets config export, затем apply
doctor-no-accounts = Нет ни одного адресата
doctor-no-accounts-advice = в чате: /accounts, или пришлите боту файл CSV; здесь: gonets accounts import ФАЙЛ.csv
doctor-accounts = Адресатов: { $count }
doctor-held = Всё придержано с { $since } UTC: письма и сценарии ждут
doctor-held-advice = в чате: /admin, «Отпустить всё»
doctor-suspended = Подключение «{ $title }» остановлено с { $since } UTC, писем ждёт: { $count }
doctor-suspended-advice = { $why } Письма уйдут сами, как только проверка пройдёт
doctor-queue = Подключение «{ $title }»: писем в очереди { $count }
doctor-updates-unread = Обновлений Telegram за 30 дней не удалось прочитать: { $count }. Почему — в журнале gonets run
doctor-updates-read = Все обновления Telegram за 30 дней прочитаны
doctor-people = Людей: { $people }, из них администраторов: { $admins }
doctor-no-admin = Нет ни одного администратора
doctor-no-admin-advice = GONETS_ADMINS=номер, или ссылка, которую напечатает gonets run
doctor-mail-not-ready = Почтовый сервер { $host } не готов
doctor-mail-advice = что делать, сказано у шага выше
doctor-telegram = Telegram отвечает{ $proxy ->
        [yes] {" "}через прокси
       *[no] {""}
    }: @{ $name }
doctor-token = Telegram не узнаёт токен
doctor-token-advice = возьмите токен у @BotFather (/mybots → API Token), GONETS_BOT_TOKEN
doctor-telegram-error = Telegram ответил ошибкой ({ $error })
doctor-later-advice = попробуйте позже
doctor-proxy-unreachable = До прокси не достучаться
doctor-proxy-unreachable-advice = проверьте адрес и порт в GONETS_PROXY
doctor-proxy-refuses = Прокси не пускает к Telegram
doctor-proxy-refuses-advice = проверьте имя и пароль в GONETS_PROXY
doctor-foreign-answer = { $where } отвечает не как Telegram
doctor-foreign-answer-advice = проверьте GONETS_BOT_API; может быть, сеть требует входа
doctor-not-through-proxy = До { $where } не достучаться через прокси
doctor-not-through-proxy-advice = проверьте GONETS_PROXY или попробуйте позже
doctor-unreachable = До { $where } не достучаться
doctor-unreachable-advice = сеть закрыта? Задайте GONETS_PROXY (http:// или socks5://)
doctor-log = Журнал: { $kind ->
        [json] JSON, по объекту в строке
       *[text] текст
    }
doctor-unwatched = Состояние и метрики не отдаются: GONETS_METRICS_LISTEN не задан
doctor-watched = Бот готов к работе: http://{ $address }/readyz
doctor-watched-silent = По адресу { $address } никто не отвечает: gonets run сейчас не запущен?
doctor-watched-other = По адресу { $address } отвечает не Гонец
doctor-watched-other-advice = задайте в GONETS_METRICS_LISTEN другой порт
doctor-not-serving = Бот запущен, но не готов (http://{ $address }/readyz): { $reason }
doctor-not-serving-advice = подробности — в журнале gonets run
doctor-webhook = Telegram присылает обновления на { $host }, ждёт: { $count }
doctor-webhook-not-set = Вебхук { $set ->
        [yes] сейчас стоит на { $host }
       *[no] не установлен
    }: его установит gonets run
doctor-webhook-elsewhere = У бота стоит вебхук на { $host }: gonets run снимет его и будет забирать обновления сам
doctor-webhook-fails = Telegram не может доставить обновления на { $host } ({ $reason }), ждёт: { $count }
doctor-webhook-fails-advice = запрос должен доходить от GONETS_WEBHOOK_URL до { $address }: проверьте адрес, сертификат и прокси перед ботом
doctor-webhook-nobody-advice = на { $address } никто не слушает: запустите gonets run на этой машине или исправьте GONETS_LISTEN
