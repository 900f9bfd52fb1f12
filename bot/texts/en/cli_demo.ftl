### gonets demo: what happens around the chat, and what is promised.

demo-begins = Gonets: the recipe that sends email by SMTP, played in the sandbox.{ $has-fault ->
        [yes] {" "}Fault: { $fault }.
       *[no] {""}
    }{ $has-example ->
        [yes] {" "}Example: { $example }.
       *[no] {""}
    }
demo-page =
    Page: { $url }
    Write yourself; Ctrl-C ends it.
demo-fault-on = The fault is on: { $fault }. You can end it on the page.
demo-no-such-fault = there is no fault “{ $name }”{ $has-nearest ->
        [yes] ; did you mean { $nearest }?
       *[no] .
    } There are: { $names }.
demo-no-such-example = there is no example “{ $name }”{ $has-nearest ->
        [yes] ; did you mean { $nearest }?
       *[no] .
    } There are: { $names }.

demo-example-recipe = a notification by e-mail
demo-example-order = an order: from 100,000 roubles with a copy to the manager
demo-example-digest = a digest of the notifications of some days in one letter
demo-example-pass = a pass: two letters, to the host and to security
demo-example-department = a letter to a department, one to each
demo-example-task = a request: makes a task and writes to whoever is in charge

demo-fault-later = the mail server asks to come back later (451)
demo-fault-refuses = the mail server refuses (550)
demo-fault-silent = the mail server takes the email and says nothing
demo-fault-password = the mail server does not accept the password (535)
demo-fault-token = the consent for signing in by OAuth is withdrawn
demo-fault-429 = Telegram does not let the bot answer (429)
demo-fault-unreachable = Telegram disappears

demo-promise = The email arrived as it was written.
demo-promise-example = The example's scenario is done, and its letters have reached those they are for.
demo-other-letters = Other letters have come: { $found }, and { $expected } were expected.
demo-promise-later = The email waited for the server and arrived once; the card told the truth all the time.
demo-promise-refuses = The email did not go; the card and a message of its own said why and what to do.
demo-promise-silent = The email arrived once: the bot did not repeat it by itself, it asked a person.
demo-promise-password = The email waited for the right password and arrived once; the administrator was told at once.
demo-promise-token = The email waited for a new consent and arrived once; the administrator was told at once.
demo-promise-429 = The email arrived once and did not wait for Telegram; the card has caught up and tells the truth.
demo-promise-unreachable = The email arrived once, without Telegram; the card has caught up, and what was written meanwhile is not lost.

demo-asked-to-wait = The mail server now asks to come back later: this is how new senders are tested.
demo-accepts-again = The mail server accepts emails again. The bot would try by itself, but nobody has to wait.
demo-no-mailbox = The mail server now refuses: “no such mailbox”.
demo-says-nothing = The mail server now takes the whole email and does not say whether it has accepted it.
demo-recipient-asked = { $name } asks the recipient, who has the email.
demo-password-changed = The mail server does not accept the bot’s password any more: it has been changed.
demo-password-right = The password is right again.
demo-consent-withdrawn = In Microsoft 365 the consent with which the bot signs in at the mail server was withdrawn.
demo-consent-again = The consent is given again. The administrator enters the new refresh token.
demo-too-often = Telegram now says to each of the bot’s answers: “too many requests, wait” (429).
demo-telegram-again = Telegram accepts the bot’s answers again.
demo-telegram-goes = Telegram disappears as soon as the bot has heard of the press.
demo-telegram-returns = The bot does not see this yet. Telegram comes back.
demo-card-behind = The email is already at the mail server, while the card is still as it was: the bot may not change it.

demo-presses = { $name } presses [{ $label }]
demo-letter = The email as the mail server got it:
demo-not-seen = this did not appear in the chat: “{ $words }”: { $chat }
demo-letters-so-far = by now { $arrived } emails have arrived instead of { $expected }
demo-letters = { $arrived } emails have arrived instead of { $expected }
demo-violation = the Bot API was violated: { $violation }
demo-other-subject = the subject is another one: { $found }
demo-other-text = the text is another one: { $found }
demo-other-recipient = the recipient is another one: { $found }

demo-bot = Gonets
demo-sees-accepted = the server accepted the email
demo-sees-next-try = Next attempt
demo-sees-no-mailbox = no such mailbox
demo-sees-not-repeated = I do not send it again by myself
demo-sees-ready = The email is ready and waits
demo-sees-wrong-password = did not accept the user name or the password
demo-sees-no-token = access token
demo-sees-stopped = stopped
demo-sees-what-to-do = What to do
demo-sees-token-asked = refresh token
demo-sees-works = ✅ The connection
demo-sees-works-again = works
demo-sees-hello = Hello
demo-sees-found = Found
