### The journal of letters, the trail of changes, and answers to the author.

## On the card: where answers go

card-answers = { $own ->
        [yes] Replies go to you: { $to }. A non-delivery report would go to { $reports }.
       *[no] Replies and non-delivery reports go to the sender address: { $reports }.
    }
card-recipients = { $kind ->
        [cc] <b>Copy:</b>
        [bcc] <b>Hidden copy:</b>
       *[to] <b>To:</b>
    } { $people }{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    }
card-recipients-later = { $known ->
        [yes] Who else gets it is known only when you send it.
       *[no] <b>To:</b> known only when you send it.
    }
card-would-fail = { $known ->
        [yes] ⚠️ To the others the email would not go out now.
       *[no] ⚠️ The email would not go out now.
    }
card-by-button = By the button “{ $button }”:
card-copy = You get a copy: { $address }.
letter-copy-failed = The email has gone, but the server refused your copy ({ $address }).

## The state in three lines

admin-no-connection = 📮 No mail server has been set up.
admin-connection = { $hold ->
        [none] ✅ “{ $title }” works
        [suspended] ⛔ “{ $title }” has been suspended since { $since }
        [disabled] ⏸ “{ $title }” is switched off
       *[no_password] ⏸ “{ $title }” has no password or secret to log in with yet
    }{ $others ->
        [0] .
        [one] {" "}(and { $others } more connection).
       *[other] {" "}(and { $others } more connections).
    }
admin-waiting = { $count ->
        [0] 🕓 No emails are waiting.
        [one] 🕓 { $count } email is waiting to go.
       *[other] 🕓 { $count } emails are waiting to go.
    }
admin-to-mend = 🔧 Works, but could no longer be saved like this: { $titles }. Its page says what to fix.
admin-no-error = 👌 No errors lately.
admin-last-error = ⚠️ Last error: { $when }. { $cause }
admin-unreadable = { $count ->
        [one] 📭 { $count } update from Telegram could not be read in 30 days. The program’s log says why.
       *[other] 📭 { $count } updates from Telegram could not be read in 30 days. The program’s log says why.
    }
button-routes = 🛣 Routes
button-templates = 🗂 Templates
button-scenarios = ⚙️ Scenarios
button-last-error = ⚠️ Last error
everything-held = ⏸ <b>Everything is paused</b> since { $when }: { $name }. No emails go out, no scenarios start, presses wait. Connection checks and test emails still work.
button-hold-all = ⏸ Pause everything
button-release-all = ▶️ Resume everything
button-hold-yes = Yes, pause
button-release-yes = Yes, resume
ask-hold-all = Pause everything? No email goes out and no scenario starts until an administrator resumes it. Emails already being handed over are finished; presses are kept and wait. A restart does not resume it.
ask-release-all = { $count ->
        [0] Resume everything? No emails are waiting; kept presses take effect at once.
        [one] Resume everything? { $count } email is waiting: it goes at once, and kept presses take effect.
       *[other] Resume everything? { $count } emails are waiting: they go at once, in order, and kept presses take effect.
    }
holding-turned = { $held ->
        [yes] Everything is paused.
       *[no] Everything is running again.
    }
holding-turned-before = { $held ->
        [yes] Nothing has changed: everything is already paused ({ $name }).
       *[no] Nothing has changed: nothing is paused now{ $has-name ->
            [yes] {" "}({ $name })
           *[no] {""}
        }.
    }
button-stop-run = 🛑 Stop the run
button-stop-yes = Yes, stop it
ask-stop-run = Stop the run of the scenario “{ $title }” ({ $author })? What it has done stays. { $count ->
        [0] It makes no new emails.
        [one] { $count } email that has not gone is cancelled, and no new ones are made.
       *[other] { $count } emails that have not gone are cancelled, and no new ones are made.
    } Its author is told.
run-stopped-now = The run is stopped.
button-audit = 🕵️ Who changed what

## The journal

