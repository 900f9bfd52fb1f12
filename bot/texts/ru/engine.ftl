### Шаблоны записей: значения по умолчанию и операции кнопок.

config-no-default = значения по умолчанию (default) у этого типа не бывает (type: { $type })
config-default-too-early = значение по умолчанию вычисляется, когда запись только начата, и «{ $name }» тогда ещё пусто. Можно: _creator, USER(), NOW() и атрибуты выше, у которых есть значение по умолчанию
config-default-one = в «{ $name }» помещается один, а формула даёт нескольких; возьмите первого: FIRST(…)
config-formula-kind = нужно { $expected ->
        [account] аккаунт (например, $_creator)
        [boolean] условие: да или нет (например, NOT(EMPTY($Tema)))
        [number] число (например, 5 * 12)
        [duration] длительность (например, DURATION('PT2H'))
        [date_time] дату и время (например, NOW())
        [record] запись
       *[text] то, что печатается текстом (например, $_creator->fullName)
    }, а формула даёт { $found ->
        [text] текст
        [number] число
        [boolean] да или нет
        [date_time] дату и время
        [duration] длительность
        [account] аккаунт
        [record] запись
        [file] файл
       *[other] другое
    }
config-button-no-event = кнопка «{ $button }» не вызывает событие (operation: raise_event), поэтому сценарий от неё не начнётся
done-save = 💾 Сохранено.
done-archive = 🗄 Запись в архиве: из списка она ушла, вернуть её можно отсюда или из /list → «Архив».
done-unarchive = ✅ Запись вернулась из архива.
taken-out = Запись снова в списке.
archived = 🗄 в архиве
filter-archived = 🗄 Архив ({ $count })
button-take-out = Вернуть из архива
error-record-archived = Запись в архиве, поэтому не меняется. Нажмите «Вернуть из архива» на её карточке.
error-trial-other-template = Эта запись — «{ $template }», а сценарий начинается от кнопки другого шаблона. Выберите запись его шаблона.
error-trial-texts-hidden = Тексты чужих записей здесь закрыты (GONETS_HIDE_TEXTS). Попробуйте на своей записи.
