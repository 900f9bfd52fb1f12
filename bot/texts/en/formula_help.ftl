### Help beside a formula: functions, names, its value on a record.

button-functions = ƒ Functions
button-formula-names = Names
button-try-formula = Try on a record
button-function-group = { $group } ({ $count })
button-function-groups = All functions
button-back-to-formula = ← To the formula
button-take-formula = ✓ Take the formula
functions-head =
    <b>What formulas can do</b>
    Choose what the function is about, or write a word: “round”, “weekday”, “address”. You may write the formula itself here, too.
    $Attribute and + keep formatting and links. Functions give plain text: a link's address stands in brackets behind it.
formula-names-head = { $count ->
        [0] <b>Names</b>
            There are none yet: choose a record template first.
       *[other] <b>Names that the formula may use</b>
            Press a name to copy it. To find a name or a function, write a word.
    }
formula-help-found = For “{ $query }”:
formula-help-nothing = Nothing for “{ $query }”. Try other words: “date”, “sum”, “text”.
formula-kind = { $kind ->
        [number] number
        [boolean] yes or no
        [date_time] date and time
        [duration] duration
        [enum] a value of a list
        [account] account
        [record] record
        [file] file
        [reference] record or account
        [list] list
        [variables] set of variables
        [empty] empty
       *[other] text
    }{ $many ->
        [yes] , several
       *[no] { "" }
    }
formula-kind-variable = a variable of the scenario
formula-kind-records = records for a query: from x in …
formula-name = { $name ->
        [id] Number of the record
        [creator] Who created it
        [creationDate] When it was created
        [lastWriteDate] When it was changed
       *[other] In the archive
    }
formula-trial-head = <b>A check on record № { $record }</b>
    Nothing is saved and nothing is sent.
formula-trial-asks = Write a formula, and its value on this record is shown.
formula-trial-value = Value ({ $kind }{ $many ->
        [yes] , { $count ->
            [one] { $count } value
           *[other] { $count } values
        }
       *[no] { "" }
    }):
formula-trial-empty = Value: empty.
formula-trial-variables = Variables of the scenario are empty here: a run fills them.
formula-trial-choose = On which record shall the formula be tried? Nothing changes.
formula-trial-no-records = There is nothing to try it on: no records of this template. Make one: /new
button-take-as-text = Take it as a text
button-take-mended = Take: { $formula }
formula-or-text = This is no formula. If it is plain text, press “Take it as a text”: I will put it in quotes. Or type a formula.
formula-trial-forgotten = This formula is not known any more. Write it once more.
