### Help of the command line: gonets --help and gonets COMMAND --help.

## Reading the call itself

call-about =
    Gonets: email notifications from Telegram through the company’s own mail server.

    Look around without setting anything up: gonets demo
    Get to work: gonets doctor says what is set up and what to do next.
call-end =
    Settings are GONETS_… variables in the environment or in the file .env; gonets doctor lists them.
    The language of the command line is GONETS_LANGUAGE, ru or en.
    Exit status: 0 if it is done, 1 if it failed, 2 if the call or a setting is wrong.
call-usage = Usage:
call-arguments = arguments
call-options = options
call-commands = commands
call-acts = actions
call-this-help = this help
call-wrong =
    { $problem }
    Help: { $program } --help
call-missing = missing:
call-unknown = not understood:
call-no-such-choice = there is no such choice:
call-whole-number = a whole number is needed, not
call-person-number = the number of a Telegram user is needed, not “{ $value }”
call-needs-value = a value is needed
call-choices = choose from
call-not-together = cannot be used with

## What stands for the things to give

metavar-command = COMMAND
metavar-act = ACTION
metavar-file = FILE
metavar-database = DATABASE
metavar-csv-file = FILE.csv
metavar-key = KEY
metavar-encoding = ENCODING
metavar-name = NAME
metavar-number = NUMBER
metavar-port = PORT
metavar-time = TIME
metavar-address = ADDRESS
metavar-fault = FAULT
metavar-example = EXAMPLE
metavar-formula = FORMULA
metavar-scenario = SCENARIO

## Commands

help-run = start the bot
details-run =
    Needs GONETS_BOT_TOKEN (the token from @BotFather). The first start creates the database and a ready-made recipe
    for notifications; the rest is done in the chat: an administrator sends /start and follows the first steps. If
    there are no administrators (GONETS_ADMINS), a one-time link is printed: whoever opens it first becomes one.
    One database file, one bot; the other commands work beside it.

    Example: GONETS_BOT_TOKEN=123456:AbC-dEf GONETS_ADMINS=123456789 gonets run
    Exit status: 0 if stopped (Ctrl-C, SIGTERM), 1 if the token is wrong, 2 if a setting is wrong or the bot is
    already running.
argument-run-no-worker = send no emails: gonets worker sends them

