### Connections: the check by steps, a test email, a new password, the state.

## The check

check-head = 🔎 <b>Check: { $title }</b>
check-where = <code>{ $host }:{ $port }</code>, { $encryption ->
        [ssl] SSL
        [starttls] STARTTLS
       *[none] no encryption
    }
check-certificate = Certificate: { $subject }. Issued by: { $issuer }. Valid until { $until }.
check-certificate-soon = { $days ->
        [0] ⚠️ The certificate expires today.
        [one] ⚠️ The certificate expires in { $days } day.
       *[other] ⚠️ The certificate expires in { $days } days.
    }
check-seconds = { $seconds } s
check-fine = ✅ <b>All is well:</b> the server accepts emails from <code>{ $sender }</code>.
check-advice = <b>What to do:</b> { $advice }
check-detail = In detail: <code>{ $what }</code>
check-cut-off = ⏹ The check was cut off: the bot is restarting. Press “Check again”.
check-already = ⏳ This connection is being checked already. Here is how it goes.
check-off = ⏸ The connection itself is switched off: emails go when you switch it on.
check-resumed = ✅ The connection works again: the waiting emails are going out.
check-not-in-force = { $new ->
        [yes] The connection is not created yet: correct it and check again.
       *[no] The changes are not applied yet, the old settings are in force: correct them and check again.
    }
check-created = ✅ <b>Created:</b> the check passed.
check-applied = ✅ <b>Applied:</b> the check passed.
check-draft-changed = The draft was changed during the check: what was checked is no longer what it says, and it was not applied. Check it again.
check-broken = The check failed because of my own error. Try again; if it happens again, look at the bot’s log.
error-being-probed = The bot is checking this connection by itself right now. Wait half a minute and press again.
error-password-missing = { $secret ->
        [password] Enter the password first: without it the bot cannot log in.
        [client_secret] Enter the application secret first: without it the bot cannot log in.
        [refresh_token] Enter the refresh token first: without it the bot cannot log in.
       *[service_account_key] Enter the service account key first: without it the bot cannot log in.
    }
error-draft-has-mistakes = Too early to check: something is missing.

## What to do when a step failed

