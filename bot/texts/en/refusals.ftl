### Refusals in the chat: what happened, why, and what to do.

error-unknown = Something went wrong, the mistake is mine. Try again; if it happens again, tell an administrator.
error-not-found = This no longer exists: it has been deleted.
error-not-yours = This belongs to somebody else, and only its author can see it.
error-answer-empty = ⚠️ “{ $title }” cannot be empty. Type something.
error-answer-one-line = ⚠️ “{ $title }” is a single line, and this has { $lines ->
        [one] { $lines } line
       *[other] { $lines } lines
    }. Type something shorter, without line breaks.
error-answer-too-long = ⚠️ “{ $title }” takes at most { $limit } characters, and this has { $length }. Make it shorter.
error-text-expected = ⚠️ Text is needed here: “{ $title }”. Type it as a message.
error-paste-too-long = ⚠️ “{ $title }” takes at most { $limit } characters, and this text is longer. None of it was taken, and what was there before has stayed. Shorten it and send it again, or attach it as a file.
error-account-expected = ⚠️ “{ $title }”: a person of the directory is needed here. Press one, or type the surname.
error-number-expected = ⚠️ “{ $title }” is a number, and this is something else. Type { $format ->
        [whole] a whole number in digits, for example 1500.
        [money] one amount in digits, without a currency sign, for example 1500.50.
       *[number] one number in digits, without units, for example 12.5.
    }
error-number-too-precise = ⚠️ “{ $title }”: { $format ->
        [whole] a whole number is needed, without a fraction.
        [money] there are at most two digits after the point.
       *[number] there is no room for so many digits, { $digits } will do.
    } Type it differently.
error-number-outside = ⚠️ “{ $title }”: { $has-least ->
        [yes] { $has-most ->
            [yes] a number from { $least } to { $most } is needed
           *[no] a number of at least { $least } is needed
        }
       *[no] a number of at most { $most } is needed
    }, and this is { $number }.
error-yes-or-no-expected = ⚠️ “{ $title }”: “{ answer-yes }” or “{ answer-no }” is needed. Press a button or type it.
error-duration-expected = ⚠️ “{ $title }” is a length of time, and this cannot be read as one. Type a number with its unit: 30 minutes, 2 hours, 1 h 30 min, 3 days; 100 years at most.
error-moment-expected = ⚠️ “{ $title }” is a day with a time, and this cannot be read as one. Type, for example: tomorrow 9:00, 25 Dec 14:30, in 2 hours.
error-day-alone-expected = ⚠️ “{ $title }” is a day without a time, and this is something else. Type, for example: tomorrow, 25 Dec, Mon.
error-day-missing = ⚠️ “{ $title }”: the calendar has no “{ $day }”. Check the day and the month, and type it again.
error-moment-skipped = ⚠️ “{ $title }”: on { $day }.{ $month }.{ $year } the clocks go forward, and there is no { $time } on that day. Type another time.
error-record-expected = ⚠️ “{ $title }”: choose a record from the list, or type a word of it.
error-record-gone = ⚠️ “{ $title }”: this record is gone, or you may not see it. Choose another one.
error-too-many-records = ⚠️ “{ $title }”: { $limit } records at most.
error-value-taken-out = ⚠️ “{ $title }”: this value is not in the answer any more.
error-enum-expected = ⚠️ “{ $title }”: choose from the list: { $values }{ $more ->
        [yes] { "" } and others.
       *[no] .
    }
