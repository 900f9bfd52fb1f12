## Administration, for administrators

admin = <b>Administration</b>
    Everything that sending needs is set up here.
button-connections = 📮 Connections
button-accounts = 👥 Directory
button-people = 🔑 People
button-journal = 📜 Journal
command-admin = Administration
