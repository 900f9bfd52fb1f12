### Mistakes in formulas: the place, what is wrong, the nearest known name.

error-formula = Line { $line }, column { $column }: “{ $piece }” does not fit.
    { $underlined }
error-formula-syntax = Line { $line }, column { $column }: { $has-piece ->
        [no] { "" }
       *[yes] the formula cannot be read near “{ $piece }”:{ " " }
    }{ $slip ->
        [empty] the formula is empty. Write, for example, $Name, a text in quotes or a function
        [end] the formula breaks off: a value must follow ($Name, 'text', a number or a function)
        [step-end] the name of an attribute follows ->: mbox, fullName, manager…
        [step-start] say whose attribute it is before ->: $Name->mbox
        [first] the function FIRST gives the first of a list: { $instead }
        [quote] the quote { $instead } is opened here and never closed. Put { $instead } at the end of the text; a quote inside a text is doubled
        [quotes] texts stand in straight quotes: { $instead }
        [open] the bracket is opened here and not closed: ) is missing
        [closed] this bracket closes nothing: one ) too many, or ( is missing
        [title] a name has no spaces: { $instead }
        [word] the name of an attribute begins with $, a text stands in quotes: { $instead }
        [words] a text stands in quotes: { $instead }
        [side] there is no sign between two values: put + (to add or join), a comparison, or a comma between arguments
        [leading] a formula begins with its value, without { $piece }
        [arrow] a step to an attribute is written ->
        [step] a step to an attribute is written ->, not as a dot
        [method] a function stands before its value: { $instead }
        [minus] minus is the plain sign -
        [times] multiplication is written *
        [divide] division is written /
        [placeholder] an attribute is written without brackets or other signs: { $instead }
        [join] texts are joined by +
        [number] a number is written in one piece and with a point: { $instead }
        [comma] the decimal sign is a point: { $instead }
        [money] a number is written without units: { $instead }
        [percent] there is no per cent in formulas: { $instead }
        [if] a condition is the function IF(condition, if true, if false)
        [value] a default is given by the function VALUE: { $instead }
        [unequal] "not equal" is written !=
        [equal] "equal" is written ==
        [order] the comparison is written { $instead }
        [contains] the function CONTAINS looks for a piece: { $instead }
        [starts] the function STARTSWITH looks at the beginning: { $instead }
        [and] "and" is written &&
        [or] "or" is written ||
        [not] "not" is the function NOT(condition): { $instead }
        [ampersand] a single & means nothing: "and" is &&, texts are joined by +
        [power] the function POW gives powers: { $instead }
        [remainder] the function REMAINDER gives the remainder: { $instead }
        [quotient] the function QUOTIENT divides to a whole number: { $instead }
        [date] the function DATE gives a date: { $instead }
        [time] the function DURATION gives a time: { $instead }
        [table] records of a template are written db->Template: { $instead }
        [row] an attribute of a query’s record is written behind its name: { $instead }
        [select] a query ends with what is taken from it: select
        [call] what a function takes stands in brackets: { $instead }
        [inside] a name inside quotes stays plain text; a value and a text are joined by +
        [semicolon] arguments are parted by a comma "," and not by ";"
        [brackets] brackets in formulas are round: ( )
        [comment] there are no comments in formulas
        [doubled] one + stands between two values
        [extra-comma] the comma before the bracket is one too many
        [empty-argument] there is nothing between the commas; empty is null
        [address] an address is a text in quotes: { $instead }
        [invisible] there is an invisible sign here, type this place anew
        [constant] this is written { $instead }
       *[other] something else is needed here
    }.{ $has-corrected ->
        [no] { "" }
       *[yes] { " " }Write: { $corrected }
    }
    { $underlined }
error-formula-unknown-name = Line { $line }, column { $column }: there is no name "{ $name }" here{ $has-instead ->
        [no] { $has-names ->
            [no] .
           *[yes] . There are: { $names }.
        }
       *[yes] ; it looks like “{ $instead }”{ $has-title ->
            [no] .
           *[yes] { " " }({ $title }).
        }
    }{ $has-corrected ->
        [no] { "" }
       *[yes] { " " }Write: { $corrected }
    }
    { $underlined }
error-formula-unknown-function = Line { $line }, column { $column }: there is no function { $name }{ $has-nearest ->
        [no] . All functions: gonets formula --help.
       *[yes] ; there is { $nearest }.
    }{ $has-signature ->
        [no] { "" }
       *[yes] { " " }It is written: { $signature }. For example: { $example }.
    }{ $has-corrected ->
        [no] { "" }
       *[yes] { " " }Write: { $corrected }
    }
    { $underlined }
error-formula-type = Line { $line }, column { $column }, "{ $piece }": this must be { $expected ->
        [text] text
        [number] a number
        [boolean] yes or no
        [date_time] a date and time
        [duration] a duration
        [list] a list
        [reference] a record or an account
        [variables] a set of variables
        [empty] nothing
       *[other] { $expected }
    }, and it is { $found ->
        [text] text
        [number] a number
        [boolean] yes or no
        [date_time] a date and time
        [duration] a duration
        [list] a list
        [reference] a record or an account
        [variables] a set of variables
        [empty] nothing
       *[other] { $found }
    }.{ $hint ->
        [join] { " " }Texts are joined by +.
        [variables] { " " }Name a variable of the set: $$…->…{ $has-names ->
            [no] .
           *[yes] { " " }(it has: { $names }).
        }
       *[other] { "" }
    }{ $has-signature ->
        [no] { "" }
       *[yes] { " " }It is written: { $signature }. For example: { $example }.
    }
    { $underlined }
error-formula-arguments = Line { $line }, column { $column }: { $has-counted ->
        [no] these values do not fit { $name }.
       *[yes] { $name } takes { $counted } arguments, not { $given }.
    }{ $has-instead ->
        [no] { "" }
       *[yes] { " " }The decimal sign is a point: { $instead }.
    }{ $has-signature ->
        [no] { "" }
       *[yes] { " " }It is written: { $signature }. For example: { $example }.
    }{ $has-corrected ->
        [no] { "" }
       *[yes] { " " }Write: { $corrected }
    }
    { $underlined }
error-formula-limit = Line { $line }, column { $column }: the formula is too large ({ $what ->
        [length] its length
        [depth] its nesting
        [steps] its work
        [rows] records to be read
        [queries] queries in each other
        [pattern] a search pattern
        [repeats] repeats in a search pattern
        [searched] the text that is searched
        [number] a number, digits
        [list] a list
        [date_time] a date, year
        [duration] a duration, days
       *[text] a text
    }, the limit is { $limit }).{ $has-advice ->
        [no] { "" }
       *[yes] { " " }A condition that the database looks for helps: where { $advice }
    }
    { $underlined }
error-formula-unreadable = Line { $line }, column { $column }: { $what ->
        [pattern] the pattern in { $name } cannot be read{ $has-rest ->
            [yes] {" "}from “{ $rest }” on
           *[no] {""}
        }. It is written as in .NET, without (?x) and (?n).
       *[format] { $has-rest ->
            [yes] “{ $rest }” does not fit here: there is no such format, or it is one of values of another type.
           *[no] there is no such format.
        } Examples: N2 and 0.00 for numbers, dd.MM.yyyy and HH:mm for dates.
    }
    { $underlined }
error-formula-pattern-too-hard = Line { $line }, column { $column }: { $name } takes too long to search for the pattern “{ $piece }”. Make the pattern simpler: remove repeats inside repeats.
    { $underlined }
error-empty-system-name = The title “{ $title }” gives no system name: letters or digits are needed.
