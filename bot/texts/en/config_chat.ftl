### The configuration as a file in the chat: export, what a file would change, mistakes.

command-export = Settings as a file
button-config-file = 💾 Settings as a file
button-export = 💾 Download settings
button-cancel-upload = Cancel
config-file = <b>Settings as a file</b>
    You can download all connections, routes, templates and scenarios as one .yaml file: to keep it safe, to move it to another bot, or to edit it on a computer.

    To bring the file back, just send it here. I will show you what would change; nothing is applied until you press “Apply”.
config-file-caption = The bot’s settings: connections, routes, record templates, scenarios.

    There are no passwords in here: entries like { "${…}" } stand in for them. While such an entry is in place, the password stays as it is.

    To change the settings, edit the file and send it here.
config-file-nothing = There is nothing to download yet: nothing is set up.
config-file-empty = “{ $name }” is empty: there is no setting in it. An export shows how it is written.
config-file-same = “{ $name }” is correct, but there is nothing to change: everything is like that already.
config-file-changes = 📄 <b>{ $name }</b>: { $count ->
        [one] { $count } object will change
       *[other] { $count } objects will change
    }. Nothing is applied yet.{ $pages ->
        [1] {""}
       *[other] {" "}Part { $page } of { $pages }.
    }
config-file-anew = ⚠️ The settings changed while you were looking, so the file is not applied yet. This is what it would change now: have a look and press “Apply” again.
config-file-section = { $section ->
        [connections] Connection
        [routes] Route
        [templates] Record template
       *[scenarios] Scenario
    }
config-file-new = ➕ <b>{ $kind } “{ $title }”</b>: new object
config-file-changed = ✏️ <b>{ $kind } “{ $title }”</b>
config-file-stays = <b>{ $kind } “{ $title }”</b>: unchanged
config-file-note = { $note ->
        [config-note-kept] 🔑 stays as it is: { $what }
        [config-note-asked] 🔑 this would go to another place: { $what }. The current one is not used there: emails wait until you enter a new one on the connection’s page
        [config-note-passwords-end] ⚠️ login by a password: at the end of December 2026 Microsoft 365 switches it off by default. The connection’s page says how to change to OAuth 2.0
       *[config-note-disabled] 🔑 the login lacks: { $what }. The connection will work once you enter it on its page
    }
config-file-attribute-goes = ⚠️ The removed attribute disappears from cards and from the form. What was filled in stays in the database: bring the attribute back under the same system name and it can be seen again.
config-file-applied = ✅ “{ $name }” is applied: { $count ->
        [one] { $count } object changed.
       *[other] { $count } objects changed.
    }
config-file-and-more = … and { $count } more.
config-file-enter-password = 🔑 The connection has no password or secret to log in with yet. Enter it on the connection’s page: no emails will go through it until then.
config-file-wrong = ❌ “{ $name }” has { $count ->
        [one] { $count } mistake
       *[other] { $count } mistakes
    }. Nothing was applied.
config-file-mistake = <b>{ $line }:{ $column }</b> { $inside ->
        [formula] Formula.{" "}
        [template] Template:{" "}
       *[other] {""}
    }{ $text }
config-file-more-mistakes = … and { $count } more.{ $whole ->
        [yes] {" "}All of them are in the file above.
       *[no] {""}
    }
config-file-mend = The numbers are the line and the column in the file. Fix it and send it again.
config-file-mistakes-name = mistakes
config-file-password = { $removed ->
        [yes] 🔑 The file had a password in plain text, so I deleted the message with it. I keep the password encrypted and never show it again.
       *[no] ⚠️ The file has a password in plain text, and I could not delete the message with it. Please delete it yourself so that the password does not stay in the chat.
    }
error-config-not-text = ⚠️ A settings file must be text in UTF-8, and this one is { $encoding ->
        [utf-16] UTF-16
        [windows-1251] probably Windows-1251
       *[other] not
    }. Save it as UTF-8 and send it again.

## What changes in an object, line by line

difference-changed = • { $where }: { $before } → { $after }
difference-is = • { $where }: { $value }
difference-off = • switched off: it works once it is switched on
difference-added = • added: { $where } ({ $value })
difference-removed = • removed: { $where } ({ $value })
difference-moved = • { $where }: moved, was { $was }
difference-order = • { $where }, order: { $before } → { $after }
difference-empty = empty
difference-yes = yes
difference-no = no
difference-action = action { $number }
difference-attribute = attribute { $name }
difference-button = button { $name }
difference-message-attribute = message attribute { $name }
difference-variable = variable { $name }