error-enum-gone = ⚠️ “{ $title }”: the value “{ $name }” is not in the list any more. Choose another one.
error-file-expected = ⚠️ “{ $title }”: send a file or a photo.
error-account-archived = ⚠️ { $name } is archived and cannot be written to. Choose somebody else.
error-account-no-address = ⚠️ { $name } has no email address. Choose somebody else, or ask an administrator to enter the address.
error-too-many-files = ⚠️ At most { $limit } files, each up to { $megabytes } MB.
error-template-gone = This template is gone or switched off. Start a new notification: /new
error-record-not-editable = The email is on its way or the server has accepted it, so the record cannot change. Make a copy and send that.
error-question-gone = That question is closed, and what you sent went nowhere. Here is where we are now.
error-not-an-answer = ⚠️ That does not answer the question. Here it is again.
error-search-forgotten = That search is closed. Type what to look for again.
error-nothing-asked = Nothing is being asked at the moment. To write a notification, press “New”.
error-edit-not-answering = The edit changes nothing: this message answers no question now — there was none, or you have answered it again since. To change an answer, open the notification and press “Edit”, or “← Back” in a question.
error-edit-after-choice = The edit changes nothing: “{ $title }” is chosen already. To choose again press “← Back”, or “Edit” on the finished card.
error-words-expected-kept = ⚠️ Words are needed here: type them. What you sent is saved: see /start.
error-not-an-answer-kept = ⚠️ This does not fit here, but it is saved: see /start. This is what I am asking.
error-too-much-kept = ⚠️ I keep at most { $limit } messages that have no place, so this one was not kept. First decide what to do with the earlier ones: /start.
error-nothing-kept = This has found its place already, or was deleted.
error-too-late-to-correct = { $status ->
        [done] The correction does not count: this record’s button was pressed, and “{ $title }” changes no more.
       *[other] Your correction was not used: the email with the field “{ $title }” is on its way or the server has accepted it.
    }
error-question-closed = This question is closed. Here is what is open now.
error-stale-card = The card has changed meanwhile. Here is how it is now.
error-button-hidden = This button is not available at the moment.
error-record-incomplete = Something is not filled in yet. Press “Continue”.
error-template-faulty = { $known ->
        [yes] The template is set up wrong, an administrator knows already. Your draft is kept: send it when that is put right.
       *[no] The template is set up wrong, and no email goes out by it. Your draft is kept; tell an administrator.
    }
template-was-faulty = The template was set up wrong. It has been changed since: send it once more.
error-no-scenario = No scenario is attached to the button “{ $button }”. The draft is kept; tell an administrator.
error-scenario-invalid = The scenario “{ $title }” does not fit the settings any more. The draft is kept; tell an administrator, gonets config check shows what to do.
error-connection-not-ready = The mail server “{ $title }” is not set up. The draft is kept: send it when an administrator has set the server up.
error-letter-erased = This email has been erased: emails are only kept for a time. Make a copy of the notification and send that.
error-files-erased = The files of this notification have been erased: files are only kept for a time. Make a copy, attach the files again and send it.
error-nothing-to-stop = There is nothing to stop: the run has ended or was stopped, or the mail server has all of it.
error-run-stopped = An administrator ({ $name }) stopped the run: it makes no more emails.
error-too-late-to-cancel = It is too late to cancel: the mail server has the email.
error-scenario-too-many-steps = The scenario took more than { $limit } steps and was stopped. Tell an administrator.
error-scenario-too-many-letters = The scenario made more than { $limit } letters and was stopped; of those that it made last none was sent. Tell an administrator.
error-scenario-too-many-records = The scenario made more than { $limit } records and was stopped; of those that it made last none was kept. Tell an administrator to go over them in parts, or to look for fewer.
error-scenario-works-too-long = The scenario worked for more than { $limit } minutes on end and was stopped; what it did after its last wait was not kept. Tell an administrator to do less at a time, or parts of it apart.
error-scenario-too-many-apart = One press would have begun more than { $limit } runs of their own; this run was stopped. Tell an administrator to do the actions not apart, or to look for fewer.
error-scenario-unknown-piece = The scenario refers to “{ $name }”, which is gone or switched off. Tell an administrator.
error-scenario-other-records = The scenario goes to other records of “{ $template }”, which is not possible yet. Tell an administrator.
error-scenario-record-gone = There is no record No. { $record }: it was deleted, or there never was one. The scenario was stopped; tell an administrator.
error-scenario-record-archived = The scenario was to change record No. { $record }, and it is in the archive, where nothing changes. Tell an administrator.
error-scenario-record-under-way = The scenario was to change record No. { $record }, and an email of it is on its way: until it has arrived only its own scenario changes it. Try again later.
error-attribute-kind = “{ $title }” cannot hold “{ $found }”: { $type ->
        [account] it takes a person of the directory
        [document] it takes files
        [number] it takes a number
        [date_time] it takes a date
        [duration] it takes a duration
        [boolean] it takes yes or no
        [enum] it takes a value of its list
        [record] it takes a record of the template that its settings name
       *[text] it takes a text
    }. Tell an administrator.
