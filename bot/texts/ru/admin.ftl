## Управление, для администраторов

admin = <b>Управление</b>
    Здесь настраивается всё, что нужно для отправки.
button-connections = 📮 Подключения
button-accounts = 👥 Справочник
button-people = 🔑 Люди
button-journal = 📜 Журнал
command-admin = Управление
