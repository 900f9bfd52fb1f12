### Configured objects: lists, pages, drafts of changes.

## Sections

section-connections = 📮 <b>Connections</b>
section-routes = 🛣 <b>Routes</b>
section-templates = 🗂 <b>Record templates</b>
section-scenarios = ⚙️ <b>Scenarios</b>
purpose-connections = A connection is the company’s mail server: its address, the login and the rules of sending.
purpose-routes = A route turns variables into an email and says which connection sends it.
purpose-templates = A template is what staff fill in: the questions, their order and the buttons on the card.
purpose-scenarios = A scenario is what happens after a button on the card is pressed, step by step.
objects-empty = Nothing here yet. Press “Add”.
objects-search = To find one, type a word of its title.
objects-found = { $count ->
        [0] Nothing found for “{ $query }”. Type it another way.
        [one] { $count } found for “{ $query }”.
       *[other] { $count } found for “{ $query }”.
    }
objects-shown = Showing { $first }–{ $last } of { $total }.
objects-unfinished = ✏️ { $title } (unfinished)
objects-untitled = untitled
presets-unfinished = ✏️ What was begun before waits: you can go on with it.
ask-preset-connections = <b>New connection</b>
    Who runs your mail? I will fill in the server, port and encryption; you can change them. Yandex and Mail.ru need an application password made in the mail settings: the usual password does not work. For Microsoft 365 and Gmail there are logins without a password.
preset-own = Own server

## An object's page

object-connections = 📮 <b>{ $title }</b>
object-routes = 🛣 <b>{ $title }</b>
object-templates = 🗂 <b>{ $title }</b>
object-scenarios = ⚙️ <b>{ $title }</b>
object-name = System name: <code>{ $name }</code>
object-off = ⏸ Switched off: it does nothing until it is switched on.
object-users = Used by: { $users }
object-as-before = 🔧 Works as it did. Fix with the next change:
object-has-draft = ✏️ There are changes that are not applied: { $who }, { $when }.
object-gone = It no longer exists: somebody has deleted it.
object-changed = It was changed while you were looking. Here is how it is now; press again if you still want to.
object-deleted = Deleted.
object-mistakes = { $count ->
        [one] It cannot be switched on because of { $count } mistake:
       *[other] It cannot be switched on because of { $count } mistakes:
    }
ask-switch-off = { $section ->
        [scenarios] Switch the scenario “{ $title }” off? Its button will send no more emails; those on their way will arrive.
       *[connections] Switch the connection “{ $title }” off? Emails through it will wait until it is on again.
    }{ $has-users ->
        [no] {""}
       *[yes] {" "}Used by: { $users }{ $more ->
            [0] .
           *[other] {" "}and { $more } more.
        }
    }
button-switch-off-yes = Switch off
template-no-scenario = ⚠️ The button “{ $button }” has no scenario: a press sends nothing.
button-add-scenario = Create a scenario
button-add-scenario-of = Scenario for “{ $button }”
ask-delete-object = Delete “{ $title }”? This cannot be undone.
versions = <b>Earlier versions: { $title }</b>
    Press a version: it becomes a draft, and you see what would change. It takes effect only when you press “Apply”.
versions-none = <b>Earlier versions: { $title }</b>
    There are none: nothing has changed since it was created.
changed-by-file = a configuration file
changed-by-you = you

## A draft of changes

draft-new = { $section ->
        [connections] ✏️ <b>New connection</b>: { $title }
        [routes] ✏️ <b>New route</b>: { $title }
        [templates] ✏️ <b>New template</b>: { $title }
       *[scenarios] ✏️ <b>New scenario</b>: { $title }
    }
draft-of = { $section ->
        [connections] ✏️ <b>Connection</b> “{ $title }”
        [routes] ✏️ <b>Route</b> “{ $title }”
        [templates] ✏️ <b>Template</b> “{ $title }”
       *[scenarios] ✏️ <b>Scenario</b> “{ $title }”
    }
draft-changes = <b>Would change</b> (the current version is still in force):
draft-change-password = • { $secret ->
        [password] Password: a new one
        [client_secret] Application secret: a new one
        [refresh_token] Refresh token: a new one
       *[service_account_key] Service account key: a new one
    }
