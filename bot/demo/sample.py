"""What the demonstration is played with: accounts, people and a letter. It is data, in Russian like the recipe."""

ACCOUNTS = """username,fullName,mbox,title,department
ivanov,Иванов Иван Петрович,ivanov@firma.local,Главный бухгалтер,Бухгалтерия
ivanova,Иванова Анна Сергеевна,ivanova@firma.local,Юрист,Юридический отдел
semenov,Семёнов Пётр Ильич,semenov@firma.local,Инженер,Производство
"""
EXAMPLE_ACCOUNTS = """username,fullName,mbox,manager
borisov,Борисов Борис Павлович,borisov@firma.local,ivanov
"""
"""Whose account the member of staff has where examples are played: they ask for one's manager."""

ADMIN_NAME = ("Алиса", "Администратор")
STAFF_NAME = ("Борис", "Сотрудник")

TYPED, RECIPIENT, ADDRESS = "иван", "Иванов Иван Петрович", "ivanov@firma.local"
SUBJECT = "Совещание переносится на 15:00"
TEXT = "Коллеги, добрый день!\n\nСовещание по договору переносится на 15:00, переговорная 4.\nПодтвердите, пожалуйста."

ASKED = ("Получатель", "Тема уведомления (", "Текст уведомления")
"""How the recipe's three questions begin."""
BUTTON = "Отправить уведомление"
"""The recipe's own button."""
