### The command line: backing up, and restoring from a copy.

backup-no-database = There is no database: { $path }. Check GONETS_HOME and GONETS_DATABASE.
backup-made = Copy: { $path }, { $size }. Records: { $records }, emails: { $letters }.
backup-without-key = The key of the passwords is not in the copy: it { $where ->
        [setting] is given by GONETS_SECRET_KEY (or in the file of GONETS_SECRET_KEY_FILE)
        [file] lies in { $path }
       *[nowhere] has not been made yet
    }. Keep it too, apart from the copy.
backup-key-not-written = The copy is made, but the key could not be written: { $path } ({ $reason }).
backup-key-written = Key of the passwords: { $path }. Keep it apart from the copy: together they open all passwords.
backup-not-sqlite = The database is on a PostgreSQL server: pg_dump copies it and pg_restore brings it back. After pg_restore call gonets restore without a file: it asks the authors about emails that were under way.
backup-megabytes = { $size } MB
backup-kilobytes = { $size } KB
backup-folder = { $path } is a folder. Name a file, for example { $example }.
backup-no-folder = There is no folder { $path }. Create it, or name another one.
backup-is-database = { $path } is the database itself. Name another file.
backup-there-already = The file is there already: { $path }. Name another one, or add --force to replace it.
backup-no-key = There is no key yet: { $path }. Make the copy without --with-key.

restore-which-file = Name the copy: gonets restore FILE.
restore-on-server = The database on the server is ready.
restore-no-file = There is no file { $path }.
restore-is-database = { $path } is the database itself: there is nothing to restore. Name a copy.
restore-bot-runs = Gonets is running on this database (process { $process }). Stop it and try again: the database cannot be replaced while the bot is running.
restore-failed = It failed ({ $reason }){ $has-path ->
        [yes] : { $path }
       *[no] {""}
    }. The previous database is in place.
restore-done = The database is restored from { $path }: records: { $records }, emails: { $letters }.
restore-is-here = It is here: { $path }.
restore-previous = The previous database is kept beside it: { $path }.
restore-previous-key = The previous key is kept beside it: { $path }.
restore-uncertain = Emails that may or may not have gone: { $letters }; presses that had not become an email yet: { $presses }. They will not go by themselves; Gonets tells their authors once it is started.
restore-sealed = The passwords of these connections are sealed with another key; the connections are stopped:
restore-sealed-advice = Bring the previous key back (gonets restore COPY --key KEY), or enter the passwords again in the chat: /connections.
restore-next = The list of people and the configuration are those of the copy, too. Check gonets staff list and gonets doctor, then gonets run.
restore-key-in-setting = The key is given by GONETS_SECRET_KEY, so a key file would have no effect. Write the previous key there, and try again without --key.
restore-no-key-file = There is no key file { $path }.

move-other-kind = Moving goes between a file and a server: from sqlite://… to postgresql://… or back. From where is GONETS_DATABASE, to where is in the call.
move-no-source = There is nothing to move: no database of Gonets is here: { $path }. From where to move is GONETS_DATABASE, and without it GONETS_HOME.
move-cut-off = Cut off at { $percent }%. Nothing is left in the new place, and the old database is as it was. Run the same command once more.
move-file-exists = There is a file already: { $path }. Name another one: the new place must be empty.
move-failed = It failed ({ $reason }){ $has-path ->
        [yes] : { $path }
       *[no] {""}
    }. Nothing was moved, the old database is in its place.
move-done = Moved and counted: { $rows } rows, among them { $records } records and { $letters } emails.
move-next-server = The old database has not changed. Now give all processes the new address in GONETS_DATABASE and the key ({ $key }), look at gonets doctor, and start them.
move-next-file = The database is here now: { $path }. Name it in GONETS_DATABASE (or take that variable away), look at gonets doctor, and start gonets run.
