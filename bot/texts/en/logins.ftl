### Logging in by OAuth 2.0: what sets it up, why there is no access token, and what to do about it.

choice-authentication-oauth2 = OAuth 2.0
field-oauth2 = OAuth 2.0
hint-oauth2 = Where the bot gets the access token that it logs in with instead of a password.
field-oauth2-proxy = Access tokens through the proxy
hint-oauth2-proxy = Whether access tokens are fetched through GONETS_PROXY. It changes nothing for the mail server.
field-provider = Mail provider
hint-provider = Who issues the access token.
choice-provider-microsoft = Microsoft 365
choice-provider-google = Google
choice-provider-yandex = Yandex
choice-provider-mailru = Mail.ru
choice-provider-other = Another one
field-grant = How it is given
hint-grant = The application itself: without people, for any mailbox that it may use. By a code or a token: on behalf of a person who has consented once.
choice-grant-client-credentials = The application itself
choice-grant-device-code = By a code on the screen
choice-grant-refresh-token = By a refresh token
choice-grant-service-account = A service account
field-tenant = Organisation
hint-tenant = A domain like company.onmicrosoft.com or the tenant’s number: entra.microsoft.com → Overview.
field-client-id = Application ID
hint-client-id = Application (client) ID: it is on the application’s page at the mail provider.
field-client-secret = Application secret
hint-client-secret = The value of the secret from the application’s page at the mail provider.
field-refresh-token = Refresh token
field-service-account-key = Service account key
field-scope = Scope
hint-scope = Which rights to ask for. Empty: the usual ones for sending mail.
field-token-endpoint = Token endpoint
hint-token-endpoint = The provider’s token endpoint, it begins with https://.
field-device-endpoint = Device endpoint
hint-device-endpoint = The provider’s device authorization endpoint, it begins with https://.
field-authorization-endpoint = Authorization endpoint
hint-authorization-endpoint = The provider’s authorization endpoint, it begins with https://.
field-client-secret-ends = Secret valid until
hint-client-secret-ends = A day like 2027-11-29. I remind administrators a week before.
check-token = { $issuer }, until { $until }
expects-secret = Type it. I will delete your message at once and never show it again.
ask-new-secret = 🔑 <b>New secret:</b> { $title }
    { $secret ->
        [client_secret] Type the application secret
        [refresh_token] Type the refresh token
       *[service_account_key] Send the service account key
    } for <code>{ $user }</code>. I will delete your message at once and never show it again. I save it at once and check the connection{ $waiting ->
        [0] {""}
       *[other] {", "}and the waiting emails ({ $waiting }) go out
    }.{ $enabled ->
        [no] {" "}The connection is switched off now: the secret switches it on.
       *[yes] {""}
    }
error-foreign-consent = This answer belongs to a different request. Start getting the permission again.
secret-ends = ⏰ <b>An application’s secret ends soon:</b> { $title }
    It is valid until { $day }{ $days ->
        [0] {" "}— that is today.
        [one] {" "}— { $days } day is left.
       *[other] {" "}— { $days } days are left.
    } After that the emails of this connection stop.
secret-ends-next = { $provider ->
        [microsoft] <b>What to do:</b> create a new one: entra.microsoft.com → App registrations → Certificates & secrets; press “Enter a new secret”, then “New end date”.
       *[other] <b>What to do:</b> create a new one at the mail provider, press “Enter a new secret”, then “New end date”.
    }
button-secret-ends = New end date
button-enter-secret = Enter the secret
button-new-secret = Enter a new secret
secret-not-entered = { $secret ->
        [password] the password is not entered: enter it
        [client_secret] the application secret is not entered: enter it
        [refresh_token] the refresh token is not entered: enter it
       *[service_account_key] the service account key is not entered: enter it
    } in the chat (/connections) or by config apply
next-step-no-secret = <b>What to do:</b> press “Enter the secret” and type it. The emails go as soon as it works.

## Why

