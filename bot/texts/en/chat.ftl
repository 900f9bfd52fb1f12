### Pages of the chat. The markup is Telegram's HTML; values put into it are escaped.

start = <b>Gonets</b>
    Hello, { $name }! This is where notifications are written and sent by email.
help = <b>How it works</b>
    1. /new starts a new notification. I ask for the recipient, the subject and the text, one question at a time.
    2. Check the card and press the button that sends it.
    3. The same card then says whether the mail server has accepted the email.

    /list – my notifications: drafts, waiting, not sent.
    /cancel – leave the question; the draft stays.
    /settings – your language and time zone.

    A mistake in an answer? Edit your message in Telegram, and the draft follows.
    “Sent” means that the server has accepted the email. If it does not arrive, the server sends a report to the sender’s address.{ $role ->
        [admin] {"\u000A\u000A"}<b>For administrators</b>{"\u000A"}Everything is set up here: /admin. The mail server is under /connections, the people you write to under /accounts, the rest of the recipe under /routes, /templates, /scenarios. Emails not going out? Open the connection and press “Check the connection”.
       *[staff] {""}
    }
missing-connection = { $role ->
        [admin] ⚠️ <b>The mail server is not set up:</b> “{ $name }”. Emails cannot go yet. Enter the server and the password: /connections
       *[staff] ⚠️ <b>The mail server is not set up yet:</b> “{ $name }”. You can write a draft now and send it when an administrator has set the server up.
    }
missing-stopped = { $role ->
        [admin] ⛔ <b>Sending has stopped:</b> “{ $name }”. Emails wait and go by themselves once you have mended the cause: /connections
       *[staff] ⛔ <b>Sending has stopped:</b> “{ $name }”. You can write and press: emails wait and go by themselves once an administrator has mended the cause.
    }
missing-accounts = { $role ->
        [admin] ⚠️ <b>There is no recipient.</b> Send a CSV file with a list here, add people: /accounts, or begin with yourself: /admin, “First steps”.
       *[staff] ⚠️ <b>There is nobody to write to yet:</b> an administrator has not loaded the list of recipients.
    }
missing-templates = { $role ->
        [admin] ⚠️ <b>No record template is switched on.</b> Make one or switch one on: /templates, take an example, or send a YAML configuration file here.
       *[staff] ⚠️ <b>There is nothing to write yet:</b> no kind of notification is there for you. Ask an administrator to set one up.
    }
templates-held-up = ⚠️ Marked like this is what cannot go now, since this has not been set up: { $names }. You can write it and send it later.
choose-template = What would you like to write?
open-draft = You have an unfinished draft: <b>{ $summary }</b> ({ $when }). Continue with it?
stopped = { $kept ->
        [field] The field stays as it was. The draft is saved.
        [page] The question is closed; nothing was changed.
        [yes] Stopped. The draft is kept: it is in /list.
        [no] Cancelled.
       *[none] There is nothing to cancel: no question is open.
    }
unknown-command = There is no command { $command }. There are /new, /list, /settings, /help and /cancel{ $role ->
        [admin] , and for administrators /admin and others: see the menu of commands.
       *[staff] .
    }
corrected = ✏️ The answer is corrected.
copied = A new draft with the same values. Change what you need and send it.
copied-corrected = A new draft with the correction in it. Look at it and send it.
deleted = Deleted. It can be brought back for a day.
taken-back = ✅ It is back.
taken-back-before = It is back already.
trying-now = Trying again.
old-button = This button no longer works. Here is what you can do now.
no-access = <b>You have no access</b>
    Here a company’s staff write notifications and send them by email.
    Press “Request access”, and the administrators will get your request. Or give an administrator your number: <code>{ $id }</code>.
no-access-short = You have no access. Give your number to an administrator: { $id }

## What came with no question open

