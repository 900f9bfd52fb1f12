### People: who uses the bot, requests for access and invitations.

## For strangers

button-request-access = Request access
access-reply = { $reply ->
        [sent] <b>Request sent</b>{"\u000A"}The bot passes it on to the administrators. When they answer, I will write here. Your number: <code>{ $id }</code>.
        [waiting] <b>Your request is waiting</b>{"\u000A"}The administrators can see it. When they answer, I will write here. Your number: <code>{ $id }</code>.
        [untold] <b>Your request is kept and waits</b>{"\u000A"}No administrator could be shown it yet: they will see it when they open the bot. Tell an administrator yourself, with your number: <code>{ $id }</code>.
        [declined] <b>No access for now</b>{"\u000A"}An administrator declined the request. If that is a mistake, contact them yourself and give them your number: <code>{ $id }</code>. You can ask here again in a day.
        [known] <b>You have access</b>{"\u000A"}Press /start.
       *[too_many] <b>Request not sent</b>{"\u000A"}There are too many requests right now. Contact an administrator yourself and give them your number: <code>{ $id }</code>.
    }
access-reply-short = { $reply ->
        [sent] The request was sent to the administrators.
        [waiting] Your request was sent already and is waiting.
        [untold] Your request is kept. Nobody could be shown it yet: tell an administrator yourself.
        [declined] An administrator declined the request. You can ask again in a day.
        [known] You have access already.
       *[too_many] There are too many requests right now. Contact an administrator yourself.
    }
access-granted = ✅ <b>You have access</b>
    Hello, { $name }! Press “New”: I will ask for the recipient, the subject and the text, and send it by email.
access-declined = <b>No access for now</b>
    An administrator declined the request. If that is a mistake, contact them yourself and give them your number: <code>{ $id }</code>.
invitation-unusable = { $why ->
        [used] Somebody has used this link already, and it works once. Ask for a new one.
        [revoked] This link was revoked. Ask for a new one.
        [expired] This link has expired. Ask for a new one.
       *[unknown] There is no such link. Perhaps part of it was not copied: open it again, or ask for a new one.
    }
invitation-opened = { $how ->
        [let_in] ✅ <b>You have access.</b> { $role ->
            [admin] You are an administrator: people, the directory and the mail server are in /admin.
           *[staff] You can write notifications now.
        }
        [raised] ✅ <b>You are an administrator now.</b> People, the directory and the mail server are in /admin.
        [used] Somebody has used this link already. Your access has not changed.
        [revoked] This link was revoked. Your access has not changed.
        [expired] This link has expired. Your access has not changed.
        [unknown] There is no such link. Your access has not changed.
       *[needless] You have access already. The link stays unused: you can give it to somebody else.
    }

## Requests, for administrators

request-open = 🔔 <b>{ $name }</b> asks for access.
    Number: <code>{ $id }</code>. Asked at { $when }.
request-allowed = ✅ <b>{ $name }</b>: let in { $how ->
        [link] by an invitation
        [server] on the server
       *[chat] by { $by }
    }, { $when }.
request-declined = 🚫 <b>{ $name }</b>: declined by { $by }, { $when }.
requests = <b>Requests for access</b> · { $count }
    Choose a request.
requests-none = <b>Requests for access</b>
    Nobody is waiting for an answer.
button-allow = Allow
button-decline = Decline
button-open-person = Open person
button-requests = 🔔 Access requests ({ $count })

## The list

people = 🔑 <b>People</b> · { $count }
people-found = 🔑 <b>Found for “{ $query }”</b>
people-nobody = 🔑 Nobody found for “{ $query }”. Try typing the name differently, or invite the person with a link.
people-line = { $role ->
        [admin] 🛡
       *[staff] 👤
    } { $name }{ $has-account ->
        [yes] {" "}— { $account }
       *[no] {""}
    }
people-search = 🛡 marks administrators. Type a name to find somebody.
choose-by-typing = To find somebody, type their name.
choose-found = Found for “{ $query }”:
choose-partly = { $found ->
        [yes] Only a part of the list was looked through. Go to the next page: the search goes on there.
       *[no] Nobody was found for “{ $query }” in the part of the list that was looked through. Go to the next page: the search goes on there.
    }