cause-passwords-ended = The mail server no longer accepts passwords. Administrator: change the connection’s “Login” to OAuth 2.0.
cause-passwords-ended-author = The mail server no longer accepts Gonets’s password. An administrator can fix it.
cause-login-switched-off = Sending from programs (Authenticated SMTP) is switched off at the mail provider. Administrator: switch it on for the mailbox.
cause-login-switched-off-author = Sending from programs is switched off at the mail provider. An administrator can fix it.
cause-token-not-taken = The mail server did not accept the access token. Administrator: look at “User name” and at the application’s rights to this mailbox.
cause-token-not-taken-author = Gonets cannot get an access token for the mail server. An administrator can fix this: let them know.
cause-token-later = The mail provider gives no access token right now. I will try again by myself.
cause-token-wrong-secret = The mail provider did not accept the application’s secret. Administrator: enter a new one.
cause-token-wrong-secret-author = Gonets cannot get an access token for the mail server. An administrator can fix this: let them know.
cause-token-secret-ended = The application’s secret has expired. Administrator: create a new one at the mail provider and enter it.
cause-token-secret-ended-author = Gonets cannot get an access token for the mail server. An administrator can fix this: let them know.
cause-token-no-such-client = The mail provider does not know this application. Administrator: look at “Application ID”.
cause-token-no-such-client-author = Gonets cannot get an access token for the mail server. An administrator can fix this: let them know.
cause-token-no-such-tenant = The mail provider does not know this organisation. Administrator: look at “Organisation”.
cause-token-no-such-tenant-author = Gonets cannot get an access token for the mail server. An administrator can fix this: let them know.
cause-token-consent-missing = Nobody has consented to the application sending mail. Administrator: do so on the mail provider’s page.
cause-token-consent-missing-author = Gonets cannot get an access token for the mail server. An administrator can fix this: let them know.
cause-token-grant-ended = The permission to send mail was revoked or has expired. Administrator: give it again.
cause-token-grant-ended-author = Gonets cannot get an access token for the mail server. An administrator can fix this: let them know.
cause-token-person-needed = The mail provider wants a person to sign in. Administrator: give the permission again.
cause-token-person-needed-author = Gonets cannot get an access token for the mail server. An administrator can fix this: let them know.
cause-token-not-allowed = The mail provider does not allow this application to log in like this. Administrator: look at the application’s settings.
cause-token-not-allowed-author = Gonets cannot get an access token for the mail server. An administrator can fix this: let them know.
cause-token-wrong-scope = The mail provider does not know the rights that are asked for. Administrator: look at “Scope”.
cause-token-wrong-scope-author = Gonets cannot get an access token for the mail server. An administrator can fix this: let them know.
cause-token-wrong-key = The service account’s key does not fit. Administrator: enter a new one.
cause-token-wrong-key-author = Gonets cannot get an access token for the mail server. An administrator can fix this: let them know.
cause-token-user-disabled = The account at the mail provider is disabled or does not exist. Administrator: look at it there.
cause-token-user-disabled-author = Gonets cannot get an access token for the mail server. An administrator can fix this: let them know.
cause-token-denied = The permission to send mail was denied. Administrator: give it again.
cause-token-denied-author = Gonets cannot get an access token for the mail server. An administrator can fix this: let them know.
cause-token-other = The mail provider gave no access token. Administrator: the connection’s page shows what it answered.
cause-token-other-author = Gonets cannot get an access token for the mail server. An administrator can fix this: let them know.
cause-token-not-lasting = The mail provider gave its consent for an hour only: there is no refresh token in its answer. Administrator: check “Scope” and the application’s permissions.
cause-token-not-lasting-author = Gonets cannot get an access token for the mail server. An administrator can fix this: let them know.

## What to do

advice-token-later = The mail provider does not answer, is busy or is out of reach from this machine. Wait and check again. If it goes on, see whether the network lets https through to it; requests go through GONETS_PROXY only where “Access tokens through the proxy” is on.
advice-token-wrong-secret = The application’s secret is wrong. { $provider ->
        [microsoft] Create a new one: entra.microsoft.com → App registrations → Certificates & secrets; copy the value, not the ID of the secret.
        [google] It is at console.cloud.google.com → APIs and services → Credentials.
        [yandex] It is at oauth.yandex.ru, on the application’s page.
        [mailru] It is at o2.mail.ru/app, on the application’s page.
       *[other] Take it from the application’s page at the mail provider.
    } Then enter it.
advice-token-secret-ended = The application’s secret has expired. { $provider ->
        [microsoft] Create a new one: entra.microsoft.com → App registrations → Certificates & secrets.
       *[other] Create a new one on the application’s page at the mail provider.
    } Enter it, and put its last day into “Secret valid until”: I will remind you a week before.
advice-token-no-such-client = There is no such application. Look at “Application ID”: { $provider ->
        [microsoft] it is at entra.microsoft.com → App registrations → Overview, and see whether “Organisation” is right.
       *[other] it is on the application’s page at the mail provider.
    }