kept-offer = 📥 <b>Saved.</b> Nothing is being asked at the moment, so I do not know where this belongs. Choose: nothing is lost until you do.
kept-draft = Your draft: “{ $about }”.
kept-no-room = This draft has no place for files: its template has no field for them. They wait here.
kept-more-files = … and { $count } more files
kept-beside = 📥 What you sent is saved.
kept-added = ✅ Added.
kept-replaced = ✅ The text is replaced.
kept-begun = ✅ A new notification was begun with what you sent.
kept-left = The rest has no place in this draft and waits: /start.
kept-dropped = Deleted.
ask-drop-kept = Delete what you sent? It cannot be brought back.
press-a-button = ⚠️ Please choose a button here: “{ $words }” was sent instead.
press-a-button-kept = ⚠️ Please choose a button here. What you sent is saved.
unsent-finished = 📝 Ready but not sent: <b>{ $about }</b>. The draft is saved.
unsent-begun = 📝 Draft in progress: <b>{ $about }</b>. It is saved.
unsent-kept = 📥 You sent something that has no place yet. It is saved.

## A question

question = { $editing ->
        [yes] ✏️ <b>{ $title }</b>: the new value
        [several] ✏️ <b>{ $title }</b>
       *[no] <b>{ $title }</b> ({ $step } of { $total })
    }
answer-now = <b>Now:</b>
value-awaited = <b>{ $title }:</b> ⏳ waiting for an administrator: { $name }
question-awaits = ⏳ Waiting for an administrator to add { $name }. I will write when they answer. If you would rather not wait, choose somebody else.
expects-text = { $kind ->
        [line] Type it in one line.
        [formatted] Type the text. Bold, italics and links are kept in the email.
       *[lines] Type the text. It may have several lines, bold, italics and links.
    }
expects-file = { $count ->
        [0] Send a file or a photo, up to 20 MB.
        [one] { $count } file received. Send more or press “Done”.
       *[other] { $count } files received. Send more or press “Done”.
    }
expects-account = { $chosen ->
        [0] { $offered ->
            [0] Write a name, a post, a department or an address: the beginning of a word will do, and a slip, too.
           *[other] Choose, or type a name, a post, a department or an address: the beginning of a word will do, and a slip, too.
        }
        [one] { $chosen } recipient chosen. Add more or press “Done”.
       *[other] { $chosen } recipients chosen. Add more or press “Done”.
    }
expects-number = { $format ->
        [whole] Type a whole number.
        [money] Type an amount, for example 1500 or 1500.50.
       *[number] Type a number, for example 12 or 12.5.
    }{ $has-least ->
        [yes] { $has-most ->
            [yes] {" "}From { $least } to { $most }.
           *[no] {" "}At least { $least }.
        }
       *[no] { $has-most ->
            [yes] {" "}At most { $most }.
           *[no] {""}
        }
    }
expects-yes-or-no = Press a button, or type yes or no.
expects-duration = Type how long: 2 hours, 1 h 30 min, half a day.
answer-yes = Yes
answer-no = No
expects-more = There { $count ->
        [one] is { $count } value
       *[other] are { $count } values
    } already. Add more or press “Done”.
expects-date-time = Choose a day, or type it your way: tomorrow 9:00, 25 Dec, Mon, in 2 hours.
expects-date = Choose a day, or type it your way: tomorrow, 25 Dec, Mon, in 2 weeks.
expects-time = <b>{ $day }</b>. Now the time: choose it or type it, for example 14:20.
expects-one-of-two-times = <b>{ $day }</b>: the clocks go back, and { $time } comes twice. Which of the two?
calendar-month = <b>{ $month } { $year }</b>
calendar-months = January February March April May June July August September October November December
calendar-weekdays = Mo Tu We Th Fr Sa Su
button-month-before = ‹ { $month }
button-month-after = { $month } ›
button-to-calendar = ← Another day
button-earlier = The first, before the change
button-later = The second, after it
expects-record = { $chosen ->
        [0] { $offered ->
            [0] There is nothing to choose yet: you have no such records. Make one with /new; this draft waits in /list.
           *[other] Choose one, or type a word of the record or its number.
        }
       *[other] Chosen: { $chosen }. Add more or press “Done”.
    }
