### Ошибки формул: место, что не так, ближайшее известное имя.

error-formula = Строка { $line }, столбец { $column }: «{ $piece }» не подходит.
    { $underlined }
error-formula-syntax = Строка { $line }, столбец { $column }: { $has-piece ->
        [no] { "" }
       *[yes] формула не читается около «{ $piece }»:{ " " }
    }{ $slip ->
        [empty] формула пуста. Напишите, например, $Имя, текст в кавычках или функцию
        [end] формула обрывается: дальше нужно значение ($Имя, 'текст', число или функция)
        [step-end] после -> нужно имя атрибута: mbox, fullName, manager…
        [step-start] перед -> нужно, чей атрибут: $Имя->mbox
        [first] первое из списка даёт функция FIRST: { $instead }
        [quote] кавычка { $instead } открыта здесь и нигде не закрыта. Поставьте { $instead } в конце текста; кавычка внутри текста пишется дважды
        [quotes] в формулах текст стоит в прямых кавычках: { $instead }
        [open] скобка открыта здесь и не закрыта: не хватает )
        [closed] эта скобка ничего не закрывает: лишняя ) или нет открывающей (
        [title] имя пишется без пробелов: { $instead }
        [word] имя атрибута начинается со знака $, текст стоит в кавычках: { $instead }
        [words] текст стоит в кавычках: { $instead }
        [side] между двумя значениями нет знака: поставьте + (сложить, склеить), сравнение или запятую между аргументами
        [leading] формула начинается сразу со значения, без { $piece }
        [arrow] шаг к атрибуту пишется ->
        [step] шаг к атрибуту пишется ->, без точки
        [method] функция пишется перед значением: { $instead }
        [minus] минус пишется обычным знаком -
        [times] умножение пишется *
        [divide] деление пишется /
        [placeholder] атрибут в формуле пишется без скобок и других знаков: { $instead }
        [join] тексты склеивает +
        [number] число пишется слитно и с точкой: { $instead }
        [comma] дробная часть отделяется точкой: { $instead }
        [money] число пишется без единиц: { $instead }
        [percent] процентов в формулах нет: { $instead }
        [if] условие пишется функцией IF(условие, если да, если нет)
        [value] запасное значение даёт функция VALUE: { $instead }
        [unequal] «не равно» пишется !=
        [equal] «равно» пишется ==
        [order] сравнение пишется { $instead }
        [contains] вхождение проверяет функция CONTAINS: { $instead }
        [starts] начало текста проверяет функция STARTSWITH: { $instead }
        [and] «и» пишется &&
        [or] «или» пишется ||
        [not] «не» пишется функцией NOT(условие): { $instead }
        [ampersand] знак & один не пишется: «и» — это &&, тексты склеивает +
        [power] степень даёт функция POW: { $instead }
        [remainder] остаток даёт функция REMAINDER: { $instead }
        [quotient] деление нацело даёт функция QUOTIENT: { $instead }
        [date] дату даёт функция DATE: { $instead }
        [time] время даёт функция DURATION: { $instead }
        [table] записи шаблона для запроса пишутся db->Шаблон: { $instead }
        [row] атрибут записи, которую берёт запрос, пишется через её имя: { $instead }
        [select] запрос кончается тем, что из него взять: select
        [call] значения функции стоят в скобках: { $instead }
        [inside] имя внутри кавычек остаётся просто текстом; значение и текст склеивает +
        [semicolon] аргументы разделяет запятая «,», а не «;»
        [brackets] скобки в формулах — только круглые: ( )
        [comment] примечаний в формулах нет
        [doubled] знак + стоит между двумя значениями, по одному
        [extra-comma] запятая перед скобкой лишняя
        [empty-argument] между запятыми ничего нет; пусто — это null
        [address] адрес — это текст в кавычках: { $instead }
        [invisible] здесь невидимый знак, наберите это место заново
        [constant] так пишется { $instead }
       *[other] здесь нужно другое
    }.{ $has-corrected ->
        [no] { "" }
       *[yes] { " " }Напишите: { $corrected }
    }
    { $underlined }
