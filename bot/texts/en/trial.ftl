### A scenario's dry run.

button-try-scenario = 🧪 Dry run
button-trial-letter = ✉️ Email { $number }
button-other-record = Another record
trial-choose = 🧪 <b>Dry run: { $title }</b>
    Which record should it be tried on? Nothing is sent and nothing changes.
trial-no-records = 🧪 <b>Dry run: { $title }</b>
    There is nothing to try it on yet: this template has no records. Make one: /new
trial-record = No. { $id } · { $author } · { $when }
trial-head = 🧪 <b>{ $title }</b> on record No. { $record }
    This is a trial: nothing was sent or changed.
trial-fine = { $letters ->
        [0] ✅ The scenario would finish. It sends no emails.
        [one] ✅ The scenario would finish and send { $letters } email.
       *[other] ✅ The scenario would finish and send { $letters } emails.
    }
trial-stopped = ❌ The scenario would stop here{ $has-why ->
        [no] .
       *[yes] : { $why }
    }
trial-not-ready = ⚠️ A press would be refused: connection “{ $title }” is switched off, or has no password or secret to log in with.
trial-unanswered = ⚠️ A press would be refused until the record has: { $titles }.
trial-makes-letter = → email { $number }
trial-waits = here the scenario would wait for the server; the email counts as accepted
trial-ignored = an error that the scenario ignores:{" "}
trial-empty = (empty)
trial-letter = ✉️ <b>Email { $number } as it would go</b>
letter-from = <b>From:</b> { $address }
letter-to = <b>To:</b> { $addresses }
letter-cc = <b>Cc:</b> { $addresses }
letter-bcc = <b>Bcc:</b> { $addresses }
letter-reply-to = <b>Reply to:</b> { $address }
letter-subject = <b>Subject:</b> { $subject }
letter-attachments = <b>Files:</b> { $names }
trial-more-letters = → and more emails of step { $step }: { $count } ({ $addresses }{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    })
trial-if = And if { $name ->
        [refused] the email of step { $step } is not accepted:
        [not_met] the check of step { $step } fails:
        [met] the check of step { $step } passes:
       *[block] branch { $step }.{ $block } is taken:
    }
trial-lost = { $lost ->
        [0] {""}
       *[other] The emails made before it would not go either: { $lost }.{" "}
    }{ $sent ->
        [0] {""}
       *[other] Those sent earlier stay sent: { $sent }.
    }
trial-other-fine = { $letters ->
        [0] ✅ It would finish without further emails.
        [one] ✅ It would finish: { $letters } more email.
       *[other] ✅ It would finish: { $letters } more emails.
    }
trial-more-ways = … and { $count ->
        [one] { $count } other way
       *[other] { $count } other ways
    } through this scenario.
