### Ошибки формул: место, что не так, ближайшее известное имя.

error-formula = Строка { $line }, столбец { $column }: «{ $piece }» не подходит.
    { $underlined }
error-formula-syntax = Строка { $line }, столбец { $column }: { $has-piece ->
        [no] формула обрывается.
       *[yes] формула не читается около «{ $piece }»{ $equals ->
            [yes] : «равно» пишется ==
           *[no] {""}
        }.
    }
    { $underlined }
error-formula-unknown-name = Строка { $line }, столбец { $column }: имени «{ $name }» здесь нет{ $has-nearest ->
        [no] .
       *[yes] ; похоже на «{ $nearest }».
    }
    { $underlined }
error-formula-unknown-function = Строка { $line }, столбец { $column }: функции { $name } нет{ $has-nearest ->
        [no] .
       *[yes] ; похоже на { $nearest }.
    }
    { $underlined }
error-formula-function-not-yet = Строка { $line }, столбец { $column }: { $name } на платформе есть, а здесь пока нет.
    { $underlined }
error-formula-type = Строка { $line }, столбец { $column }, «{ $piece }»: нужно { $expected ->
        [text] текст
        [number] число
        [boolean] да или нет
        [date_time] дата и время
        [duration] продолжительность
        [list] список
        [reference] запись или аккаунт
        [empty] пусто
       *[other] { $expected }
    }, а здесь { $found ->
        [text] текст
        [number] число
        [boolean] да или нет
        [date_time] дата и время
        [duration] продолжительность
        [list] список
        [reference] запись или аккаунт
        [empty] пусто
       *[other] { $found }
    }.
    { $underlined }
error-formula-arguments = Строка { $line }, столбец { $column }: { $name } — неверные аргументы или их число.
    { $underlined }
error-formula-limit = Строка { $line }, столбец { $column }: формула слишком велика ({ $what ->
        [length] длина
        [depth] вложенность
        [steps] работа
        [pattern] выражение поиска
        [repeats] повторы в выражении поиска
        [searched] текст, в котором идёт поиск
       *[text] текст
    }, предел { $limit }).
    { $underlined }
error-formula-pattern-too-hard = Строка { $line }, столбец { $column }: { $name } слишком долго ищет по выражению «{ $piece }». Упростите выражение: уберите повторы внутри повторов.
    { $underlined }
error-empty-system-name = Из названия «{ $title }» не получается системного имени: нужны буквы или цифры.
