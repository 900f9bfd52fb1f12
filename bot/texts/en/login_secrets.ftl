### Secrets of OAuth 2.0: a service account’s key as a file, a refresh token from a computer, delegation at Google.

## A service account’s key

hint-service-account-key = The JSON file that Google downloaded when the key was made: console.cloud.google.com → IAM → Service accounts → Keys.
ask-service-account-key = Send it here as a file (or its whole text). I delete the message at once, seal the key and show it nowhere. With it the bot sends emails for <code>{ $user }</code>.
service-account-key-taken = ✅ <b>The key is kept:</b> <code>{ $email }</code>{ $has-number ->
        [yes] {", "}key id <code>{ $number }</code>
       *[no] {""}
    }.{ $has-client ->
        [yes] {" "}Client ID for the delegation: <code>{ $client }</code>.
       *[no] {""}
    }
error-service-account-key = The key was not accepted: { $reason ->
        [binary] this is not text. A key of the kind JSON is needed, not P12.
        [large] the file is too large for a key.
        [no-json] this is not JSON. Send the key’s whole file as Google downloaded it.
        [client] this is the file of an OAuth client (Client ID and Client secret); a service account’s key is needed.
        [person] these are a person’s credentials (gcloud); a service account’s key is needed.
        [incomplete] there is no client_email or private_key in the file. Download the key again.
        [private-key] the private_key in the file cannot be read. Download the key again and leave the file as it is.
       *[kind] there is no service account’s key in this file ("type": "service_account").
    } A key is made at console.cloud.google.com → IAM → Service accounts → Keys → Add key → JSON.
error-key-not-asked = This is a service account’s key. I deleted the message and kept nothing. Send it when I ask for it: /connections → the connection → “Enter the secret”.
config-service-account-key = this is not a service account’s key, the JSON file’s whole text is needed: { $reason ->
        [binary] it is not text
        [large] it is too large
        [no-json] it is not JSON
        [client] it is an OAuth client’s file
        [person] these are a person’s credentials
        [incomplete] there is no client_email or private_key
        [private-key] the private_key cannot be read
       *[kind] there is no "type": "service_account"
    }

## Delegation

delegation = 🛂 <b>Delegation: { $title }</b>
    The domain’s administrator allows the service account <code>{ $email }</code> once to send emails for <code>{ $user }</code>:
    1. Open admin.google.com → Security → API controls → Domain-wide delegation → Add new.
    2. Client ID: { $has-client ->
        [yes] <code>{ $client }</code>
       *[no] the number (unique ID) from the service account’s page
    }
    3. OAuth scopes: <code>{ $scope }</code>
    4. Confirm and wait some minutes: sometimes Google needs up to a day.
delegation-no-key = 🛂 <b>Delegation: { $title }</b>
    Enter the service account’s key first: from it I know the Client ID.
button-delegation = Delegation at Google
button-copy-client-id = 📋 Client ID
button-copy-scope = 📋 OAuth scope
button-copy-redirect = 📋 Redirect address
button-copy-command = 📋 Command

## A refresh token

hint-refresh-token = The mail provider gives it when the mailbox’s owner consents.
refresh-token-why = { $provider ->
        [google] You cannot get it on the phone: Google gives no mail permission by a code on the screen, so a browser on a computer is needed.
        [microsoft] It is given in a browser on a computer. To log in by a code is easier: “How it is given” → “By a code on the screen”.
        [yandex] It is given in a browser on a computer: the mailbox’s owner signs in to Yandex and consents.
        [mailru] It is given in a browser on a computer: the mailbox’s owner signs in to Mail.ru and consents.
       *[other] It is given in a browser on a computer: the mailbox’s owner signs in and consents.
    }
refresh-token-command = On the computer where the bot runs, run:
    <code>gonets connection authorize { $name }</code>
    It opens the browser and keeps the token itself. If the browser is on another computer, add --paste.
refresh-token-redirect = Redirect address, registered with the application: <code>{ $redirect }</code>
refresh-token-later = The command needs the finished connection: go back and press { $new ->
        [yes] “Create”
       *[no] “Apply”
    }; the token can be entered later.
refresh-token-paste = If you already have the token, send it here.