advice-token-no-such-tenant = There is no such organisation, or it is not named. Put a domain like company.onmicrosoft.com or the tenant’s number into “Organisation”: entra.microsoft.com → Overview.
advice-token-consent-missing = Consent is missing. { $provider ->
        [microsoft] The organisation’s administrator gives it at entra.microsoft.com → App registrations → API permissions → Grant admin consent.
       *[other] Give the application the right to send mail on the provider’s page.
    }
advice-token-grant-ended = The permission was revoked, has expired, or the mailbox’s password was changed. Get the permission again: in the chat by “Reconnect” on the connection’s page, on the bot’s computer by gonets connection authorize.{ $provider ->
        [google] {" "}While Google’s application is in testing, a permission lives for a week: publish it.
       *[other] {""}
    }
advice-token-person-needed = The mail provider demands that the owner of the mailbox signs in, perhaps with a confirmation on the phone. Do so in a browser and get the permission again: in the chat by “Reconnect” on the connection’s page, on the bot’s computer by gonets connection authorize.
advice-token-not-allowed = The application is not allowed to. { $provider ->
        [microsoft] entra.microsoft.com → App registrations → Authentication: for a code, allow public client flows; a public application needs no secret; the redirect address must stand there; conditional access may forbid it, too.
        [google] A service account gets the right https://mail.google.com/ from the domain’s administrator: admin.google.com → Security → API controls → Domain-wide delegation. For a person’s login look at the kind of the application and its redirect address: console.cloud.google.com → APIs & Services → Credentials.
       *[other] Look at the kind of the application, its rights and its redirect address at the mail provider.
    }
advice-token-wrong-scope = The provider has no such rights. Clear “Scope”: then I ask for the usual ones.
advice-token-wrong-key = The key did not fit: it was deleted, this machine’s clock is wrong, or the service account may not act for { $user }: admin.google.com → Security → API controls → Domain-wide delegation, the right https://mail.google.com/. A new key: console.cloud.google.com → IAM → Service accounts.
advice-token-user-disabled = See at the mail provider that the account exists and is enabled.
advice-token-denied = Get the permission again: in the chat by “Reconnect” on the connection’s page, on the bot’s computer by gonets connection authorize.
advice-token-other = Show the mail provider’s answer to whoever manages the application there.
advice-token-not-lasting = A refresh token comes when it is asked for. Clear “Scope”: I then ask for the usual ones{ $provider ->
        [microsoft] {" "}together with offline_access
        [mailru] {" "}together with offline_access
       *[other] {""}
    }. Also take the former consent back on the page of your account at the provider, and give it again.
error-no-consent-needed = The connection “{ $title }” needs no consent: it logs in another way. A consent is for “Login”: OAuth 2.0 by a refresh token or by a code.
error-no-authorization-page = The connection “{ $title }” has no “Authorization endpoint”: where to give the consent is not known. Fill it in in the chat (/connections) or by config apply.
error-consent-for-another = While you were in the browser the connection “{ $title }” was changed: the consent would not be for it. Nothing was saved; run the command again.
advice-passwords-ended = Passwords no longer work. Set “Login” to OAuth 2.0: an application is created at the mail provider (for Microsoft 365: entra.microsoft.com → App registrations). The emails that wait will go by themselves.
advice-login-switched-off = Authenticated SMTP is off for the mailbox { $user } or the whole organisation. Switch it on: admin.microsoft.com → Users → Mail → Manage email apps; for the organisation Set-TransportConfig -SmtpClientAuthenticationDisabled $false. It takes up to an hour.
advice-token-not-taken-microsoft = The token was issued, but the mailbox { $user } did not accept it. Look at “User name”; the application needs SMTP.SendAsApp with admin consent, New-ServicePrincipal and Add-MailboxPermission for this mailbox (SMTP.Send where a code was used), and the mailbox needs Authenticated SMTP on.
advice-token-not-taken = The token was issued, but the server did not accept it. Look at “User name”: it must be the mailbox whose owner has given the permission; now it is { $user }. Look at the application’s rights and at “Server”, too.
advice-token-not-offered = The server offers no login by OAuth 2.0 (XOAUTH2, OAUTHBEARER). Look at “Server”, “Port” and “Encryption”; if they are right, set “Login” to name and password.
advice-secret-unreadable = The secret was sealed with another key and cannot be opened. Enter it again.
