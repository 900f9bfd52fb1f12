## Administration, for administrators

admin = <b>Administration</b>
admin-mail-none = No connections yet.
admin-mail-more = and { $count } more
admin-connection = { $how ->
        [fine] ✅ “{ $title }” works
        [suspended] ⛔ “{ $title }” is stopped, emails wait
        [disabled] ⏸ “{ $title }” is switched off
        [no_password] 🔑 “{ $title }”: no password
       *[untried] ⚠️ “{ $title }” is not checked yet
    }
admin-waiting = ✉️ Emails waiting: { $waiting }{ $overdue ->
        [0] {""}
       *[other] {", "}overdue: { $overdue }
    }
admin-no-trouble = 👍 Mail has had no errors.
admin-trouble = ❗ Last mail error: { $when }, “{ $title }”. { $cause }
button-connections = 📮 Connections
button-routes = 🛣 Routes
button-templates = 🗂 Templates
button-scenarios = ⚙️ Scenarios
button-accounts = 👥 Directory
button-people = 🔑 People
button-journal = 📜 Journal
command-admin = Administration