draft-password-asked = • 🔑 { $secret ->
        [password] Password: needed again. It would go to another place, so the current one is not used there; without a new one emails wait.
        [client_secret] Application secret: needed again. It would go to another place, so the current one is not used there; without a new one emails wait.
        [refresh_token] Refresh token: needed again. It would go to another place, so the current one is not used there; without a new one emails wait.
       *[service_account_key] Service account key: needed again. It would go to another place, so the current one is not used there; without a new one emails wait.
    }
password-asked-again = 🔑 { $secret ->
        [password] The present password was entered for other settings (server, port, user name or protection), and it will not go where it would go now. Write the password for <code>{ $host }</code>, best of all last, when everything else is right.
       *[other] The present secret was entered for other settings (provider, application, server, port or protection), and it will not go where it would go now. Type it for <code>{ $host }</code>, best of all last, when everything else is right.
    }
draft-changed-by = Somebody else has worked here while you were looking: { $who }, { $when }. Here is how it is now; your press changed nothing.
draft-mistakes = { $count ->
        [one] It cannot be applied because of { $count } mistake:
       *[other] It cannot be applied because of { $count } mistakes:
    }
draft-base-moved = “{ $title }” was changed elsewhere after you had started. If you apply your draft, it will be like this:
draft-applied = ✅ Applied.
draft-created = ✅ Created.
draft-given-up-new = The draft is deleted.
draft-given-up = The draft is deleted; the current version stays in force.
ask-give-up = Delete the draft of changes to “{ $title }”? The current version stays as it is.
ask-remove-part = Delete “{ $name }”?
ask-remove-inside = { $count ->
        [one] { $count } action inside it goes, too
       *[other] { $count } actions inside it go, too
    }:
ask-which-action = Which action should be added?
parts-empty = Nothing here yet.
expects-lines-of-parts = Type more of them, each on a line of its own.
value-missing = ⚠️ missing
value-now = Now: <code>{ $value }</code>
value-now-is = Now:
value-secret = ••• (entered)
value-order-as-added = as they were added
value-switch = { $on ->
        [yes] yes
       *[no] no
    }
value-parts = { $count ->
        [one] { $count } item
       *[other] { $count } items
    }
expects-field = { $type ->
        [line] Type it in one line.
        [text] Type the text.
        [name] { $offered ->
            [0] Type it without spaces: letters and digits.
           *[other] Press the suggestion or type your own: letters and digits, no spaces.
        }
        [number] { $offered ->
            [0] Type a number.
           *[other] Choose or type a number.
        }
        [duration] Type how long: a number and s, m, h or d. For example 30s, 5m, 24h.
        [durations] Type the pauses separated by commas, for example 1m, 5m, 15m. The last one repeats.
        [formula] Type a formula{ $wanted ->
            [text] {" "}or a plain text
           *[other] {""}
        }, for example { $wanted ->
            [condition] <code>$Summa &gt; 1000</code>.
            [several] <code>LIST('Store', 'Office')</code>.
            [boolean] <code>true</code>.
            [number] <code>$Summa * 2</code>.
            [date_time] <code>ADDDAYS(NOW(), 7)</code>.
            [duration] <code>DURATION('PT2H')</code>.
            [account] <code>$_creator</code>.
            [records] <code>$id</code>.
            [text] <code>'Order: ' + $Tema</code>. $Attribute and + keep formatting, functions give plain text.
           *[other] <code>$Poluchatel-&gt;mbox</code>. $Attribute and + keep formatting, functions give plain text.
        }
        [template] Type the template. Message attributes go in braces.
        [secret] Write the password. I will delete your message at once and never show it again.
        [lines] Type the addresses separated by commas, or each on its own line.
        [headers] Type the headers, each on its own line: <code>X-Name: value</code>.
        [reference] { $offered ->
            [0] There is nothing to choose from yet: make one first, the draft waits.
           *[other] Choose.
        }
       *[other] Choose.
    }