found-no-records-to-choose = Nothing fits “{ $query }”. Type another word of the record, or its number.
record-gone = № { $number } (deleted)
button-take-one-out = Take one out
ask-what-to-take-out = <b>{ $title }</b>: { $count } chosen. Which one goes?
value-gone = what was chosen is gone
expects-enum = { $offered ->
        [0] There is nothing else to choose.
       *[other] { $more ->
            [yes] Choose, turn the page or type the beginning of a word.
           *[no] Choose, or type it.
        }
    }
found-values = These fit “{ $query }”. Choose one or type something else.
found-accounts = Found for “{ $query }”. Choose, or type something else.
found-like = Nobody has exactly “{ $query }”. These are similar: choose one, or type something else. If the person is not on the list, { $role ->
        [admin] add them with the button below.
       *[staff] ask to have them added: the button is below.
    }
found-nobody = Nobody found for “{ $query }”. Type the beginning of a first name, a last name, a department or an address. If the person is not on the list, { $role ->
        [admin] add them with the button below.
       *[staff] ask to have them added: the button is below.
    }
account = { $name } (<code>{ $mbox }</code>)
file = 📎 { $name } ({ $kilobytes } KB)
which-field = What would you like to change?
full-text = <b>{ $title }</b>{ $pages ->
        [1] {""}
       *[other] {" "}· { $page } of { $pages }
    }

## A card

status = { $status ->
        [draft] 📝 draft
        [kept] 🗂 saved
        [underway] ⏳ Working…
        [not_done] ❌ Not done
        [sending] ⏳ Sending…
        [waiting] 🕓 Waiting to be sent
        [done] ✅ Done
        [sent] ✅ Sent
        [partly_sent] ⚠️ Not sent to everybody
        [failed] ❌ Not sent
        [uncertain] ❓ May or may not have gone
        [overdue] ❓ Still needed?
       *[cancelled] 🚫 Cancelled
    }
status-sign = { $status ->
        [draft] 📝
        [kept] 🗂
        [underway] ⏳
        [not_done] ❌
        [sending] ⏳
        [waiting] 🕓
        [done] ✅
        [sent] ✅
        [partly_sent] ⚠️
        [failed] ❌
        [uncertain] ❓
        [overdue] ❓
       *[cancelled] 🚫
    }
run-underway = Got it. The outcome will appear here, no need to wait.
run-done = The scenario has run; it sends no emails.
run-held = ⏸ An administrator has paused all sending. Your press is kept and takes effect by itself when it is resumed.
run-stopped = The rest is cancelled: the scenario was stopped and makes no more emails.
run-failed = { $sends ->
        [no] The scenario was not done.
       *[yes] The email was not sent.
    }
run-apart-failed = { $count ->
        [1] ⚠️ A part of the scenario that runs apart was not done.
       *[other] ⚠️ Parts of the scenario that run apart and were not done: { $count }. The last of them:
    }
