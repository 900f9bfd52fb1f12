### Record templates: defaults and the operations of buttons.

config-no-default = files have no default
config-default-too-early = a default is worked out when a record has only just begun, and “{ $name }” is still empty then. It may use _creator, USER(), NOW() and attributes above it that have a default
config-default-one = “{ $name }” holds one account, and the formula gives several; take the first: FIRST(…)
config-formula-kind = { $expected ->
        [account] an account is needed (for instance $_creator)
        [boolean] a condition is needed, yes or no (for instance NOT(EMPTY($Tema)))
       *[text] something that prints as text is needed (for instance $_creator->fullName)
    }, and the formula gives { $found ->
        [text] a text
        [number] a number
        [boolean] yes or no
        [date_time] a date and time
        [duration] a duration
        [account] an account
        [record] a record
        [file] a file
       *[other] something else
    }