help-worker = send emails beside the bot, on this machine or on another one
details-worker =
    For an installation on several machines: runs scenarios and sends emails, while only gonets run talks to Telegram.
    There may be any number of workers. They need a shared PostgreSQL database (GONETS_DATABASE=postgresql://…) and the
    same key GONETS_SECRET_KEY as the bot. Limits of connections and the turns of authors hold for all of them together.
    A worker that is stopped or dies loses nothing: the others finish its work.

    Example: GONETS_DATABASE=postgresql://gonets@db/gonets GONETS_SECRET_KEY_FILE=/etc/gonets/key gonets worker
    Exit status: 0 when stopped (Ctrl-C, SIGTERM); 2 if a setting is wrong or the database is not PostgreSQL.

help-demo = show everything on this machine: chat, mail and an email, without Telegram or a mail server
details-demo =
    Starts the sandbox (Telegram and a mail server on 127.0.0.1) with an empty database, the recipe, three
    recipients and two people, plays the recipe once and prints the chat and the email. Then it stays: open the page
    in a browser and write yourself. Ctrl-C ends it, and nothing is left behind.

    With --fault something breaks at the right moment, and you see what happens to the email and what the bot says.
    Without --once the fault stays on; you can end it on the page. The faults:
      later        { demo-fault-later }
      refuses      { demo-fault-refuses }
      silent       { demo-fault-silent }
      password     { demo-fault-password }
      token        { demo-fault-token }
      429          { demo-fault-429 }
      unreachable  { demo-fault-unreachable }

    Ready examples (--example) are played until their letters are there:
      recipe       { demo-example-recipe }
      order        { demo-example-order }
      digest       { demo-example-digest }
      pass         { demo-example-pass }
      department   { demo-example-department }
      task         { demo-example-task }

    Example: gonets demo --once
             gonets demo --once --fault later
             gonets demo --once --example order
    Exit status: 0 if the email arrived as it was written and, under a fault, all that was promised came true,
    1 if not, 2 if there is no such fault.
argument-demo-once = play and end
argument-demo-fault = play with a fault; see above for the names
argument-demo-example = play a ready example; see above for the names
argument-demo-port = port of the page ({ $usual }); if it is taken, any other

help-doctor = check everything: what is set up, what answers and what to do next
details-doctor =
    Checks settings, the database and its server, recipe, recipients, people, Telegram, the webhook, the mail server
    and what a running bot answers to those who watch it. Sends and changes nothing, but brings the database up to
    this version. Tells a blocked network, a wrong proxy and a wrong token apart.

    Variables: GONETS_BOT_TOKEN (or GONETS_BOT_TOKEN_FILE), GONETS_BOT_API, GONETS_PROXY, GONETS_ADMINS,
    GONETS_HOME, GONETS_DATABASE (or GONETS_DATABASE_FILE), GONETS_SECRET_KEY (or GONETS_SECRET_KEY_FILE),
    GONETS_LANGUAGE, GONETS_TIMEZONE, GONETS_LOG, GONETS_UNDO, GONETS_KEEP_LETTERS, GONETS_KEEP_TRACES,
    GONETS_HIDE_TEXTS (yes: administrators cannot open other people’s emails).
    For those who watch the bot, and for the webhook (docs/operating.md): GONETS_METRICS_LISTEN, GONETS_WEBHOOK_URL,
    GONETS_WEBHOOK_SECRET (or GONETS_WEBHOOK_SECRET_FILE), GONETS_LISTEN.

    Example: gonets doctor
    Exit status: 0 if everything is ready, 1 if there is something to do, 2 if a setting is wrong.
argument-doctor-no-network = contact neither Telegram nor the mail server

help-config = configuration as a file: connections, routes, templates, scenarios
details-config =
    The file is YAML. What is not in it stays as it was; the same file changes nothing the second time.
    All mistakes are named at once, with their place in the file, and then nothing is applied.
    Passwords are written as a reference ${"{"}VARIABLE{"}"} and taken from the environment; without the variable the
    password stays as it was. A stored password never goes to another server (port, user name, weaker protection):
    without the variable the connection is switched off.
    Before an object’s name: + is new, ~ changes (what exactly stands below: before → after), = stays the same.

    To begin: gonets config recipe > my.yaml, enter your mail server, gonets config check my.yaml
    Example: SMTP_PASSWORD=… gonets config apply recipe.yaml
             gonets config export > backup.yaml
    Exit status: 0 if correct or applied, 1 if there are mistakes in the file, 2 if there is no file or the call is
    wrong.
help-config-check = check a file without changing anything, and show what would change
help-config-apply = apply a file
help-config-export = write the configuration to a file (without a name, to the screen)
help-config-recipe = show the ready-made recipe, a good place to start
argument-config-file = a YAML file; “-” reads standard input
argument-config-target = where to write

help-accounts = recipients: load a list from CSV, and save it
details-accounts =
    The first line holds the headings, in English (username,fullName,mbox,phone,title,department,office,
    language,manager,active) or in Russian. Only the full name and the email address are required. Exports of
    Outlook, Google, Thunderbird and other address books work too: a name in three columns, the first of several
    addresses. UTF-8 or Windows-1251; comma, semicolon or tab: both are recognised. A file whose encoding cannot be
    told for certain is not loaded: name it yourself, --encoding mac-cyrillic.
    A manager is named by username, email address, full name or as Active Directory does it (CN=…).
    An empty cell, NULL or a dash erases a value, a missing column leaves it alone. Wrong lines are
    named and skipped, the others are loaded.

    An export is a file of the same kind (UTF-8, semicolons): loaded again, it changes nothing. Cells that a
    spreadsheet would take for a formula begin with an apostrophe, which is removed on loading.

    Examples: gonets accounts import staff.csv --dry-run
              gonets accounts import mac.csv --encoding mac-cyrillic
              gonets accounts export directory.csv
    Exit status: 0 if all is done, 1 if there are wrong lines or the file does not fit, 2 if there is no file or the
    call is wrong.
help-accounts-import = load a CSV file
help-accounts-export = save the directory to a CSV file
argument-accounts-file = the file with the recipients
argument-accounts-encoding = encoding of the file, if it is not recognised: { $known }
argument-accounts-dry-run = only show what would change
argument-accounts-target = where to write; without it, to the screen

help-staff = people: who may use the bot
details-staff =
    It is easier in the bot: a person sends /start and presses “Request access”, an administrator presses “Allow”.
    Or with a link: /staff, “Invitations” (here: gonets invite). With this command by number: the bot tells it to
    whoever it does not know. It takes effect at once, also while the bot is running.
    The last administrator, and those named in GONETS_ADMINS, keep their access and role.

    Example: gonets staff add 123456789
             gonets staff list
             gonets staff remove 123456789 --to 987654321
    Exit status: 0 if it is done, 1 if there is no such person or they cannot be removed.
help-staff-add = let a person in, or change their role
help-staff-remove = end a person’s access; waiting emails go out by themselves
help-staff-list = show everybody
argument-staff-id = the number of the Telegram user
argument-staff-admin = make them an administrator; without it, staff
argument-staff-name = what to call them until they have written
argument-staff-cancel = cancel emails that have not gone yet
argument-staff-to = hand drafts and waiting emails over to this person

help-invite = invitation link: lets one person in, once
details-invite =
    The link works for 7 days. Whoever opens it first and presses “Start” becomes staff, with --admin an
    administrator. It cannot be shown again; you can withdraw it in the bot: /staff, “Invitations”.
    The bot’s name is asked of Telegram (GONETS_BOT_TOKEN); if that fails, the words to send to the bot are printed.

    Example: gonets invite
             gonets invite --admin
    Exit status: 0 if it is done.
argument-invite-admin = invite an administrator; without it, staff

help-connection = connection: check the mail server step by step, get a consent for OAuth 2.0
details-connection =
    check: name, connection, TLS, EHLO, login, sender, and what to do about the step that failed.
    With --to a test email is sent as well.
    authorize: the permission to send email, which the mailbox’s owner gives in a browser on this computer.

    Example: gonets connection check
             gonets connection check smtp_connection --to me@company.com
             gonets connection authorize smtp_connection
    Exit status: 0 if all went well, 1 if something failed, 2 if there is no such connection.
help-connection-check = check step by step
argument-connection-check-name = system name; without it, all connections
argument-connection-to = send a test email to this address
help-connection-authorize = get the permission to send email (OAuth 2.0)
details-connection-authorize =
    Prints the address of the mail provider’s page where the mailbox’s owner gives the permission, and waits until
    the browser comes back to this computer. The refresh token goes straight into the connection and is shown nowhere.
    A running bot is not disturbed: it goes on with the new permission, and checks a stopped connection by itself.

    If the browser is on another computer: with --paste it ends at a page that cannot be opened; paste the whole
    address of that page here.

    Example: gonets connection authorize smtp_connection
             gonets connection authorize smtp_connection --paste
    Exit status: 0 if it is saved, 1 if it failed, 2 if there is no such connection or it needs no permission,
    130 if interrupted.
argument-authorize-name = system name of the connection
argument-authorize-port = port that the browser comes back to; without it, a free one
argument-authorize-no-browser = only print the address, open no browser
argument-authorize-paste = the browser is on another computer: paste the address here
argument-authorize-wait = how long to wait, usually { $usual }

help-formula = formula: work out a value and show it
details-formula =
    The value is printed as the platform prints it, alone on the last line. With --record the formula sees the
    record: $Poluchatel->mbox. A mistake is named with its place in the formula. Formatted text is printed as plain
    text: a link’s address stands in brackets after it. An email keeps the formatting of $Attribute and +; functions
    give plain text.

    A query over records: from x in db->Template where … orderby … select …. Without --record it sees all records, with
    --record those that the record’s creator may see. More in docs/formulas.md.

    Example: gonets formula '1 + 2 * 3'
             gonets formula "COUNT(from x in db->Uvedomleniya select x)"
             gonets formula '$Poluchatel->fullName' --record 1
    Exit status: 0 if it is worked out, 1 if there is a mistake in the formula.
formula-functions = Functions:
argument-formula-formula = in single quotes, so that the shell leaves $ alone
argument-formula-record = the record to work on

help-scenario = scenario: try it on a record, without sending
details-scenario =
    Shows each step (what it saw and would do) and the emails as they would go (the first three of a loop),
    then what would follow if an email is not accepted, a check fails or another branch is taken.
    Nothing is sent or changed.

    Example: gonets scenario try Otpravkauvedomleniya --record 1
    Exit status: 0 if it would go to the end, 1 if it would stop, 2 if there is no such scenario or record.
help-scenario-try = a trial run
argument-scenario-scenario = system name of the scenario
argument-scenario-record = the record to try it on

help-runs = runs: what a scenario did and what became of its emails
details-runs =
    Shows a run of a scenario, its emails with recipients and attempts, and the event chain. The number is in the
    program’s log (run 12) and on the email’s page in the chat.

    The texts of emails are hidden. With --texts they are shown, and the change log says so; under
    GONETS_HIDE_TEXTS=yes they cannot be shown.

    Example: gonets runs show 12
             gonets runs show 12 --texts
    Exit status: 0 if it is shown, 2 if there is no such run or the texts are closed.
help-runs-show = show one run
argument-runs-run = number of the run
argument-runs-texts = show the texts as well; this is noted

help-backup = back up the database
details-backup =
    The bot need not be stopped: the copy holds everything written before it began. The copy is checked first and only
    then gets its name; nobody but the file’s owner can read it. The key that seals the passwords is not in the copy:
    without it the passwords of connections must be entered again, so keep it too, but somewhere else.

    Example: gonets backup /var/backups/gonets.db
             gonets backup gonets.db --with-key     the key goes to gonets.db.key; keep it apart from the copy
    Exit status: 0 if the copy is made, 1 if it failed, 2 if there is no database, the file is there already or the
    database is not SQLite.
argument-backup-file = where to put the copy
argument-backup-with-key = put the key beside it, into FILE.key
argument-backup-force = replace FILE if it is there already

help-restore = bring the database back from a copy
details-restore =
    Stop the bot first. The copy is checked and prepared beside the database; the previous database stays in the same
    folder under the name gonets.db.before-restore-DATE. Until all is ready the previous database stays in place, even
    if the command is interrupted.

    Emails that were on their way in the copy may have gone since. So they do not go by themselves: once it is started,
    Gonets asks their authors. If passwords of connections are sealed with another key, the command names these
    connections and stops them.

    A PostgreSQL database is brought back by pg_restore; call gonets restore without a file after it: authors are asked
    about emails in the same way.

    Example: gonets restore /var/backups/gonets.db
             gonets restore gonets.db --key gonets.db.key     bring the key back too (the previous one stays beside it)
    Exit status: 0 if the database is restored, 1 if it failed or the copy is no good, 2 if the bot is running or the
    call is wrong.
argument-restore-file = a copy that gonets backup has made; a PostgreSQL database needs none after pg_restore
argument-restore-key = the key file to put in place

help-move = move everything to another database: from a file to a PostgreSQL server or back
details-move =
    Stop the bot and the workers first. Everything is moved: records, emails, files, people, secrets, the journal; rows
    are counted on both sides, and where the counts differ nothing is moved. The database that it came from stays as it
    was. The database on the server must be empty, and there must be no file in the new place. From a backup: name it in
    GONETS_DATABASE.

    Emails that were under way do not go by themselves: once it runs, Gonets asks their authors. Secrets are sealed with
    the same key: take it along.

    Others on this machine see the database’s password in the call: put it into PGPASSWORD or the file ~/.pgpass.

    Example: gonets move postgresql://gonets@db/gonets
             GONETS_DATABASE=postgresql://gonets@db/gonets gonets move sqlite:///var/lib/gonets/gonets.db
    Exit status: 0 when moved; 1 if it failed; 2 if the call is wrong or the bot is running.
argument-move-database = address of the new database: postgresql://… or sqlite://PATH

help-health = whether the running bot is alive (for Docker and monitoring)
details-health =
    A running bot leaves a mark in a file beside the database every ten seconds. The command looks whether it is fresh.
    It touches neither the database nor the network: gonets doctor checks the mail server and Telegram.

    Example: gonets health
    Exit status: 0 if the bot is alive, 1 if it is not running or hangs, 2 if a setting is wrong.