error-attribute-one-value = “{ $title }” holds a value already, and no second one fits: the scenario must replace it. Tell an administrator.
error-scenario-record-not-yours = The scenario goes to record No. { $record } of somebody else, which only its author and administrators see. Tell an administrator.
error-scenario-no-record = The scenario was to find records and found “{ $found }”. Tell an administrator.
error-letter-not-accepted = The scenario was waiting for an answer to its email. The email was not accepted, and the scenario went no further.
error-scenario-check = { $has-words ->
        [yes] { $words }
       *[no] A condition of the scenario is not met, so it went no further.
    }
error-scenario-no-condition = A condition of the scenario gave neither yes nor no. Tell an administrator.
error-scenario-no-count = The scenario was to repeat actions “{ $found }” times, and that is no whole number. Tell an administrator.
error-scenario-broken = Something unexpected happened in the scenario. The email was not sent; tell an administrator.
error-run-restored = The button was pressed, and then Gonets’s database was brought back from a backup that was made before everything had ended. What happened afterwards is not known: the email may have gone. Nothing more will go by itself. Ask the recipient; if there is no email, send it again.
default-refused = “{ $title }” has not filled itself in.
error-too-many-by-default = By default it holds { $count } people, and one email has no more than { $limit }. Choose yourself; an administrator can put this right.
error-too-many-accounts = ⚠️ “{ $title }” has { $limit } already: one letter has no more recipients. Write to the others by a second letter.
error-message-no-recipient = There is nobody to send to: the recipient has no email address.
error-message-bad-address = “{ $address }” is not an email address ({ $where }). Correct it for that recipient.
error-message-too-many-recipients = There are { $count } addresses, and at most { $limit } are allowed.
error-message-attribute-missing = “{ $name }” is not filled in, and the route needs it.
error-message-attribute-unfit = “{ $name }” of the email got “{ $value }”, and { $type ->
        [number] one number
        [boolean] yes or no
        [date_time] one date
       *[duration] one duration
    } is needed. Correct it in the notification; if it is right there, tell an administrator.
error-message-attribute-type = “{ $name }” got the wrong kind of value ({ $type }). Tell an administrator.
error-database-unusable = { $kind ->
        [full] Gonets’s database cannot be opened: there is no room left on the disk ({ $path }). Make room and try again.
        [readonly] Gonets’s database cannot be opened: { $path } cannot be written to. Check the rights to the file and to the folder GONETS_HOME.
        [locked] Another program is using Gonets’s database ({ $path }). Close it, or try again in a minute.
        [damaged] Gonets’s database file is damaged ({ $path }). Stop the bot and bring a backup back: gonets restore.
        [disk] Gonets’s database cannot be opened: the disk answers with an error ({ $path }). Check whether there is room on the disk and whether it is sound.
       *[other] Gonets’s database cannot be opened: { $reason } ({ $path }). Check the room on the disk and the rights to the folder GONETS_HOME.
    }
error-server-unusable = { $kind ->
        [lost] Gonets’s database cannot be reached: the PostgreSQL server does not answer ({ $path }): { $reason }. Check that it runs and that the address in GONETS_DATABASE is right.
        [refused] The PostgreSQL server does not let Gonets in ({ $path }): { $reason }. Check the user, the password and the database’s name in GONETS_DATABASE.
        [rights] Gonets may not create tables ({ $path }): { $reason }. Make it the database’s owner: ALTER DATABASE database OWNER TO user.
        [standby] The PostgreSQL server is read-only ({ $path }): it seems to be a replica. Name the primary server in GONETS_DATABASE.
        [tls] A secure connection to PostgreSQL does not come about ({ $path }): { $reason }. Check sslmode and sslrootcert in GONETS_DATABASE and the server’s certificate.
        [options] The PostgreSQL server does not understand the address ({ $path }): { $reason }. Check what stands behind “?” in GONETS_DATABASE.
        [encoding] The database on the PostgreSQL server keeps letters as { $reason } ({ $path }), and Gonets needs all of them: make it anew with UTF8: createdb -E UTF8 -T template0.
        [crowded] The PostgreSQL server has no connections left ({ $path }): { $reason }. Each process of Gonets needs up to 9: raise max_connections.
        [full] There is no room left on the PostgreSQL server’s disk ({ $path }). Make room and try again.
        [locked] Another program is using Gonets’s database ({ $path }): { $reason }. Try again in a minute.
       *[other] Gonets’s database cannot be opened ({ $path }): { $reason }.
    }