choose-looked-through = The list was looked through to its end: there is nobody further. Here is its beginning.
choose-nobody = Nobody found for “{ $query }”. Try typing the name differently.
button-invitations = 🔗 Invitations ({ $count })
button-all-people = All people
command-staff = People and access

## One person

person = <b>{ $name }</b>
    Telegram number: <code>{ $id }</code>
person-role = Role: { $role ->
        [admin] administrator
       *[staff] staff
    }{ $fixed ->
        [yes] {" "}(set on the server in GONETS_ADMINS, cannot be changed here)
       *[no] {""}
    }
person-account = Account: { $name } (<code>{ $mbox }</code>)
person-account-shared = ⚠️ The same account is set for others too: { $names }.
person-no-account = Account: not set
person-language = Language: { $language ->
        [ru] Russian
        [en] English
       *[own] the bot’s default
    }
person-zone = Time zone: { $has-zone ->
        [yes] { $zone }
       *[no] the bot’s default
    }, now { $now }
person-templates = Restricted templates: { $allowed } of { $total }
button-person-account = Account
button-person-language = Language
button-person-zone = Time zone
button-person-templates = Restricted templates
button-make-admin = Make administrator
button-make-staff = Make staff
button-remove-person = Remove access
ask-give-up-role = You will no longer be an administrator: settings, people and the journal will be closed to you at once. Only another administrator can give the role back.
button-be-staff = Become staff
role-given-up = You are staff now. Another administrator can give the role back.
role-changed = { $role ->
        [admin] 🛡 <b>You are an administrator now.</b> People, the directory and the mail server are in /admin.
       *[staff] You are staff now: you write notifications as before, administrators do the settings.
    }

## What is chosen

link = Whose account is this: <b>{ $name }</b>?
link-choose = { $offered ->
        [0] Nobody like that is in the directory. Type a name or an address to search, or press “Add to the directory”.
       *[other] Choose one of these, or type a name or an address from the directory.
    }
link-found = Found for “{ $query }”. Choose, or type something else.
link-nobody = Nobody in the directory found for “{ $query }”. Type something else, or press “Add to the directory”. You can skip this, too, and set the account later.
link-new = { $kind ->
        [mbox] <b>New account: { $name }</b>
            Type this person’s email address. If the directory should have another name, type name and address in one line: <code>John Smith, smith@company.com</code>
        [right] <b>New account: { $name }, { $mbox }</b>
            If this is right, press “Add and link”. If not, type what is right: the name, the address or both in one line.
       *[name] <b>New account</b>
            Type the name and the email address in one line: <code>John Smith, smith@company.com</code>
    }
link-added = { $known ->
        [yes] 🔗 The address <code>{ $mbox }</code> is in the directory already: { $name }. That account is linked now; if it is the wrong one, press “Account”.
       *[no] ✅ Added to the directory and linked: { $name }.
    }
button-add-and-link = Add and link
button-unlink = Unlink the account
ask-language = Which language does the bot speak with <b>{ $name }</b>?
button-bots-language = Bot’s default
language-calls-itself = English
ask-zone = In which time zone is <b>{ $name }</b>?
    Choose, or type a city (Almaty) or the difference from UTC (+5).
button-own-zone = Default: { $zone }
grants = Restricted templates: <b>{ $name }</b>
    Administrators can use them, and so can people who are given access here. Press one to give or take access.
grants-none = <b>{ $name }</b>
    There are no restricted templates: everyone can use every template that is switched on.

## Removing access

ask-remove = { $own ->
        [yes] Remove <b>your own</b> access? You can come back only if another administrator lets you in.
       *[no] Remove the access of <b>{ $name }</b>? It ends at once, even in the middle of an email.
    }
left = They leave: { $what }.
left-drafts-count = { $drafts ->
        [one] { $drafts } draft
       *[other] { $drafts } drafts
    }
left-letters-count = { $letters ->
        [one] { $letters } notification that is waiting to go or for an answer
       *[other] { $letters } notifications that are waiting to go or for an answer
    }