advice-host-unknown = DNS knows no server “{ $host }”. Look at “Server”: only a name belongs there, such as smtp.company.com, without http:// and no email address. The machine that the bot runs on must know a name of your internal network, too.
advice-dns = The name service (DNS) does not answer now. Try again in a minute; if that does not help, show this to whoever runs the network of the bot’s machine.
advice-port-25 = Port 25 is often blocked by providers because of spam. Use port 465 with SSL or 587 with STARTTLS.
advice-port-closed = Nothing answers on port { $port } of { $host }. Look at “Port”: usually it is 465 for SSL or 587 for STARTTLS, in your own network 25.
advice-firewall = { $host }:{ $port } cannot be reached. Most likely a firewall is in the way: ask whoever runs the network to allow connections from the bot’s machine to port { $port }. Look at “Port” and “Server” as well.
advice-ssl-where-starttls = On port { $port } the server does not answer in SSL from the first word. Perhaps the port is for STARTTLS: set “Encryption” to STARTTLS (usually port 587), or use port 465 if you want SSL.
advice-starttls-refused = On port { $port } the server does not offer STARTTLS. Set “Port” to 465 and “Encryption” to SSL; without encryption is for a server in your own network only.
advice-ca-file = The file { $file } cannot be read. It must be on the bot’s machine, and the bot must be allowed to read it. Correct “Own certificate authority” or clear it.
advice-certificate-name = The certificate is for another name, not for “{ $host }”. Put the name from the certificate, shown above, into “Server”.
advice-certificate-expired = The certificate has expired. Ask whoever runs the mail server to renew it; the clock of the bot’s machine must be right, too.
advice-certificate-own = The certificate comes from an authority that the bot does not trust, as servers of one’s own often have. Put that authority’s certificate on the bot’s machine and its path into “Own certificate authority”. Switch “Check certificate” off in your own network only.
advice-tls-broken = The secure connection breaks. Perhaps the server is older than TLS 1.2, the port is not for this encryption, or something between you cuts it. Look at “Encryption” and “Port”; if they are right, show this to whoever runs the server.
advice-starttls-where-ssl = The server accepts the connection but says nothing. Perhaps port { $port } expects SSL from the first word: set “Encryption” to SSL, or use port 587 with STARTTLS.
advice-no-greeting = The server accepts the connection but does not greet. Perhaps it expects SSL from the first word (set “Encryption” to SSL), or what answers on port { $port } is not a mail server.
advice-not-welcome = The server does not want to talk to this machine. Perhaps the bot’s address is blocked: ask whoever runs the mail server to allow it.
advice-hello-refused = The server does not like how the bot introduces itself. Perhaps “Name for EHLO” helps: put the full name of the bot’s machine there.
advice-login-behind-starttls = The server offers a login only after STARTTLS. Set “Encryption” to STARTTLS, usually with port 587.
advice-login-not-offered = The server offers no login with a password. Perhaps it knows the machine by its address (then set “Login” to none), or offers a login on another port or after encryption: look at “Port” and “Encryption”.
advice-tls-required = The server only accepts secure connections. Set “Encryption” to SSL with port 465, or to STARTTLS with port 587.
advice-password-unreadable = The password was sealed with another key and cannot be opened. Enter it again.
advice-login-later = The server cannot look passwords up right now, or asks to wait after many tries. Try again in a few minutes.
advice-yandex-access = This mailbox is closed to mail programs. In Yandex Mail, under All settings → Email clients, allow access from imap.yandex.com and app passwords; then create an app password and enter it.
advice-password-yandex = Yandex wants an app password, not the usual one: id.yandex.com → Security → App passwords → Mail. The user name is the whole address; is it { $user }? Mail programs must be allowed in the mail settings.
advice-password-mail-ru = Mail.ru wants a password for external applications, not the usual one: id.mail.ru → Security → Passwords for external applications. The user name is the whole address; now it is { $user }.
advice-password-gmail = Gmail wants an app password, not the usual one: switch 2-Step Verification on and create one at myaccount.google.com/apppasswords. The user name is the whole address; now it is { $user }.
advice-microsoft-login = Microsoft 365 lets in with a password only where Authenticated SMTP is on for the mailbox: admin center → Users → Mail → Manage email apps. If logging in with a password is closed for the whole company, set “Login” to OAuth 2.0.
advice-password-application = The server wants an application password, not the usual one. It is created in the mailbox’s security settings.
advice-login-refused = The server did not accept the user name “{ $user }” or the password. Enter the password again; “User name” is usually the whole email address. With two-factor authentication on, an application password is needed.
advice-login-needed = The server takes no emails without a login. Set “Login” to name and password.
advice-sender-is-user = The server did not accept the sender { $sender }. Perhaps it does not let { $user } send as somebody else: set “Sender address” to { $user }, or ask whoever runs the server to allow this address.
advice-sender-refused = The server did not accept the sender { $sender }. Look at “Sender address”: the domain must be yours, and the mailbox must exist.
advice-login-other-way = The server refused every way to log in that the bot knows, before the password. Perhaps logging in is on only with encryption or on another port: look at “Encryption” and “Port”, or show the answer to whoever runs the server.
advice-sender-maybe = The server refused when it heard the sender, and did not say clearly why. Perhaps it does not like the “Sender address” { $sender }; if that is right, show the answer to whoever runs the server.
advice-sender-unusable = “{ $sender }” is not an email address, so no email can go from it. Fix “Sender address”: one address, without a name or commas.
advice-sender-latin = The “Sender address” { $sender } has letters beyond ASCII before the @, and this server does not know such addresses. Use one in Latin letters.
advice-login-cut-off = The server fell silent or broke off while the bot was logging in. Perhaps that is how it answers a wrong password, or too many tries. Wait a few minutes and check again; if it goes on, enter the password again.
advice-later = The server asks to try later. Wait a few minutes and check again.
advice-slow = The server did not answer in time. Check again; if it is always slow, raise “Timeout”.
advice-cut-off = The server cut the connection. Check again; if it happens again, show this to whoever runs the server.
advice-ask-the-server = Show the server’s answer to whoever runs it.

