### gonets demo: что происходит вокруг переписки и что обещано.

demo-begins = Гонец: рецепт отправки почты по SMTP, проигранный в песочнице.{ $has-fault ->
        [yes] {" "}Сбой: { $fault }.
       *[no] {""}
    }{ $has-example ->
        [yes] {" "}Пример: { $example }.
       *[no] {""}
    }
demo-page =
    Страница: { $url }
    Пишите сами; Ctrl-C — конец.
demo-fault-on = Включён сбой: { $fault }. Снять его можно на странице.
demo-no-such-fault = сбоя «{ $name }» нет{ $has-nearest ->
        [yes] , похоже на { $nearest }
       *[no] {""}
    }. Есть: { $names }.
demo-no-such-example = примера «{ $name }» нет{ $has-nearest ->
        [yes] , похоже на { $nearest }
       *[no] {""}
    }. Есть: { $names }.

demo-example-recipe = уведомление по почте
demo-example-order = заказ: от 100 000 рублей с копией руководителю
demo-example-digest = сводка уведомлений за несколько дней одним письмом
demo-example-pass = пропуск: два письма, принимающему и охране
demo-example-department = письмо отделу: каждому сотруднику своё
demo-example-task = обращение: создаёт задачу и пишет ответственному

demo-fault-later = почтовый сервер просит зайти позже (451)
demo-fault-refuses = почтовый сервер отказывает (550)
demo-fault-silent = почтовый сервер забирает письмо и молчит
demo-fault-password = почтовый сервер не принимает пароль (535)
demo-fault-token = согласие на вход по OAuth отозвано
demo-fault-429 = Telegram не даёт боту отвечать (429)
demo-fault-unreachable = Telegram пропадает

demo-promise = Письмо пришло таким, каким его написали.
demo-promise-example = Сценарий примера выполнен, письма пришли тем, кому они предназначены.
demo-other-letters = Пришли не те письма: { $found }, а ждали { $expected }.
demo-promise-later = Письмо дождалось сервера и пришло один раз; карточка всё время говорила правду.
demo-promise-refuses = Письмо не ушло; карточка и отдельное сообщение сказали почему и что делать.
demo-promise-silent = Письмо пришло один раз: сам бот не повторял, а спросил человека.
demo-promise-password = Письмо дождалось верного пароля и пришло один раз; администратор узнал сразу.
demo-promise-token = Письмо дождалось нового разрешения и пришло один раз; администратор узнал сразу.
demo-promise-429 = Письмо пришло один раз и не ждало Telegram; карточка догнала и говорит правду.
demo-promise-unreachable = Письмо пришло один раз и без Telegram; карточка догнала, написанное тем временем не потерялось.

demo-asked-to-wait = Почтовый сервер теперь просит зайти позже: так проверяют новых отправителей.
demo-accepts-again = Почтовый сервер снова принимает письма. Бот повторил бы сам, но можно и не ждать.
demo-no-mailbox = Почтовый сервер теперь отказывает: «нет такого ящика».
demo-says-nothing = Почтовый сервер теперь забирает письмо целиком и не отвечает, принял ли.
demo-recipient-asked = { $name } спрашивает получателя: письмо у него.
demo-password-changed = Почтовый сервер больше не принимает пароль бота: его сменили.
demo-password-right = Пароль снова верный.
demo-consent-withdrawn = В Microsoft 365 отозвали разрешение, по которому бот входит на почтовый сервер.
demo-consent-again = Разрешение выдают заново. Администратор вводит новый токен обновления.
demo-too-often = Telegram теперь на каждый ответ бота говорит: «слишком часто, подождите» (429).
demo-telegram-again = Telegram снова принимает ответы бота.
demo-telegram-goes = Telegram пропадает, как только бот узнал о нажатии.
demo-telegram-returns = Бот этого ещё не видит. Telegram возвращается.
demo-card-behind = Письмо уже на почтовом сервере, а карточка пока прежняя: боту не дают её изменить.

demo-presses = { $name } нажимает [{ $label }]
demo-letter = Письмо, как его получил почтовый сервер:
demo-not-seen = в чате не появилось «{ $words }»: { $chat }
demo-letters-so-far = к этому времени писем пришло { $arrived }, а должно было прийти { $expected }
demo-letters = писем пришло { $arrived }, а должно было прийти { $expected }
demo-violation = нарушение Bot API: { $violation }
demo-other-subject = тема письма другая: { $found }
demo-other-text = текст письма другой: { $found }
demo-other-recipient = получатель другой: { $found }

demo-bot = Гонец
demo-sees-accepted = сервер принял письмо
demo-sees-next-try = Следующая попытка
demo-sees-no-mailbox = нет такого ящика
demo-sees-not-repeated = Сам я не повторяю
demo-sees-ready = Письмо готово и ждёт
demo-sees-wrong-password = не принял имя пользователя или пароль
demo-sees-no-token = ключ доступа
demo-sees-stopped = остановлено
demo-sees-what-to-do = Что сделать
demo-sees-token-asked = токен обновления
demo-sees-works = ✅ Подключение
demo-sees-works-again = работает
demo-sees-hello = Здравствуйте
demo-sees-found = Нашлись