left-nothing = nothing
left-choices = <b>Let them go</b>: the emails go by themselves, the outcome is in the journal.
    <b>Cancel waiting ones</b>: what has not gone yet will not go.
    <b>Hand over</b>: drafts, emails and their outcome go to another person.
    In the first two cases the drafts are kept, but only their author sees them, if they are let in again.
left-drafts = The drafts can be handed over to another person. Otherwise they are kept, but only their author sees them, if they are let in again.
button-let-go = Let them go
button-cancel-waiting = Cancel waiting ones
button-hand-over = Hand over
button-keep-drafts = Remove, keep drafts
heirs = Who takes the drafts and emails of <b>{ $name }</b>?
heirs-none = There is nobody to hand over to: only <b>{ $name }</b> uses the bot.
ask-hand-over = <b>{ $name }</b> loses access. <b>{ $heir }</b> takes over: { $what }.
button-hand-over-now = Hand over and remove access
person-removed = Access removed: <b>{ $name }</b>.
person-removed-before = Access was removed already: <b>{ $name }</b>{ $has-by ->
        [yes] {" "}({ $by })
       *[no] {""}
    }.
removed-oneself = Your access is removed. If you need it again, press /start.
handed-over = 📥 <b>You take over from { $name }</b>
    { $what }. You will find all of it in your /list, and I will tell you the outcome.
## Invitations

invitations = 🔗 <b>Invitations</b> · { $count }
    Each link lets one person in, once.
invitations-none = 🔗 <b>Invitations</b>
    No links are waiting to be used. Create one and send it to the person.
invitation-line = { $role ->
        [admin] 🛡 Administrator
       *[staff] 👤 Staff
    }, until { $until }{ $has-by ->
        [yes] {" "}— { $by }
       *[no] {" "}— created on the server
    }
invitation = 🔗 <b>Invitation for { $role ->
        [admin] an administrator
       *[staff] staff
    }</b>
    Created: { $made }, { $has-by ->
        [yes] { $by }
       *[no] on the server
    }
    Works until: { $until }
invitation-over = { $why ->
        [used] It no longer works: { $name } has used it.
        [revoked] It no longer works: it was revoked.
       *[expired] It no longer works: it has expired.
    }
invitation-made = 🔗 <b>Link for { $role ->
        [admin] an administrator
       *[staff] staff
    }</b>
    <code>{ $link }</code>

    Copy it now and send it to the person: I will not show it again. It lets one person in, once, until { $until }.
invitation-revoked = The link is revoked: it lets nobody in any more.
invitation-used = 🔗 <b>{ $name }</b> joined by your invitation as { $role ->
        [admin] an administrator
       *[staff] staff
    }. Set whose account it is.
button-invitation = { $sign } until { $when }
role-sign = { $role ->
        [admin] 🛡
       *[staff] 👤
    }
button-invite-staff = New for staff
button-invite-admin = New for administrator
button-copy-link = Copy the link
button-all-invitations = All invitations
button-revoke = Revoke

## Refusals

error-person-gone = This person has no access any more.
error-person-changed = The page was open while this was changed{ $has-name ->
        [yes] {" "}by { $name }
       *[no] {" "}on the server
    }. Nothing was done; this is how it is now.
error-last-administrator = { $name } is the only administrator. Make somebody else an administrator first.
error-fixed-administrator = { $name } is an administrator by the server’s settings (GONETS_ADMINS). It can only be changed there.
error-request-gone = This request is no longer there.
error-invitation-made = Another link has been created since. To create one more, open “Invitations” again.
error-invitation-gone = There is no such invitation any more.
error-account-gone = This account is no longer in the directory, or it is archived. Choose another one.
error-template-not-allowed = You may not use the template “{ $title }” now. Ask an administrator for access; what you have written is kept.
error-words-expected = Please type your answer as a text message.

## Who is not in yet

no-more-answers = I will be silent for { $minutes } minutes: the answer would be the same.
bot-description = Here a company’s staff write notifications and send them by email through the company’s mail server. An administrator gives access: begin the chat and ask for it.
bot-short-description = Notifications by email for a company’s staff.
requests-wait = 🙋 { $count ->
        [one] <b>{ $count } request for access</b> waits for an answer.
       *[other] <b>{ $count } requests for access</b> wait for an answer.
    }
button-requests-wait = 🙋 Requests for access ({ $count })