## The test email

ask-test-letter = ✉️ <b>Test email</b>
    It goes through “{ $title }”. To whom? { $offered ->
        [0] Type an address.
       *[other] Choose or type an address.
    }
test-letter-head = ✉️ <b>Test email</b> through “{ $title }”
test-letter-sending = ⏳ Sending to <code>{ $address }</code>…
test-letter-accepted = ✅ The server has accepted the email to <code>{ $address }</code>. Check the mailbox, and spam if it is not there.
test-letter-refused = ❌ The email to <code>{ $address }</code> did not go.
test-letter-uncertain = ❓ The email to <code>{ $address }</code> was handed over, but the server gave no answer: it may have gone. Check the mailbox before you send it again.
test-letter-cut-off = ⏹ The bot is restarting, and I did not hear the server’s answer: the email to <code>{ $address }</code> may have gone. Check the mailbox before you send it again.
test-letter-already = ⏳ A test email is being sent already. No second one goes before the server has answered.
test-letter-sent-before = A test email has gone while you were looking. Do you need another one? Then choose the address again.

## A new password

ask-new-password = 🔑 <b>New password:</b> { $title }
    Type the password of <code>{ $user }</code> at { $host }. I will delete your message at once and never show the password again. I save it at once and check the connection{ $waiting ->
        [0] {""}
       *[other] {", "}and the waiting emails ({ $waiting }) go out
    }.{ $enabled ->
        [no] {" "}The connection is switched off now: a password switches it on.
       *[yes] {""}
    }
new-password-saved = ✅ { $secret ->
        [password] The password is saved.
        [client_secret] The application secret is saved.
        [refresh_token] The refresh token is saved.
       *[service_account_key] The service account key is saved.
    }
error-no-password-needed = No password is used here. To use one, change “Login”.
error-password-not-one-line = The password contains a line break or a control character. Send it again, in one line.
error-password-empty = The password cannot be empty. Type it again.

## The state

state-works = ✅ It works.
state-untried = ⚠️ No email has gone out with these settings yet. Press “Check the connection”.
state-suspended = ⛔ <b>Stopped</b> since { $when }: emails wait.
state-no-password = 🔑 { $secret ->
        [password] <b>There is no password</b>: emails wait until one is entered.
        [client_secret] <b>There is no application secret</b>: emails wait until one is entered.
        [refresh_token] <b>There is no refresh token</b>: emails wait until one is entered.
       *[service_account_key] <b>There is no service account key</b>: emails wait until one is entered.
    }
state-success = Last success: { $when }
state-failure = Last error: { $when }. { $cause }
state-waiting = Emails waiting: { $waiting }{ $overdue ->
        [0] {""}
       *[other] {", "}overdue and waiting for their author’s answer: { $overdue }
    }
ask-preset-existing = <b>Mail server:</b> { $title }
    Who runs your mail? I will fill in the server, the port and the encryption, and ask for the rest. Yandex and Mail.ru need an application password made in the mail settings: the usual password does not work. For Microsoft 365 and Gmail there are logins without a password.

## Buttons

button-check = Check the connection
button-check-draft = Check
button-check-again = Check again
button-create-checked = Create and check
button-apply-checked = Check and apply
button-create-anyway = Create anyway
button-fix-field = ✏️ { $title }
button-new-password = Enter a new password
button-enter-password = Enter the password
button-test-letter = Test email
button-test-letter-again = Another test email
button-test-to-self = To me: { $address }
button-to-connection = To the connection
button-set-up = Set up the server
