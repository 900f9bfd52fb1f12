## Управление, для администраторов

admin = <b>Управление</b>
admin-mail-none = Подключений пока нет.
admin-mail-more = и ещё { $count }
admin-connection = { $how ->
        [fine] ✅ «{ $title }» работает
        [suspended] ⛔ «{ $title }» остановлено, письма ждут
        [disabled] ⏸ «{ $title }» выключено
        [no_password] 🔑 «{ $title }»: нет пароля
       *[untried] ⚠️ «{ $title }» ещё не проверено
    }
admin-waiting = ✉️ Писем ждёт: { $waiting }{ $overdue ->
        [0] {""}
       *[other] {", "}просрочено: { $overdue }
    }
admin-no-trouble = 👍 Ошибок почты не было.
admin-trouble = ❗ Последняя ошибка почты: { $when }, «{ $title }». { $cause }
button-connections = 📮 Подключения
button-routes = 🛣 Пути
button-templates = 🗂 Шаблоны
button-scenarios = ⚙️ Сценарии
button-accounts = 👥 Справочник
button-people = 🔑 Люди
button-journal = 📜 Журнал
command-admin = Управление
