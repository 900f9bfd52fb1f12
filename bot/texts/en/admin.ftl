## Administration, for administrators

admin = <b>Administration</b>
    Everything that sending needs is set up here.
button-connections = 📮 Connections
button-accounts = 👥 Directory
button-people = 🔑 People
button-journal = 📜 Journal
button-admin = Administration
command-admin = Administration

## Time to undo

button-undo-time = ↩️ Time to undo: { $time }
undo-for = { $minutes ->
        [0] { $seconds } s
       *[other] { $seconds ->
            [0] { $minutes } min
           *[other] { $minutes } min { $seconds } s
        }
    }
undo-time = ↩️ <b>Time to undo: { $time }</b>
    This is how long an email waits after the button that sends is pressed. While it waits, its card has “Cancel” and says until when; then it goes by itself. With 0 s emails go at once.
undo-time-outside = ↩️ <b>Time to undo: { $time }</b>
    This is how long an email waits after the button that sends is pressed, and how long it can be cancelled. The time is set on the server by GONETS_UNDO: as long as that is there, it cannot be changed here.
undo-time-chosen = ✅ Time to undo: { $time }. It holds for what is sent from now on.
