### Подсказка у формулы: функции, имена, значение на записи.

button-functions = ƒ Функции
button-formula-names = Имена
button-try-formula = Проверить на записи
button-function-group = { $group } ({ $count })
button-function-groups = Все функции
button-back-to-formula = ← К формуле
button-take-formula = ✓ Взять формулу
functions-head =
    <b>Что умеют формулы</b>
    Выберите, о чём функция, или напишите слово: «округлить», «день недели», «адрес». Саму формулу тоже можно писать прямо здесь.
    Оформление и ссылки сохраняют $Атрибут и +. Функции дают обычный текст: адрес ссылки — в скобках за ней.
formula-names-head = { $count ->
        [0] <b>Имена</b>
            Имён пока нет: сначала выберите шаблон записи.
       *[other] <b>Имена, которые можно писать в формуле</b>
            Нажмите на имя: оно скопируется. Найти имя или функцию — напишите слово.
    }
formula-help-found = По слову «{ $query }»:
formula-help-nothing = По слову «{ $query }» ничего нет. Напишите иначе: «дата», «сумма», «текст».
formula-kind = { $kind ->
        [number] число
        [boolean] да или нет
        [date_time] дата и время
        [duration] длительность
        [enum] значение из списка
        [account] аккаунт
        [record] запись
        [file] файл
        [reference] запись или аккаунт
        [list] список
        [variables] набор переменных
        [empty] пусто
       *[other] текст
    }{ $many ->
        [yes] , несколько
       *[no] { "" }
    }
formula-kind-variable = переменная сценария
formula-kind-records = записи для запроса: from x in …
formula-name = { $name ->
        [id] Номер записи
        [creator] Кто создал
        [creationDate] Когда создана
        [lastWriteDate] Когда изменена
       *[other] В архиве
    }
formula-trial-head = <b>Проверка на записи № { $record }</b>
    Ничего не сохраняется и не отправляется.
formula-trial-asks = Напишите формулу — покажу её значение на этой записи.
formula-trial-value = Значение ({ $kind }{ $many ->
        [yes] , { $count ->
            [one] { $count } значение
            [few] { $count } значения
           *[other] { $count } значений
        }
       *[no] { "" }
    }):
formula-trial-empty = Значение: пусто.
formula-trial-variables = Переменные сценария здесь пусты: их заполняет выполнение.
formula-trial-choose = На какой записи проверить формулу? Ничего не изменится.
formula-trial-no-records = Проверить пока не на чем: записей этого шаблона нет. Создайте одну: /new
button-take-as-text = Взять как текст
button-take-mended = Взять: { $formula }
formula-or-text = Это не формула. Если это просто текст, нажмите «Взять как текст»: я поставлю кавычки. Или напишите формулу.
formula-trial-forgotten = Эту формулу я уже не помню. Напишите её ещё раз.