expects-variable = Choose or type the name of a new variable.
expects-value = Where does the value come from? Choose, or type a formula.
ready-yes = Yes
ready-no = No
ready-now = Now
ready-today = Today
ready-tomorrow = Tomorrow
ready-in-a-day = In 24 hours
ready-in-a-week = In a week
ready-hour = 1 hour
ready-day = 1 day
ready-author = Whoever pressed
ready-one-more = Add 1
ready-filled = Filled in: { $title }
ready-own-record = The record itself
ready-every = All records: { $title }
template-names = { $count ->
        [0] This route has no attributes yet: add them under “Request” first.
       *[other] You can put in: <code>{ $names }</code>
    }
template-filters = { $type ->
        [number] A number with its thousands apart and cents; a part that is there only with it:
        [boolean] A part of the email that is there only for yes:
       *[date_time] The date alone, the date in words, the time alone:
    }
    <code>{ $samples }</code>
password-not-deleted = ⚠️ I could not delete your message with the password. Please delete it yourself: press it and choose “Delete”.

## Fields

field-title = Title
field-system-name = System name
field-enabled = Switched on
field-description = Description
field-ignore-errors = Ignore errors
hint-title = What it is called in the chat. You can rename it at any time.
hint-system-name = Scenarios and the configuration file use this name. It can be changed while nothing refers to it.
hint-attribute-system-name = Formulas, scenarios and the configuration file know the attribute by it. It can be changed while they do not use it; answers that records have already do not move to the new name.
hint-button-system-name = Scenarios and the configuration file know the button by it. It can be changed while they do not use it.
hint-enum-value-system-name = Records, formulas and the configuration file know the value by it. If you change it, records with the old name will not know this value any more.
hint-ignore-errors = If the action fails, the scenario goes on.
field-host = Server
hint-host = The mail server’s name, for example smtp.company.com.
field-port = Port
hint-port = Usually 465 for SSL, 587 for STARTTLS, 25 without encryption.
field-authentication = Login
hint-authentication = How the bot introduces itself to the server.
choice-authentication-none = No login
choice-authentication-basic = Name and password
field-username = User name
hint-username = Usually the whole email address.
field-password = Password
hint-password = For Yandex, Mail.ru and Gmail: an application password from the mail settings.
field-encryption = Encryption
hint-encryption = Port 465 is SSL, port 587 is STARTTLS.
choice-encryption-none = No encryption
choice-encryption-starttls = STARTTLS
choice-encryption-ssl = SSL
field-sender-address = Sender address
hint-sender-address = The address emails come from. The server must allow this address.
field-sender-name = Sender name
hint-sender-name = What the recipient sees beside the address, for example “Notifications”.
field-verify-certificate = Check certificate
hint-verify-certificate = Switch it off only for your own server, and not for long.
field-ca-file = Own certificate authority
hint-ca-file = The path of a file on the bot’s machine.
field-local-hostname = Name for EHLO
hint-local-hostname = What the bot calls itself. Usually not needed.
field-retry-after = Pauses between attempts
hint-retry-after = How long to wait for the next attempt when the server said “later”.
field-give-up-after = Give up after
hint-give-up-after = An email that has not gone by then counts as not sent.
field-on-uncertain = If unknown whether sent
hint-on-uncertain = What to do when the connection broke after the email was handed over.
choice-on-uncertain-ask = Ask the author
choice-on-uncertain-resend = Send again
field-max-connections = Connections at once
hint-max-connections = How many connections are kept at the same time.
field-messages-per-connection = Emails per connection
hint-messages-per-connection = After how many emails a new connection is opened.
field-messages-per-minute = Emails per minute
hint-messages-per-minute = 0 means no limit.
field-timeout = Timeout
hint-timeout = How long to wait for the server at each step.
field-connection = Connection
hint-route-connection = Which mail server sends the emails.
field-route-description = Description
hint-route-description = What the route is for; only administrators see it.
field-request = Request
hint-request = Message attributes that the subject and the body may use. To, Cc and Bcc are always there.
field-subject = Subject template
hint-subject = For example {"{"}Subject{"}"}.
field-body = Body template
hint-body = For example {"{"}Body{"}"}. Formatting and links of answers are kept. Filters such as upper give plain text.
field-html = HTML layout
hint-html = The email’s markup. Without it a plain layout is used. {"{"}Body{"}"} keeps its formatting and links here; inside a tag it is plain text.
field-headers = Own headers
hint-headers = Added to every email.
field-to = Always to
hint-to = These addresses are added to every email.
field-cc = Always copy to
hint-cc = These addresses get a copy of every email.
field-bcc = Always blind copy to
hint-bcc = These addresses get a copy, and the email does not show them.
field-reply-to = Replies
hint-reply-to = Who gets the recipient’s reply.
choice-reply-to-author = The author
field-name = Attribute name
hint-name = Templates and variable sets call it this. It can be changed while they do not use it.
field-type = Type
hint-message-attribute-type = What it holds. A string takes everything; a number, a date, a duration and yes or no take only their own, or no email goes out. It is printed as the author of the email writes.
choice-type-string = String
choice-type-number = Number
choice-type-boolean = Yes or no
choice-type-date-time = Date and time
field-required = Required
hint-required = No email can be made without it.
field-non-empty = Not empty
hint-non-empty = An empty value is a mistake.
field-array = List
hint-array = There may be several values.
field-attributes = Attributes
hint-attributes = The questions that staff answer.
hint-attribute-type = What kind of answer it is: what fits and which buttons there are follow from it.
hint-attribute-required = The card is not complete without an answer.
choice-type-text = Text
choice-type-account = Account
choice-type-document = Files
choice-type-duration = Duration
field-format = Kind
hint-format = What fits, and how it is printed.
choice-format-date-time = Date and time
choice-format-date = Day alone
choice-format-number = Any number
choice-format-whole = Whole
choice-format-money = Money, with cents
field-least = At least
hint-least = The smallest number that may be typed.
field-most = At most
hint-most = The greatest number that may be typed.
choice-type-record = Record
field-attribute-template = Template of the records
hint-attribute-template = Whose records are offered: staff choose among their own, administrators among all.
choice-type-enum = List of values
field-attribute-values = Values
hint-attribute-values = What staff choose from, in this order. A title may be changed: records know a value by its system name. Formulas that have the old title written in them must be mended.
field-multiple = Several values
hint-multiple = More than one can be chosen.
field-multiline = Many lines
hint-multiline = The answer may take several lines; bold, italics and links are kept in the email.
field-formatted = With formatting
hint-formatted = Bold, italics and links are kept in the email, as in a text of many lines. In a text of one line a link’s address stands in parentheses.
field-default = Default
hint-default = A formula: the answer that is filled in and can be changed.
field-hint = Hint
hint-hint = What is shown under the question.
field-buttons = Buttons
hint-buttons = The buttons on a record’s card.
hint-button-title = What the button says, up to 32 characters.
field-button-operation = Operation
hint-button-operation = What a press does. An event starts a scenario. The context is always the record itself, and its card is redrawn.
choice-operation-raise-event = Raise the event
choice-operation-save = Save
choice-operation-archive = Archive
choice-operation-delete = Delete the record
choice-operation-create = Create a record
choice-operation-unarchive = Bring back from the archive
field-button-template = Template of the new record
hint-button-template = Which record the button begins. Its draft opens at once.
field-button-values = What goes into the new record
hint-button-values = Attributes of the new record that are filled from this one. The others are asked for.
field-new-value-attribute = Attribute of the new record
hint-new-value-attribute = What to fill in in the new record.
field-new-value-formula = Formula
hint-new-value-formula = What to fill it with: a formula over this record, such as $Tema.
field-confirm = Confirmation
hint-confirm = If filled in, the bot asks this first.
field-condition = Shown when
hint-condition = A formula: the button is there while it is true.
field-form = Order on the form
hint-form = In which order the questions are asked and the buttons shown. ↑ moves up, ✕ removes from the form (+ puts back).
field-allowed = Who may use it
hint-allowed = Who may create such records.
choice-allowed-everyone = Everybody
choice-allowed-administrators = Administrators
field-event = Event
hint-event = Which button starts the scenario.
field-author = Author
hint-author = The user name of an account. When it starts without a press, this person’s access and time zone apply, and they are told the outcome. When they leave, the scenario is switched off.
field-sees = Sees records
hint-sees = Which records the formulas of the scenario read: those that whoever has pressed (or the author) may see, or all records of everybody.
choice-sees-author = Those of who pressed
choice-sees-everything = All records
author-left = ⏹ The scenario “{ $title }” is switched off: its author ({ $author }) does not use the bot any more. Name another author and switch it on.
field-template = Record template
hint-button-clicked-template = The template on whose card the button stands.
hint-change-context-template = Which template’s records to work with.
field-button = Button
hint-button = Pressing this button starts the scenario.
field-actions = Actions
hint-actions = They run in order, from top to bottom.
field-objects = Which records
hint-objects = An attribute or a formula; ID is the record whose button was pressed.
field-change-variables-operation = What to do
hint-change-variables-operation = Replace the values, add to them or remove from them.
choice-operation-replace = Replace
choice-operation-add = Add
choice-operation-exclude = Exclude
field-set = Variable set
hint-set = The name of the set, for example <code>notification</code>: “Send a message” finds it by that.
field-variables = Variables
hint-variables = The route makes the email from them: To is who gets it, the others are message attributes. An attribute, $Attribute and + keep formatting, functions give plain text.
field-send-message-route = Route
hint-send-message-route = Which route makes the email and sends it.
hint-send-message-connection = The same as the route’s.
field-variable = Variable with the message
hint-variable = The variable set that the email is made from.
field-success-variable = Variable on success
hint-success-variable = The server’s answer goes there. The scenario waits for it.
field-error-variable = Variable on failure
hint-error-variable = Why it was not sent goes there. The scenario waits for it.
field-check-condition = Condition
hint-check-condition = A formula that gives yes or no. On no, or on nothing, the scenario stops.
field-check-message = What to say
hint-check-message = A formula: what people read when the condition is not met; in the chat a plain text will do, too. For example <code>'The sum is over 10,000'</code>.
field-branches = Blocks
hint-branches = Every block whose condition is true runs, from the top.
field-branch-condition = Condition
hint-branch-condition = A formula that gives yes or no.
field-otherwise = Otherwise
hint-otherwise = What to do if no condition is true.
field-times = How many times
hint-times = An attribute or a formula; a whole number.
field-repeat-variable = Counter
hint-repeat-variable = The variable that holds the number of the pass, from 0: <code>$$name</code> in formulas.
field-values = For each of
hint-values = An attribute or a formula that finds values.
field-for-each-variable = Variable of the pass
hint-for-each-variable = The variable that holds the value whose turn it is: <code>$$name</code> in formulas.
field-changes = What to change
hint-changes = Attributes of the record, and what is done to each. All values are worked out before the first change.
field-attribute-change-attribute = Attribute
hint-attribute-change-attribute = Which attribute of the record is changed.
field-attribute-change-operation = What is done
hint-attribute-change-operation = “Add” and “Take out” are for attributes of many values; to a text of many lines “Add” adds a line.
field-attribute-change-value = Value
hint-attribute-change-value = An attribute or a formula. An empty value clears what it replaces.
field-create-record-template = Record template
hint-create-record-template = Of which template a record is made. The actions inside work on it; it belongs to who started the scenario.
field-create-record-variable = Variable of the record
hint-create-record-variable = It holds the new record for the actions behind this one: <code>$$name</code> in formulas.
field-duplicate-record-variable = Variable of the copy
hint-duplicate-record-variable = It holds the copy for the actions behind this one: <code>$$name</code> in formulas.
choice-operation-remove = Take out
choice-operation-clear = Clear
about-change-context = continue with the record that an attribute or a formula finds
about-change-variables = fill the variable set that the email is made from
about-send-message = make an email by a route and send it
about-check = stop the scenario if a condition is not met, and say why; nothing done since the last wait stays
about-by-conditions = run the blocks whose conditions are true; if none is, “Otherwise”
about-repeat = run actions as many times as a formula or an attribute says
about-for-each = run actions for each value: an account, a record, an item of a list
about-change-attributes = change attributes of the record: replace, add, take out, clear
about-create-record = make a record of this or another template, and go on with it
about-duplicate-record = make a copy of the record, files included, and go on with it
about-run-apart = do the actions by themselves: their error does not stop the scenario, nor its error them

