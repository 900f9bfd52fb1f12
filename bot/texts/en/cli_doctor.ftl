### gonets doctor: what is set up, what answers and what to do.

doctor-ready = Everything is ready.
doctor-again = Do what is marked →, and run gonets doctor again.
doctor-settings = The settings can be read
doctor-settings-advice = set it in the environment or in the file .env
doctor-database = Database: { $url }
doctor-server = PostgreSQL server { $version }, a commit takes { $commit } ms to be on its disk
doctor-server-old = PostgreSQL server { $version } is older than what is tried
doctor-server-old-advice = upgrade it to { $oldest } or newer
doctor-commit-slow = A commit takes { $commit } ms to be on the server’s disk: letters go more slowly than they could
doctor-not-through = The PostgreSQL server does not write through to its disk (fsync = off): after a power failure letters may be lost or go twice
doctor-not-through-advice = set fsync = on again in the server’s settings
doctor-clock = This machine’s clock is { $which ->
        [ahead] ahead of
       *[behind] behind
    } the database server’s by { $seconds } s
doctor-clock-advice = switch chrony or systemd-timesyncd on, on both
doctor-folder-open = The folder { $path } is open to others on this machine: chmod 700 { $path }
doctor-left-over = A move or a restore that was broken off has left { $path }, with letters in it. If none is going on now, delete it.
doctor-file-open = The file { $path } is open to others on this machine: chmod 600 { $path }
doctor-no-templates = There is no record template
doctor-no-templates-advice = gonets run creates the recipe “Notifications”; a template of your own is made in the chat: /templates
doctor-mistake-advice = fix it in the chat (/admin) or in a file: gonets config export, edit, gonets config apply
doctor-refused-now-advice = it works as it did, but cannot be saved again like this: fix it in the chat (/admin) or by a file
doctor-template = Template “{ $title }” ({ $name }): attributes: { $count }
doctor-secret-ends = The application’s secret of the connection “{ $title }” is valid until { $until }
doctor-secret-ends-advice = create a new one at the mail provider, enter it in the chat (/connections) together with its last day
doctor-connection-note = Connection “{ $title }”: { $note }
doctor-not-ready = The connection “{ $title }” is switched off or has no password
doctor-not-ready-advice = in the chat: /start, “First steps”, or /connections; by a file: gonets config export, then apply
doctor-no-accounts = There are no recipients
doctor-no-accounts-advice = in the chat: /accounts, or send the bot a CSV file; here: gonets accounts import FILE.csv
doctor-accounts = Recipients: { $count }
doctor-held = Everything has been paused since { $since } UTC: emails and scenarios wait
doctor-held-advice = in the chat: /admin, “Resume everything”
doctor-suspended = The connection “{ $title }” has been stopped since { $since } UTC, emails waiting: { $count }
doctor-suspended-advice = { $why } The emails go by themselves as soon as the check succeeds
doctor-queue = Connection “{ $title }”: emails in the queue: { $count }
doctor-updates-unread = Updates of Telegram that could not be read in 30 days: { $count }. The log of gonets run says why
doctor-updates-read = All updates of Telegram of the last 30 days could be read
doctor-people = People: { $people }, administrators among them: { $admins }
doctor-no-admin = There is no administrator
doctor-no-admin-advice = GONETS_ADMINS=number, or the link that gonets run prints
doctor-mail-not-ready = The mail server { $host } is not ready
doctor-mail-advice = the step above says what to do
doctor-telegram = Telegram answers{ $proxy ->
        [yes] {" "}through the proxy
       *[no] {""}
    }: @{ $name }
doctor-token = Telegram does not know the token
doctor-token-advice = get the token from @BotFather (/mybots → API Token), GONETS_BOT_TOKEN
doctor-telegram-error = Telegram answered with an error ({ $error })
doctor-later-advice = try again later
doctor-proxy-unreachable = The proxy cannot be reached
doctor-proxy-unreachable-advice = check the address and port in GONETS_PROXY
doctor-proxy-refuses = The proxy does not let us through to Telegram
doctor-proxy-refuses-advice = check the user name and password in GONETS_PROXY
doctor-foreign-answer = { $where } does not answer as Telegram does
doctor-foreign-answer-advice = check GONETS_BOT_API; the network may want you to log in
doctor-not-through-proxy = { $where } cannot be reached through the proxy
doctor-not-through-proxy-advice = check GONETS_PROXY, or try again later
doctor-unreachable = { $where } cannot be reached
doctor-unreachable-advice = is the network blocked? Set GONETS_PROXY (http:// or socks5://)
doctor-log = Log: { $kind ->
        [json] JSON, an object a line
       *[text] text
    }
doctor-unwatched = State and metrics are not answered: GONETS_METRICS_LISTEN is not set
doctor-watched = The bot is ready: http://{ $address }/readyz
doctor-watched-silent = Nobody answers at { $address }: is gonets run not started?
doctor-watched-other = It is not Gonets that answers at { $address }
doctor-watched-other-advice = choose another port in GONETS_METRICS_LISTEN
doctor-not-serving = The bot runs and is not ready (http://{ $address }/readyz): { $reason }
doctor-not-serving-advice = the log of gonets run says more
doctor-webhook = Telegram sends updates to { $host }, waiting: { $count }
doctor-webhook-not-set = The webhook is { $set ->
        [yes] at { $host } now
       *[no] not set
    }: gonets run sets it
doctor-webhook-elsewhere = The bot has a webhook at { $host }: gonets run will take it away and fetch updates itself
doctor-webhook-fails = Telegram cannot deliver updates to { $host } ({ $reason }), waiting: { $count }
doctor-webhook-fails-advice = requests to GONETS_WEBHOOK_URL must reach { $address }: check the address, the certificate and the proxy before the bot
doctor-webhook-nobody-advice = nobody listens at { $address }: start gonets run on this machine, or correct GONETS_LISTEN
