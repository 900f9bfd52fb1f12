### A scenario in words: each step is a line with its number.

explain-event = When the button “{ $button }” is pressed on a record of “{ $template }”
explain-change-context = Change context: { $template }, { $by ->
        [attribute] by { $objects }
        [formula] by the formula { $objects }
       *[missing] the records are not named
    }
explain-change-variables = { $operation ->
        [add] Add to variables
        [exclude] Remove from variables
       *[replace] Set variables
    } { $set }:{ $given }
explain-exclude-set = Take the whole variable set { $set } away
explain-send-message = Send message: { $route }{ $waits ->
        [yes] , wait for the server’s answer
       *[no] {""}
    }
explain-check = Check: { $condition }
explain-by-conditions = Run by conditions
explain-by-conditions-branches = if { $condition }
explain-by-conditions-otherwise = otherwise
explain-repeat = Repeat { $times } times, counter { $variable }
explain-for-each = For each of { $values }, variable { $variable }
explain-change-attributes = Change the record: { $given }
explain-attribute-change = { $operation ->
        [add] { $attribute } + { $value }
        [remove] { $attribute } − { $value }
        [clear] clear { $attribute }
       *[replace] { $attribute } = { $value }
    }
explain-create-record = Create a record “{ $template }”{ $has-variable ->
        [yes] , variable { $variable }
       *[no] {""}
    }
explain-duplicate-record = Duplicate the record{ $has-variable ->
        [yes] , variable { $variable }
       *[no] {""}
    }
explain-run-apart = Run apart from the scenario
explain-empty = No actions yet
explain-unknown = Unknown action: { $kind }
explain-missing = not specified
explain-ignores-errors = {" "}(errors are ignored)