## Buttons

button-add = ➕ Add
button-add-action = ➕ Action
button-add-another = ➕ One more
button-add-named = ➕ { $name }
button-nest-named = Inside: { $name }
button-from-attribute = Attribute
button-from-formula = Formula
button-preview = 👁 The email
button-route-test-letter = ✉️ Test email
ask-test-letter-route = An email made by this route from sample values will be sent.
button-form-preview = 👁 The form
preview-head = 👁 <b>{ $title }</b>: the email with sample values. Nothing was sent.
form-preview-head = 👁 <b>{ $title }</b>: what the bot asks, one question at a time.
form-optional = {" "}(may be skipped)
form-default = Default: <code>{ $formula }</code>
form-buttons = { $count ->
        [0] There are no buttons on the card, so nothing can be sent.
       *[other] Buttons on the card: { $titles }
    }
button-to-admin = Administration
button-to-list = To the list
button-to-whole = ⤒ To the top
button-edit-draft = To the draft
button-switch-on = Switch on
button-switch-off = Switch off
button-versions = Versions
button-create = Create
button-apply = Apply
button-apply-anyway = Apply anyway
button-give-up = Delete the draft
button-give-up-yes = Delete the draft
button-more = More settings
button-turn-on = ☐ { $title }
button-turn-off = ☑ { $title }
button-move-up = ↑ Up
button-move-down = ↓ Down
button-move-in = → Nest
button-move-out = ← Take out
button-move-copy = Copy
button-move-remove = Delete
command-connections = Connections
command-routes = Routes
command-templates = Record templates
command-scenarios = Scenarios

