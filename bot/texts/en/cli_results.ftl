### The command line: what is done and what failed.

cli-disk-full = Could not print: the disk that the output goes to is full.
cli-no-file = There is no file { $path }.
cli-none = none

cli-run-already = Gonets is already running on this database (process { $process }). Stop it.
cli-run-already-elsewhere = Another gonets run serves this bot on the same database, here or on another machine. Stop it: only one fetches updates. With a webhook (GONETS_WEBHOOK_URL for all) there may be several.
cli-run-stopped = Stopped.
cli-run-token-refused = Telegram does not know the token GONETS_BOT_TOKEN. Get it from @BotFather: /mybots → API Token.
cli-run-works = Gonets is running: @{ $name }. To stop it: Ctrl-C.
cli-run-watched = State and metrics: http://{ $address } (/healthz, /readyz, /metrics)
cli-run-webhook = Telegram’s updates: a webhook at { $url }, listening here on { $address }
cli-run-first-link =
    There is no administrator yet. Whoever opens this link first becomes one
    (once, within 15 minutes): { $link }
cli-run-recipe-made =
    The recipe “Notifications” has been created. The rest is done in the chat: an administrator sends /start,
    and the bot leads them through the first steps: mail server, check, test email, recipients, staff.

cli-run-no-worker-needs-a-server =
    --no-worker is for an installation with gonets worker on a shared PostgreSQL database
    (GONETS_DATABASE=postgresql://…). On a database in a file only the bot itself sends the emails.
cli-worker-works = The worker is sending emails. To stop it: Ctrl-C.
cli-worker-stopped = Stopped.
cli-worker-needs-a-server =
    A worker needs a shared PostgreSQL database: GONETS_DATABASE=postgresql://… . On a database in a file the bot itself
    sends the emails: gonets run.

cli-health-unreadable = The bot’s mark cannot be read: { $path } ({ $reason }). Check GONETS_HOME.
cli-health-not-running = The bot is not running: there is no mark { $path }. To start it: gonets run.
cli-health-hangs = The bot hangs or was stopped the hard way: its mark is { $seconds } s old. Restart it.
cli-health-alive = The bot is alive: its mark is { $seconds } s old.

cli-invitation = Invitation for { $role ->
        [admin] an administrator
       *[staff] a member of staff
    }, for one use, until { $until }:
cli-invitation-by-hand = Send this to the bot as a message: the link could not be made ({ $reason }).
cli-invitation-no-name = the bot has no name
cli-invitation-no-token = Telegram does not know the token GONETS_BOT_TOKEN
cli-invitation-no-telegram = Telegram does not answer

cli-staff-nobody = There is nobody yet. The first administrator comes in by the link that gonets run prints, or: gonets staff add NUMBER --admin
cli-staff-added = { $id } may use the bot now: { $role ->
        [admin] administrator
       *[staff] staff
    }.
cli-staff-role = { $role ->
        [admin] administrator
       *[staff] staff
    }
cli-staff-unknown = { $id } had no access.
cli-staff-no-heir = There is nobody to hand over to: { $id } has no access, or is the same person. Nothing was done.
cli-staff-left = { $id } has no access any more. Their records stay, waiting emails will go.
cli-staff-cancelled = { $id } has no access any more. Their records stay, waiting emails are cancelled.
cli-staff-handed-over = { $id } has no access any more. Handed over to { $to }: drafts: { $drafts }, notifications on their way: { $letters }.

cli-accounts-no-encoding = There is no encoding { $name }. You can use: { $known }.
cli-how-far = { $percent }% done
cli-accounts-cut-off = Cut off at { $percent }%. What was imported stays. Run the same command once more, and it does the rest.
cli-accounts-dry-run-cut-off = Cut off: { $percent }% was looked at. Nothing was changed.
cli-accounts-unwritable = Could not write to { $path }: { $reason }.
cli-accounts-exported = Recipients saved: { $count }. File: { $path }
cli-accounts-tab = tab
cli-accounts-delimiter = “{ $delimiter }”

cli-config-nothing = Nothing is set up yet. A good place to start: gonets config recipe > my.yaml
cli-config-unwritable = Could not write the file { $path }: { $reason }.
cli-config-exported = Written to { $path }. There are no passwords in the file: references to variables stand in their place.
cli-config-no-such-file = there is no such file
cli-config-unreadable = The file { $path } cannot be read: { $reason }.
cli-config-encoding = The file { $path } is not UTF-8{ $encoding ->
        [utf-16] {" "}but UTF-16
        [windows-1251] ; it looks like Windows-1251
       *[other] {""}
    }. Save it as UTF-8.
cli-config-moved = { $path } (order)
cli-config-no-value = none

cli-scenario-unknown = There is no scenario { $name }. There are: { $names }.
cli-scenario-no-record = There is no record { $number }.
cli-scenario-would-stop = The scenario would stop: { $why }
cli-scenario-not-ready = A press would be refused: the connection “{ $title }” is switched off or has no password.
cli-scenario-unanswered = A press would be refused: these are not filled in: { $titles }.
cli-scenario-title = “{ $title }”
cli-scenario-nothing-sent = Nothing was sent: this is a trial run.
cli-scenario-waits = Here the scenario would wait for the server’s answer; what follows is as if the email had been accepted.
cli-scenario-problem = ✗ { $problem }{ $ignored ->
        [yes] {" "}(the error is skipped)
       *[no] {""}
    }
cli-scenario-letter = The email that would go at step { $step }:
cli-letter-connection = Connection: { $title }
cli-letter-from = From: { $address }
cli-letter-address = { $role ->
        [cc] Cc
        [bcc] Bcc
       *[to] To
    }: { $address }
cli-letter-subject = Subject: { $subject }
cli-letter-file = File: { $name }

cli-runs-unknown = There is no run { $number }.
cli-runs-texts-closed = The texts of emails are closed by GONETS_HIDE_TEXTS.
cli-runs-run = Run { $number }: “{ $title }”, record { $record }, person { $person }
cli-runs-began = Started { $when }{ $has-ended ->
        [yes] , ended { $ended }
       *[no] {""}
    }
cli-runs-letter = Email { $number }: { $status }
cli-runs-sender = { $message } from { $sender }
cli-runs-attempt = Attempt { $number }: { $when } { $server }{ $has-peer ->
        [yes] {" "}({ $peer })
       *[no] {""}
    }
cli-runs-chain = Event chain:
cli-runs-no-chain = There is no event chain: it has not begun yet, or is already erased.
formula-texts-hidden = Texts of records are hidden here (GONETS_HIDE_TEXTS=yes), so the query finds { $record ->
        [yes] only records of the record’s creator.
       *[no] nothing. Name a record: --record NUMBER finds the records of its creator.
    }