command-journal = Email journal
journal = <b>Email journal</b>{ $page ->
        [1] {""}
       *[other] {" "}· page { $page }
    }
journal-counts = { $when ->
        [today] Today
       *[week] Last 7 days
    }: { $sent } sent, { $waiting } waiting, { $failed } failed, { $asks } unknown.
journal-asked = 🔎 Only: { $words }
journal-by-typing = { $what ->
        [recipients] To find an email, type the recipient’s name or address, or a part of it. Subjects of other people’s emails are hidden and not searched.
       *[text] To find an email, type the recipient’s name or address, or words of the subject; parts of words will do.
    }
journal-looked-to = { $found ->
        [yes] Letters down to { $at } were looked through. “Next →” looks in earlier ones.
       *[no] Nothing was found among letters newer than { $at }. “Next →” looks in earlier ones.
    }
journal-empty = No emails yet. They appear here as soon as somebody sends a notification.
journal-nothing = Nothing found. Remove a filter with a ✕ button, or search for something else.
journal-no-runs = This scenario has not run yet. Its runs appear here as soon as somebody presses its button.
journal-no-letter = { $author } · no email
journal-group = { $group ->
        [waiting] waiting
        [sent] sent
        [not_sent] failed
        [asks] unknown
       *[cancelled] cancelled
    }
journal-day = { $near ->
        [today] today
        [yesterday] yesterday
       *[other] { $year }-{ $month }-{ $day }
    }
journal-search-forgotten = I no longer know what you searched for, so the search is off. Please search again.
journal-filters = <b>What to show</b>
    Filters add up. A ✕ button removes one.
journal-choose = { $what ->
        [group] Which outcome?
        [person] Whose emails?
        [connection] Through which connection?
        [scenario] Which scenario?
       *[day] Which day?
    }
journal-ask-day = Type a day: <code>23.11</code> (day first) or <code>2026-11-23</code>.
error-day-expected = ⚠️ That is not a date. Type 23.11 (day first) or 2026-11-23, for example.
button-filters = Filters
button-filters-off = Clear all filters
button-choose-group = Outcome
button-choose-person = Sender
button-choose-connection = Connection
button-choose-scenario = Scenario
button-choose-day = Day
button-other-day = Another day
button-to-journal = To the journal
button-to-scenario = To the scenario
button-runs = Runs

## A letter and a run

story-letter = Email
story-run = Scenario run
story-when = { $when }, author: { $author }
story-scenario = Scenario: { $title } · run { $run }
story-way = From: { $sender } · connection “{ $connection }”
story-subject = <b>Subject:</b> { $subject }
story-to = { $count ->
        [1] <b>Recipient</b>
       *[other] <b>Recipients ({ $count })</b>
    }
story-recipient = { $state ->
        [pending] 🕓 { $name } — not sent yet
        [transmitting] ⏳ { $name } — being handed over
        [uncertain] ❓ { $name } — may or may not have gone
        [overdue] ❓ { $name } — waits for its author’s answer
        [sent] ✅ { $name } — accepted by the server
        [refused] ❌ { $name } — refused
        [given_up] ❌ { $name } — given up
       *[cancelled] 🚫 { $name } — cancelled
    }{ $kind ->
        [cc] {" "}(copy)
        [bcc] {" "}(blind copy)
        [own] {" "}(the author’s copy)
       *[to] {""}
    }
story-number = Email number: <code>{ $id }</code>. The mail server’s log knows the email by it.
texts-by-press = “Show the text” shows subject and text; who looked and when is recorded.
texts-hidden = Subjects and texts of other people’s emails are hidden by GONETS_HIDE_TEXTS.
run-began-apart = Ran apart: it was begun by run { $run }.
button-parent-run = To run { $run }
run-letters = { $count ->
        [0] It sent no emails.
        [one] It produced { $count } email.
       *[other] It produced { $count } emails.
    }