## Refusals

error-still-switched-on = This cannot be switched off while a scenario that needs it is on: { $users }. Switch that off first.
error-part-used = Not possible yet: it is used by { $users }. Change that first.
use-where = { $part ->
        [subject] the subject template
        [body] the text template
        [html] the HTML layout
        [connection] the route “{ $title }”
        [default] the default of “{ $where }”
        [condition] when the button “{ $where }” is shown
        [value] the new record of the button “{ $where }” in the template “{ $title }”
        [other] the formula of “{ $where }” in the template “{ $title }”
        [event] the scenario “{ $title }”, its event
       *[action] the scenario “{ $title }”, action { $where }
    }
consequence-added = { $count ->
        [one] ℹ️ “{ $title }”: { $count } record has no answer to it yet. Drafts will ask it, what was sent does not change.
       *[other] ℹ️ “{ $title }”: { $count } records have no answer to it yet. Drafts will ask it, what was sent does not change.
    }
consequence-removed = { $count ->
        [one] ⚠️ “{ $title }” will leave the cards: { $count } record has a value. It is not erased and comes back with the earlier version.
       *[other] ⚠️ “{ $title }” will leave the cards: { $count } records have a value. It is not erased and comes back with the earlier version.
    }
consequence-value-removed = { $count ->
        [one] ⚠️ The value “{ $title }” stands in { $count } record. It stays there by its system name, and another one must be chosen before that is sent.
       *[other] ⚠️ The value “{ $title }” stands in { $count } records. It stays there by its system name, and another one must be chosen before they are sent.
    }
consequence-retyped = { $count ->
        [one] ⚠️ “{ $title }”: { $count } record has an answer of the former type, which leaves its card. It is not erased and comes back with the former type.
       *[other] ⚠️ “{ $title }”: { $count } records have an answer of the former type, which leaves their cards. It is not erased and comes back with the former type.
    }
error-node-gone = This part no longer exists: the object was changed.
error-object-changed = It was changed while you were looking. Nothing was overwritten.
error-draft-gone = This draft was applied or deleted already.
error-name-used = The system name cannot be changed while it is referred to by: { $users }. The title can be.
error-still-used = It cannot be deleted while something uses it: { $users }. Change that first.
error-still-needed = { $section ->
        [connections] It cannot be deleted: emails went through it, and the journal refers to it. You can “Switch off”.
       *[other] It cannot be deleted: there are records of it. You can “Switch off”.
    }
error-nothing-to-apply = There is nothing to apply: no changes.
config-not-typed = This is answered with a button.
config-header-line = The line “{ $line }” does not look like a header. It should be: X-Name: value.
