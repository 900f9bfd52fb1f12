### Схема сценария и выполнения.

button-picture = 🖼 Схема
picture-event = Событие
picture-file = Схема
picture-of-scenario = 🖼 <b>{ $title }</b>
picture-whole = Схема целиком, в полном размере.
picture-of-run = 🖼 <b>{ $title }</b>: { $status ->
        [ended] выполнение закончено.
        [failed] выполнение прервано ошибкой.
       *[running] выполнение ещё идёт.
    }
picture-left-out = { $count ->
        [one] Ещё { $count } шаг на схеме не учтён.
        [few] Ещё { $count } шага на схеме не учтены.
       *[other] Ещё { $count } шагов на схеме не учтены.
    }
picture-legend = { $fate ->
        [done] сделано
        [skipped] не делалось
        [ignored] ошибка пропущена
       *[failed] ошибка
    }
error-picture-too-large = Действий слишком много для одной схемы. Посмотрите их списком.