letter-sent = { $when }: the server accepted the email.
letter-counted = { $when }: you decided to count the email as sent. The server never answered.
letter-partly-sent = { $when }: the server did not accept the email for everybody.
letter-failed = { $when }: the email was not sent.
letter-cancelled = Sending was cancelled. The email did not go.
letter-repeat-cancelled = The repeat was cancelled. The earlier attempt may have arrived: its outcome was not known in time.
letter-may-have-gone = The earlier attempt may have arrived: its outcome was not known in time.
letter-uncertain = The email was handed over, but the server did not answer: it may have accepted it. I do not send it again by myself, so that it does not arrive twice. Ask the recipient and choose.
letter-others-next-try = I try again for the others: { $when }; no answer of yours is needed for that. I try until { $until }.
letter-known = Handed over: { $when }. The email’s number: <code>{ $id }</code>
letter-number = The email’s number: <code>{ $id }</code>. An administrator can find the email by it in the mail server’s log.
letter-held = { $hold ->
        [suspended] The email is ready and waits: the mail server is not taking emails at the moment. The administrators know; the email will go by itself as soon as the server works.
        [everything] The email is ready and waits: an administrator has paused all sending. The email will go by itself when it is resumed.
        [disabled] The email is ready and waits: an administrator has switched the connection to the mail server off. The email will go by itself when it is switched on.
       *[no_password] The email is ready and waits: the connection to the mail server has no password or secret to log in with. The email will go by itself when an administrator has entered it.
    }
letter-overdue = The email has been waiting since { $when }, and the mail server still does not work. Is it still needed?
letter-deferred = { $attempts ->
        [one] Not sent yet: { $attempts } attempt.
       *[other] Not sent yet: { $attempts } attempts.
    }
letter-next-try = Next attempt: { $when }. You do not need to do anything. I keep trying until { $until }.
letter-recipients = To: { $addresses }{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    }
details = <b>Details</b>
details-none = The server has not said anything about this email yet.
details-server = Server: <code>{ $server }</code>, { $when }
server-said = The server’s answer: <code>{ $reply }</code>
run-undo = The email waits: it can be cancelled until { $when }. Then it goes by itself.
many-news = { $count ->
        [one] <b>Outcomes of { $count } notification</b>
       *[other] <b>Outcomes of { $count } notifications</b>
    }
many-more = … and { $count } more.
many-where = Details and buttons are on the cards: /list.
ask-alike = { $sends ->
        [no] You pressed this button on the same record less than ten minutes ago. Do it with this one, too?
       *[yes] You sent the same notification less than ten minutes ago. Send this one too? The recipient will see two emails.
    }
named-recipient = To: <b>{ $name }</b>
named-subject = About: <b>{ $subject }</b>
named-sent = Sent: { $when }
named-pressed = Pressed: { $when }
named-written = { $status ->
        [kept] Saved: { $when }
       *[other] Draft of { $when }
    }
named-alike = { $sends ->
        [no] Pressed on the same: { $when }
       *[yes] The same was sent: { $when }
    }
ask-confirm = Are you sure?
ask-again = { $sends ->
        [no] You have pressed this button already. Do it again?
       *[yes] This notification has been sent already. Send it again? The recipient will see a second email.
    }
ask-delete = { $status ->
        [draft] Delete the draft?
        [kept] Delete the record?
        [done] Delete the record?
        [not_done] Delete the record?
       *[other] Delete the record from the list? This recalls no email that was sent.
    }

## A connection, for administrators

standing-held = { $hold ->
        [suspended] ⛔ <b>The connection “{ $title }” is stopped</b>: emails do not go through it and wait.
        [disabled] ⏸ <b>The connection “{ $title }” is switched off</b>: emails wait.
       *[no_password] ⏸ <b>The connection “{ $title }” has no password or secret to log in with</b>: emails wait.
    }
standing-resumed = ✅ <b>The connection “{ $title }” works again</b>: the waiting emails are going out.
standing-fine = ✅ <b>The connection “{ $title }” works</b>.
standing-since = Stopped since { $when }.
standing-overdue-soon = The first email’s time runs out: { $when }. After that its author is asked whether it is still needed.
standing-next-probe = Next check: { $when }. As soon as it passes, the emails go by themselves.
standing-waiting = Emails waiting: { $waiting }{ $overdue ->
        [0] {""}
       *[other] {", "}overdue and waiting for their author’s answer: { $overdue }
    }.