error-database-address = The database’s address cannot be read. It is written so: postgresql://user:password@server:5432/database. The signs @ : / ? # % [ ] and a space in a user or password are written as codes: %40 %3A %2F %3F %23 %25 %5B %5D %20.
error-database-lost = The database of Gonets is gone: { $path } is missing or empty, and its key is still there ({ $key }). No new one is created silently. Check GONETS_HOME and GONETS_DATABASE, and whether the disk is mounted; bring a copy back: gonets restore COPY. To start over on purpose, move the key elsewhere and repeat.
error-database-kind = The database “{ $scheme }” is not supported: Gonets works with SQLite (sqlite://path) and with PostgreSQL (postgresql://user:password@server/database).
error-database-driver = A PostgreSQL database needs one more library: pip install "gonets[postgres]". Install it and try again.
error-database-too-new = A newer Gonets has worked with this database, and this version would not understand it. Install the new version, or bring back the backup from before the upgrade: gonets restore.
error-copy-not-made = { $kind ->
        [full] The backup was not made: there is no room left on the disk of { $path }. Make room or name another folder.
        [readonly] The backup was not made: the folder of { $path } cannot be written to. Check the rights or name another folder.
        [locked] The backup was not made: another program is using the database. Try again in a minute.
        [damaged] The backup was not made: the database file is damaged. Stop the bot and bring an earlier backup back: gonets restore.
        [disk] The backup was not made: the disk answers with an error ({ $path }). Check whether it is sound or name another folder.
       *[other] The backup was not made ({ $path }): { $reason }.
    }
error-copy-unusable = { $kind ->
        [foreign] This is not a database of Gonets: { $path }. A file that gonets backup has made is needed.
        [newer] A newer Gonets has made this backup: { $path }. Upgrade the program and try again.
       *[damaged] The file is damaged: { $path } ({ $reason }). Take another backup.
    }
error-database-trouble = { $kind ->
        [full] There is no room left on the disk where Gonets lives. Nothing was written and nothing was sent. For the administrator: make room and try again.
        [readonly] Gonets’s database can only be read. Nothing was written and nothing was sent. For the administrator: check the rights to the database file and its folder.
        [locked] Another program is using Gonets’s database. Nothing was written. Try again in a minute.
        [damaged] Gonets’s database file is damaged. Nothing was written. For the administrator: stop the bot and bring a backup back: gonets restore.
        [disk] The disk where Gonets lives answers with an error. Nothing was written. For the administrator: check the disk.
        [lost] The database server does not answer. Nothing was written. Try again in a minute; for the administrator: check PostgreSQL.
        [refused] The database server does not let us in. Nothing was written. For the administrator: check GONETS_DATABASE.
       *[other] It could not be written. Nothing was sent. Try again; if that does not help, ask an administrator.
    }
database-waits = { $kind ->
        [full] ⚠️ There is no room left on the disk where Gonets lives.
        [readonly] ⚠️ Gonets’s database can only be read.
        [locked] ⚠️ Another program is using Gonets’s database.
        [damaged] ⚠️ Gonets’s database file is damaged.
        [disk] ⚠️ The disk where Gonets lives answers with an error.
        [lost] ⚠️ The database server does not answer.
        [refused] ⚠️ The database server does not let us in.
       *[other] ⚠️ Gonets’s database cannot be written to at the moment.
    } What you sent is not lost: Gonets will handle it as soon as it can. No need to send it again; tell an administrator.
error-too-late-to-take-back = It is too late to bring it back: what was deleted is kept for a day.
error-undo-set-outside = The time to undo is set on the server by GONETS_UNDO: it cannot be changed here.
error-move-place-taken = { $what ->
        [work] Somebody works on the PostgreSQL database. Stop the bot and the workers and repeat: nothing was changed.
       *[rows] The database on the server is not empty (table { $name }). Make a new empty database and name it.
    }
error-move-nothing = There is nothing to move: the database to move from is empty. Check GONETS_DATABASE and GONETS_HOME. If you begin anew, nothing needs moving: the first start makes the tables.
error-move-not-all = The databases did not agree (table { $name }), so nothing was moved. Install the same version of Gonets on both sides and repeat.
