### How a connection logs in at its mail server: the ways, what to do at the provider, codes, the end of passwords.

## Ways

way-password = By password
ask-way = <b>{ $title }: how to log in?</b>
about-way-device-code = You confirm a code in a browser once, then the bot logs in by itself. The easiest way; emails go from your mailbox.
about-way-client-credentials = The application logs in without people, to any mailbox that it was given. Needs the organisation’s administrator and PowerShell.
about-way-service-account = For Google Workspace: the bot logs in without people, to any mailbox of the domain. Needs the domain’s administrator.
about-way-refresh-token = The mailbox’s owner gives consent once in a browser on the computer where the bot runs.
about-way-password = Needs an app password from the mail settings; the usual password does not work.
login-head = 🔐 <b>Login:</b> { $title }
login-now = { $kind ->
        [basic] Now: by password, as <code>{ $user }</code>.
        [oauth2] Now: OAuth 2.0, { $provider }, “{ $way }”, as <code>{ $user }</code>.
       *[none] Now: no login, the server takes emails anyway.
    }
login-lacking = 🔑 The login is not complete: emails wait.
login-others = There are other ways. This changes the same connection: the current login stays in force until the new one is checked and applied, and waiting emails go by themselves.
button-login = 🔐 Login
button-change-to = Change: { $way }
button-change-login = Change the login
button-other-login = Another login
button-reconnect = Reconnect
button-go-on = Continue
button-tasks = What to do at the provider

## What to do at the provider

tasks-head = <b>{ $title }: what to do</b>{ $has-way ->
        [yes] {" "}({ $way })
       *[no] {""}
    }
tasks-then = When it is done, press “Continue”: I will ask only what this login needs.
tasks-none = Nothing: what is entered already is enough.
task-lines-later = I will give the lines with your application’s number and mailbox once they are entered: the button “What to do at the provider” in the draft.
task-microsoft-register = Register an application: entra.microsoft.com → App registrations → New registration. From its Overview you will need the Application (client) ID and the Directory (tenant) ID.
task-microsoft-public = There, too: Authentication → Allow public client flows → Yes.
task-microsoft-permissions = API permissions → Add → Microsoft Graph → Delegated: the two permissions below. Then Grant admin consent.
task-microsoft-redirect = Authentication → Add a platform → Mobile and desktop applications; the redirect address:
task-microsoft-app-permission = API permissions → Add → APIs my organization uses → Office 365 Exchange Online → Application permissions: the permission below. Then Grant admin consent.
task-microsoft-secret = Certificates & secrets → New client secret. Copy the value (not the ID): it is not shown again.
task-microsoft-principal = Give the application its mailbox: an Exchange administrator runs these lines in PowerShell, one after the other.
task-microsoft-mailbox = Switch Authenticated SMTP on for the mailbox: admin.microsoft.com → Users → Mail → Manage email apps, or by a line of PowerShell.
task-google-api = Switch the Gmail API on in your project of Google Cloud.
task-google-account = Make a service account; add a JSON key on its Keys tab: a file is downloaded.
task-google-delegation = The domain’s administrator: Domain-wide delegation → Add new. The Client ID is the number on the account’s page, the permission:
task-google-consent = Set up the consent screen with the permission below, and publish the application: while testing, a consent lives for a week.
task-google-client = Make an OAuth client of the type Desktop app: Google knows its redirect address by itself. You will need the Client ID and the Client secret.
task-yandex-register = Make an application: oauth.yandex.ru → web services, the permission mail:smtp (sending emails over SMTP). The Redirect URI is below. You will need the ClientID and the Client secret.
task-mailru-register = Make an application: o2.mail.ru/app. The Redirect URI is below. You will need the client’s ID and its secret.
task-consent-on-a-computer = Later, when the connection exists, run gonets connection authorize and the connection’s system name on the bot’s computer: a browser opens, the mailbox’s owner agrees, and the refresh token is kept by itself.
button-copy-line = 📋 { $number }. { $line }
button-open-site = { $number }. { $site }

## Logging in by a code

button-device-login = Log in by a code
button-new-code = Get a new code
button-copy-code = 📋 Code { $code }
button-open-page = Open { $title }
button-drop-code = Cancel
state-no-consent = 🔑 <b>The login by a code is not confirmed</b>: emails wait until it is.
device-head = 🔑 <b>Login by a code:</b> { $title }
device-asking = ⏳ Asking for a code: { $provider }…
device-cut-off = ⏹ The bot restarts, and I did not get a code in time. Press “Get a new code”.
device-steps = 1. Open the page: { $url } — on this phone or on any device.
    2. Enter the code <code>{ $code }</code> and sign in as <code>{ $user }</code>.
    3. Agree: the application may then send emails ({ $title }).