run-values = <b>What it started with</b>
values-erased = The values have been erased: they are only kept for a time.
story-erased = The email itself has been erased: emails are only kept for a time.
story-files = 📎 { $names }{ $whole ->
        [yes] {""}
       *[no] . The email is large, and only its beginning was read: there may be more files behind.
    }
shown-is-noted = 🕵️ The change log records that you looked at this.
attempts = <b>Attempts ({ $count })</b>
attempts-none = No attempts yet: the email waits for its turn.
attempt = <b>{ $number }.</b> { $when } · { $server }
attempt-fault = Error number in the bot’s log: <code>{ $number }</code>.
attempt-came = { $outcome ->
        [accepted] ✅ Accepted
        [temporary] 🕓 Not accepted yet
        [permanent] ❌ Refused
        [connection_fault] ⛔ Connection problem
        [uncertain] ❓ No answer came
        [interrupted] ❓ Interrupted
        [open] ⏳ Under way
       *[other] { $outcome }
    } · { $phase ->
        [resolve] server name
        [connect] connecting
        [tls] encryption
        [greeting] the server’s greeting
        [ehlo] capabilities (EHLO)
        [login] login
        [mail] sender (MAIL)
        [rcpt] recipients (RCPT)
        [data] start of the email (DATA)
        [content] handing the email over
        [marked] email handed over, waiting for an answer
        [done] answer to the email
       *[other] unknown
    }{ $has-answer ->
        [yes] {" "}· { $answer }
       *[no] {""}
    }
button-attempts = Attempts ({ $count })
button-chain = Event chain
button-show-text = Show the text
button-show-texts = Show the texts
button-repeat = Repeat as mine
button-stopped-connection = ⛔ What happened
button-its-connection = Connection
button-history = History
button-to-letter = To the email
button-to-run = To the run
repeated = A new draft of yours with the same values. Nothing has been sent yet: check it and press the button.
error-texts-hidden = Texts of other people’s emails are hidden by GONETS_HIDE_TEXTS: such an email can be neither shown nor repeated as yours, because its text would be on the new card.
error-values-erased = There is nothing to repeat: the values of this press have been erased; they are only kept for a time.

## The event chain

chain = <b>Event chain</b> · { $title }
    { $count ->
        [0] No actions on record.
        [one] { $count } action.
       *[other] { $count } actions.
    }
chain-not-begun = The scenario has not started yet.
chain-erased = It has been erased (it is only kept for a time), or the scenario was stopped before its first action.
chain-stopped = <b>It stopped here:</b>
chain-step = { $number }. { $name }{ $has-passes ->
    [yes] {" "}· pass { $passes }
   *[no] {""}
} ({ $took })
chain-took = { $ms ->
        [0] under 1 ms
       *[other] { $ms } ms
    }
chain-context = Records of template “{ $template }”: { $has-records ->
        [yes] no. { $records }
       *[no] none
    }
chain-value = { $name } = { $value }{ $has-source ->
        [yes] {" "}← { $source }
       *[no] {""}
    }
chain-for-each = Values: { $count }{ $has-source ->
        [yes] {" "}← { $source }
       *[no] {""}
    }
chain-record = { $has-record ->
        [yes] Record No. { $record }
       *[no] The new record
    }
chain-attribute = { $operation ->
        [add] { $name } + { $value }
        [remove] { $name } − { $value }
        [clear] { $name }: cleared
       *[replace] { $name } = { $value }
    }{ $has-source ->
        [yes] {" "}← { $source }
       *[no] {""}
    }
chain-new-record = { $has-record ->
        [yes] Record No. { $record }
       *[no] A new record
    } was created
chain-copied-record = { $has-record ->
        [yes] Record No. { $record }
       *[no] A new record
    } was created, a copy of No. { $copied }
chain-run-apart = Begins as a run of its own
chain-sends = Route “{ $route }”, connection “{ $connection }”
chain-to = To: { $addresses }{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    }
chain-subject = Subject: { $subject }
chain-reply-to = Replies: { $address }
chain-answer = { $of ->
        [accepted] Accepted{ $has-words ->
            [yes] : { $words }
           *[no] {" "}by a person’s word, without an answer of the server
        }
       *[refused] Not reached: { $words }
    }