error-formula-unknown-name = Строка { $line }, столбец { $column }: имени «{ $name }» здесь нет{ $has-instead ->
        [no] { $has-names ->
            [no] .
           *[yes] . Здесь есть: { $names }.
        }
       *[yes] ; похоже на «{ $instead }»{ $has-title ->
            [no] .
           *[yes] { " " }({ $title }).
        }
    }{ $has-corrected ->
        [no] { "" }
       *[yes] { " " }Напишите: { $corrected }
    }
    { $underlined }
error-formula-unknown-function = Строка { $line }, столбец { $column }: функции { $name } нет{ $has-nearest ->
        [no] . Все функции: gonets formula --help.
       *[yes] ; есть { $nearest }.
    }{ $has-signature ->
        [no] { "" }
       *[yes] { " " }Так пишется: { $signature }. Например: { $example }.
    }{ $has-corrected ->
        [no] { "" }
       *[yes] { " " }Напишите: { $corrected }
    }
    { $underlined }
error-formula-type = Строка { $line }, столбец { $column }, «{ $piece }»: { $expected ->
        [text] нужен текст
        [number] нужно число
        [boolean] нужно да или нет
        [date_time] нужны дата и время
        [duration] нужна длительность
        [list] нужен список
        [reference] нужна запись или аккаунт
        [variables] нужен набор переменных
        [empty] нужно пусто
       *[other] нужно { $expected }
    }, а здесь { $found ->
        [text] текст
        [number] число
        [boolean] да или нет
        [date_time] дата и время
        [duration] длительность
        [list] список
        [reference] запись или аккаунт
        [variables] набор переменных
        [empty] пусто
       *[other] { $found }
    }.{ $hint ->
        [join] { " " }Тексты склеивает +.
        [variables] { " " }Назовите переменную из набора: $$…->…{ $has-names ->
            [no] .
           *[yes] { " " }(в нём: { $names }).
        }
       *[other] { "" }
    }{ $has-signature ->
        [no] { "" }
       *[yes] { " " }Так пишется: { $signature }. Например: { $example }.
    }
    { $underlined }
error-formula-arguments = Строка { $line }, столбец { $column }: { $has-counted ->
        [no] для { $name } эти значения не подходят.
       *[yes] аргументов у { $name }: { $given }, а нужно { $counted }.
    }{ $has-instead ->
        [no] { "" }
       *[yes] { " " }Дробная часть отделяется точкой: { $instead }.
    }{ $has-signature ->
        [no] { "" }
       *[yes] { " " }Так пишется: { $signature }. Например: { $example }.
    }{ $has-corrected ->
        [no] { "" }
       *[yes] { " " }Напишите: { $corrected }
    }
    { $underlined }
error-formula-limit = Строка { $line }, столбец { $column }: формула слишком велика ({ $what ->
        [length] длина
        [depth] вложенность
        [steps] работа
        [rows] записи, которые надо прочитать
        [queries] запросы друг в друге
        [pattern] выражение поиска
        [repeats] повторы в выражении поиска
        [searched] текст, в котором идёт поиск
        [number] число, знаков
        [list] список
        [date_time] дата, год
        [duration] длительность, дней
       *[text] текст
    }, предел { $limit }).{ $has-advice ->
        [no] { "" }
       *[yes] { " " }Поможет условие, по которому ищет база: where { $advice }
    }
    { $underlined }
error-formula-unreadable = Строка { $line }, столбец { $column }: { $what ->
        [pattern] выражение поиска в { $name } не прочесть{ $has-rest ->
            [yes] , начиная с «{ $rest }»
           *[no] {""}
        }. Оно пишется как в .NET, без (?x) и (?n).
       *[format] { $has-rest ->
            [yes] «{ $rest }» здесь не подходит: такого формата нет или он у значений другого типа.
           *[no] такого формата нет.
        } Примеры: N2 и 0.00 для чисел, dd.MM.yyyy и HH:mm для дат.
    }
    { $underlined }
error-formula-pattern-too-hard = Строка { $line }, столбец { $column }: { $name } слишком долго ищет по выражению «{ $piece }». Упростите выражение: уберите повторы внутри повторов.
    { $underlined }
error-empty-system-name = Из названия «{ $title }» не получается системного имени: нужны буквы или цифры.