next-step-password = <b>What to do:</b> press “Enter a new password” and type it. The emails go as soon as it works.
next-step-certificate = <b>What to do:</b> press “To the connection”, then “Check the connection”: the check shows the certificate of <code>{ $host }</code> and says what to correct.
next-step-host = <b>What to do:</b> DNS does not know the server <code>{ $host }</code>. Press “To the connection”, then “Edit”, and correct “Server”.
next-step-encryption = <b>What to do:</b> check the port <code>{ $port }</code> and the encryption: 465 is SSL, 587 is STARTTLS. Press “To the connection”, then “Edit”.
next-step-other = <b>What to do:</b> press “Check now”: the check shows step by step what the server answers.
next-step-disabled = <b>What to do:</b> press “To the connection”, then “Switch on” when the emails are to go.
next-step-no-password = <b>What to do:</b> press “Enter the password” and type it. The emails go as soon as it works.

## The list

list = <b>{ $name }</b>{ $pages ->
        [0] {" "}· { $page }
        [1] {""}
       *[other] {" "}· { $page } of { $pages }
    }
list-empty = <b>{ $name }</b>
    There is nothing here yet. A new notification: /new
list-found = Found for “{ $query }”, newest first
list-found-nothing = Nothing found for “{ $query }” in your notifications. I look at the subject and the text, at names of files and of recipients. Type something else, for example: <code>/list report</code>
list-search-over = That search is over. Type it again, for example: <code>/list report</code>
filter-sent = Sent ({ $count })
list-search = Write a word of the email or a recipient’s name, and I will find it.
account-without-address = ⚠️ no address{ $has-mbox ->
        [yes] {" "}(“{ $mbox }” is none)
       *[no] {""}
    }
list-untitled = no subject
more-than = more than { $count }
list-is-cut = These were the first { $count }. If what you need is not among them, type more words to search for.
list-from-its-beginning = That button is from an earlier version. Here is the list from its beginning.
filter-all = All ({ $count })
filter-drafts = Drafts ({ $count })
filter-waiting = Waiting ({ $count })
filter-not-sent = Not sent ({ $count })

## Buttons

button-new = ✉️ New
button-list = 📋 Mine
button-help = How it works
button-back = Back
card-moved = The card of this notification is in another message: { $about }.
button-details = Details
button-in-journal = In the journal: email { $number }
button-back-to-card = To the card
button-continue = Continue
button-begin-anew = Start a new one
button-previous = ← Previous
button-next = Next →
button-skip = Skip
button-done = Done
button-clear = Clear
button-keep-answer = Keep it as it is
button-question-back = ← Back
button-stop = Save for later
button-edit = Edit
button-add-to-text = Add to the text “{ $about }”
button-attach-to = Attach to “{ $about }”
button-replace-text = Replace the text
button-new-from-this = New notification from this
button-drop-kept = Not needed
button-kept = What I sent…
button-take-caption = Use the caption as the text
button-copy = Copy
button-fix-copy = Correct and send again
button-delete = Delete
button-delete-yes = Delete
button-deleted = 🗑 Deleted ({ $count })
deleted-list = 🗑 <b>Deleted</b>. Kept for a day, then erased.
deleted-none = 🗑 Nothing to bring back: what was deleted is kept for a day.
deleted-line = { $number }. { $about }
button-take-back-one = Bring back { $number }
button-take-back = Bring it back
button-yes = Yes
button-no-back = No, go back
button-show-all = Show in full
button-show-one = In full: { $title }
button-send-again = Send again
button-press-again = Again: { $title }
button-try-now = Try now
button-cancel = Cancel
button-cancel-fix = Cancel and correct
button-resend = Send again
button-count-sent = Count as sent
button-let-wait = Yes, let it wait
button-not-needed = No, cancel it
button-retry-refused = Retry those not reached
button-probe-now = Check now
button-send-waiting = Send all waiting ({ $count })
button-refresh = Refresh

## Commands in the menu

command-new = New notification
command-list = My notifications
command-help = How it works
command-cancel = Leave the question
command-start = Start