chain-branch = Condition of block { $number }
chain-empty = empty
chain-hidden = (text hidden)
chain-yes-no = { $value ->
        [yes] yes
       *[no] no
    }

## The trail of changes

audit = { $one ->
        [yes] <b>History</b>
       *[no] <b>Who changed what</b>
    }{ $pages ->
        [0] {" "}· { $page }
        [1] {""}
       *[other] {" "}· { $page } of { $pages }
    }
audit-empty = { $one ->
        [yes] Nothing has been changed here.
       *[no] Nothing here yet. When somebody changes the configuration, people or the directory, it appears here.
    }
audit-choose = { $what ->
        [kind] What to show?
       *[person] Whose changes to show?
    }
audit-nobody = Command line
audit-via = { $via ->
        [file] {" "}(by file)
        [scenario] {" "}(by a scenario)
       *[other] {""}
    }
audit-act = { $act ->
        [created] created { $object }
        [changed] changed { $object }
        [enabled] switched on { $object }
        [disabled] switched off { $object }
        [deleted] deleted { $object }
        [archived] archived { $object }
        [restored] restored { $object }
        [erased] erased { $object }
        [imported] imported { $object }
        [let_in] let in
        [declined] declined a request
        [removed] removed access
        [invited] made an invitation
        [revoked] revoked an invitation
        [handed_over] handed over the work
        [shown] looked at the texts of { $object }
        [sent] sent { $object }
        [repeated] repeated as their own { $object }
        [stopped] stopped { $object }
        [held] paused everything
        [released] resumed everything
       *[other] { $act } { $object }
    }{ $has-name ->
        [yes] {" "}“{ $name }”
       *[no] {""}
    }
audit-of-kind = { $kind ->
        [connection] connection
        [route] route
        [template] record template
        [scenario] scenario
        [account] account
        [accounts] the directory
        [person] person
        [invitation] invitation
        [letter] email
        [run] run
        [configuration] the configuration
        [everything] everything
        [settings] the settings for everybody
        [record] a record, scenario
       *[other] { $kind }
    }
audit-kind = { $kind ->
        [connection] Connections
        [route] Routes
        [template] Record templates
        [scenario] Scenarios
        [account] Accounts
        [accounts] The directory
        [person] People
        [invitation] Invitations
        [letter] Emails
        [run] Runs
        [configuration] Whole configuration
        [everything] Pausing everything
        [settings] Settings for everybody
        [record] Records
       *[other] { $kind }
    }
audit-field = { $field ->
        [enabled] switched on
        [role] role
        [name] name
        [language] language
        [time_zone] time zone
        [account] account
        [template] use of template
        [to] to
        [drafts] drafts
        [letters] emails
        [fate] what becomes of emails
        [expires_at] valid until
        [invitation] invitation
        [request] request for access
        [record] record
        [run] run
        [attributes] attributes
        [copy_to_self] copy to oneself
        [full_name] full name
        [username] user name
        [mbox] email
        [phone] phone
        [title] job title
        [department] department
        [office] office
        [manager] manager
        [active] active
        [added] added
        [changed] changed
        [wrong] with mistakes
        [undo] time to undo, s
       *[other] { $field }
    }
audit-role = { $value ->
        [admin] administrator
       *[staff] staff
    }
audit-language = { $value ->
        [ru] Russian
        [en] English
       *[other] { $value }
    }
audit-fate = { $value ->
        [let_go] they go
        [cancel] cancelled
        [hand_over] handed over
        [accepted] accepted by the server
        [uncertain] not known whether accepted
       *[other] { $value }
    }
audit-change = • { $field }: { $was ->
        [yes] { $before } → { $after }
       *[no] { $after }
    }
button-choose-kind = What was changed
button-choose-actor = Who changed it
journal-sought = “{ $text }”
