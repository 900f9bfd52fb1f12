### Mistakes in formulas: the place, what is wrong, the nearest known name.

error-formula = Line { $line }, column { $column }: “{ $piece }” does not fit.
    { $underlined }
error-formula-syntax = Line { $line }, column { $column }: { $has-piece ->
        [no] the formula breaks off.
       *[yes] the formula cannot be read near “{ $piece }”{ $equals ->
            [yes] : “equals” is written ==
           *[no] {""}
        }.
    }
    { $underlined }
error-formula-unknown-name = Line { $line }, column { $column }: there is no name “{ $name }” here{ $has-nearest ->
        [no] .
       *[yes] ; did you mean “{ $nearest }”?
    }
    { $underlined }
error-formula-unknown-function = Line { $line }, column { $column }: there is no function { $name }{ $has-nearest ->
        [no] .
       *[yes] ; did you mean { $nearest }?
    }
    { $underlined }
error-formula-function-not-yet = Line { $line }, column { $column }: the platform has { $name }, but it is not here yet.
    { $underlined }
error-formula-type = Line { $line }, column { $column }, “{ $piece }”: { $expected ->
        [text] a text
        [number] a number
        [boolean] yes or no
        [date_time] a date and time
        [duration] a duration
        [list] a list
        [reference] a record or an account
        [empty] nothing
       *[other] { $expected }
    } is needed, and this is { $found ->
        [text] a text
        [number] a number
        [boolean] yes or no
        [date_time] a date and time
        [duration] a duration
        [list] a list
        [reference] a record or an account
        [empty] nothing
       *[other] { $found }
    }.
    { $underlined }
error-formula-arguments = Line { $line }, column { $column }: { $name } has wrong arguments, or a wrong number of them.
    { $underlined }
error-formula-limit = Line { $line }, column { $column }: the formula is too large ({ $what ->
        [length] its length
        [depth] its nesting
        [steps] its work
        [pattern] a search pattern
        [repeats] repeats in a search pattern
        [searched] the text that is searched
       *[text] a text
    }, the limit is { $limit }).
    { $underlined }
error-formula-pattern-too-hard = Line { $line }, column { $column }: { $name } takes too long to search for the pattern “{ $piece }”. Make the pattern simpler: remove repeats inside repeats.
    { $underlined }
error-empty-system-name = The title “{ $title }” gives no system name: letters or digits are needed.