device-waits = ⏳ I will wait until { $until } and tell you when it is done. No need to stay here.
device-waits-on = ⏹ The bot restarts. The code is valid until { $until }: confirm it, I will keep waiting and tell you the outcome.
device-already = ⏳ There is already a code ({ $who }): here it is. Confirming it once is enough.
device-given = ✅ <b>The code is confirmed.</b> The permission is saved.
device-given-about = ✅ <b>The code is confirmed:</b> { $title }
    The permission is saved.
device-given-up = The login by a code was cancelled: { $title }. The bot no longer uses that code.
device-dropped = Cancelled: I am no longer waiting for that code.
device-over = That code is over: confirmed, expired or cancelled. Here is how it is now.
device-failed = ❌ <b>The login by a code did not work:</b> { $title }
device-said = The answer: <code>{ $reply }</code>
device-broken = Because of an error of mine I stopped waiting for the code. Get a new one; if it happens again, look at the bot’s log.
device-ended-code-ended = Nobody confirmed the code in time, and it has expired. <b>What to do:</b> press “Get a new code” and confirm it while it is valid.
device-ended-denied = It was refused on the page: { $title }. <b>What to do:</b> if that was by accident, press “Get a new code” and agree.
device-ended-grant-ended = The provider no longer accepts this code. <b>What to do:</b> press “Get a new code”.
device-ended-person-needed = The provider did not take the sign-in without another check. <b>What to do:</b> press “Get a new code” and pass all checks on the page.
device-ended-wrong-secret = The provider expects a secret: the application is not a public client. <b>What to do:</b> { $provider ->
        [microsoft] entra.microsoft.com → App registrations → Authentication → Allow public client flows → Yes;
       *[other] allow this application to log in by a code without a secret;
    } then press “Get a new code”.
device-ended-changed = While you confirmed, the connection was changed or deleted: the permission was for the former one and was not saved. Start again on the connection’s page.
device-ended-later = The provider does not answer, is busy, or cannot be seen from the bot’s machine. <b>What to do:</b> wait and press “Get a new code”; if it does not help, see whether the network lets the bot there.
error-no-device-code = This connection does not log in by a code. The way of logging in is changed on the page “Login”.

## The end of passwords at Microsoft 365

passwords-end-short = ⚠️ At the end of December 2026 Microsoft 365 switches passwords off; new organisations no longer have them.
passwords-end = ⚠️ <b>Logging in by a password ends.</b> At the end of December 2026 Microsoft 365 switches passwords for sending mail off by default; the organisation’s administrator can switch them on again for a while. Otherwise emails will stop and wait. <b>What to do:</b> press “Login” and change to OAuth 2.0. This changes the same connection, and no email is lost.
passwords-end-told = ⚠️ <b>Logging in by a password ends:</b> { $title }
    At the end of December 2026 Microsoft 365 switches passwords for sending mail off by default; the organisation’s administrator can switch them on again for a while. If nothing is changed, emails stop and wait.
    <b>What to do:</b> press “Change the login” and choose “By a code on the screen” or “The application itself”. This changes the same connection: the current login stays in force until the new one is checked, and no email is lost. I will not remind you again; the warning stays on the connection’s page.
admin-passwords-end = ⚠️ By password at Microsoft 365, until the end of December 2026: { $titles }. Change the login on the connection’s page.
config-note-passwords-end = login by a password: at the end of December 2026 Microsoft 365 switches it off by default. Change the login in the chat (/connections, “Login”) or in the file: authentication: oauth2.

## What to do when the connection is stopped

next-step-no-consent = <b>What to do:</b> press “Log in by a code” and confirm the code in a browser. Emails go as soon as the check passes.
next-step-new-code = <b>What to do:</b> press “Reconnect” and confirm the new code in a browser. Emails go as soon as the check passes.
next-step-reconnect = <b>What to do:</b> press “Reconnect”: I will say what is needed. Emails go as soon as the check passes.
next-step-change-login = <b>What to do:</b> press “Change the login” and change to OAuth 2.0. Emails go as soon as the check passes.
next-step-unreadable = <b>What to do:</b> bring the former GONETS_SECRET_KEY or the file secret.key back and restart the bot — or { $secret ->
        [password] press “Enter a new password” and enter the password again.
        [client_secret] press “Reconnect” and enter the application’s secret again.
        [refresh_token] press “Reconnect” and get the permission again.
       *[service_account_key] press “Reconnect” and send the service account’s key again.
    }
