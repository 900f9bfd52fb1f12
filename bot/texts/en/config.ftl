### The configuration file: mistakes with their place, and the outcome.

config-not-a-mapping = the file must consist of the sections connections, routes, templates, scenarios
config-not-a-list = “{ $name }” is a list: the lines below it begin with “- ”
config-unknown-field = there is no field “{ $name }”{ $has-nearest ->
        [no] {""}
       *[yes] ; did you mean “{ $nearest }”?
    }
config-missing = “{ $name }” is missing
config-not-a-choice = “{ $name }” can be: { $choices }
config-out-of-range = “{ $name }” is out of range (the limit is { $limit })
config-too-soon = “{ $name }” cannot be less than { $limit }
config-too-late = “{ $name }” may not be more than { $limit }
config-most-below-least = at most { $most } and at least { $least }: there is no such number
config-text-in-quotes = “{ $name }” is a text, and what is written is { $kind ->
        [truth] true or false
       *[number] a number
    }: put the value in quotation marks
config-bare-number = “{ $name }” is a whole number: write it without quotation marks and without a point, { $text }
config-truth = “{ $name }”: write { $word } instead of { $text }, without quotation marks
config-host = “{ $name }” is wrong: a server’s name is needed, like smtp.company.com or 10.0.0.5
config-host-port = “{ $name }” is wrong: only the server’s name is needed here, and the port has a field of its own
config-host-scheme = “{ $name }” is wrong: only the server’s name is needed, without :// and what stands around it
config-host-user = “{ $name }” is wrong: only the server’s name is needed, without @; the user name has a field of its own
config-hello-name = “{ $name }” is wrong: a server is greeted with a name like bot.company.com or [10.0.0.5]
config-ca-file = “{ $name }”: the file is not there, cannot be read, or holds no certificates as PEM
config-ca-file-relative = “{ $name }”: the whole path is needed, like /etc/ssl/company.pem
config-address-with-name = “{ $name }”: only the address is needed, without a name and angle brackets; the sender’s name has a field of its own
config-too-many-recipients = there are more than { $limit } fixed recipients: no email has so many
config-template-word = “{ $name }” is a word of the language of templates: give the message attribute another name
config-no-address = there is no field Address in “{ $name }”: a recipient needs an address
config-route-header-name = “{ $name }” does not fit: a header’s name begins with X-, then Latin letters, digits and hyphens, 60 characters at most
config-header-name = “{ $name }” does not fit in CustomHeaders: a header’s name is Latin letters, digits and _, 60 characters at most, and its value is a text
config-empty = “{ $name }” cannot be empty
config-none-there = at least one is needed: “{ $name }”
config-one-line = “{ $name }” is one line, without line breaks
config-too-long = “{ $name }” is too long: at most { $limit } characters
config-too-many = “{ $name }”: at most { $limit }
config-value-kind = “{ $name }” is not a value: it takes a formula or an attribute, in a file {"{"}formula: …{"}"} or {"{"}attribute: …{"}"}
config-wrong-value = “{ $name }” does not fit
config-wrong-text = “{ $name }” is not written correctly: extra spaces, line breaks or characters
config-wrong-address = “{ $name }” is not an email address: it should look like notify@company.com, without spaces
config-needs-username = for logging in a user name is needed
config-needs-oauth2 = logging in by OAuth 2.0 needs the field oauth2: a provider and an application
config-oauth2-grant = { $provider } gives no tokens like that; it does so by: { $grants }
config-oauth2-needs = { $provider } needs “{ $name }”
config-not-a-day = a day is written like this: 2027-11-29
config-system-name = the system name “{ $name }” does not fit: it takes letters, digits and _, no blanks, and does not begin with a digit
config-duration = “{ $text }” is not a period of time: a number and a unit, such as 30s, 5m, 24h, 30d
config-other-type = “{ $name }” goes with type: { $types } only
config-not-multiple = this type cannot hold several values (multiple; type: { $type })
config-name-taken = the system name “{ $name }” is already here
config-record-template = choose the template whose records are offered (template)
config-record-other = “{ $name }” holds records of the template “{ $template }”, and the formula gives records of “{ $found }”
config-enum-empty = the list has no values
config-enum-twice = “{ $name }” cannot be told from “{ $other }”: titles and system names of values must differ
config-twin = “{ $title }” is there already (system name: { $names }). Lists will show the system name beside the title; better give them different titles
config-twin-attributes = several attributes are called “{ $title }”: staff cannot tell them apart. Give them different titles
config-twin-buttons = several buttons are called “{ $title }”: staff cannot tell them apart. Give them different titles
config-form-name = the form names “{ $name }”, which is neither an attribute nor a button
config-one-action = an action has exactly one of: { $kinds }
config-too-many-actions = there are more than { $limit } actions
config-too-deep = actions are nested deeper than { $limit }
config-wrong-type = the value of “{ $name }” is of the wrong kind, it should be { $type ->
        [string] a text
        [int] a whole number
        [bool] true or false
        [list] a list
        [tuple] a list
        [dict] fields like “name: value”
        [model] fields like “name: value”
        [time_delta] a period of time (30s, 5m, 24h)
       *[other] something else
    }
config-twice = “{ $name }” is already in the file
config-password-one-line = there is a line break or a control character in the password: write it in one line
config-password-not-text = a password is written as text in quotes or as a reference ${"{"}VARIABLE{"}"}
config-unknown-name = there is no { $kind ->
        [connection] connection
        [route] route
        [template] record template
        [button] button
       *[attribute] attribute
    } “{ $name }”{ $has-nearest ->
        [no] {""}
       *[yes] ; did you mean “{ $nearest }”?
    }
config-unknown-author = “{ $name }” cannot be the author: it takes an account outside the archive whose person uses the bot
config-disabled = “{ $name }” is switched off
config-other-connection = the route “{ $route }” goes through the connection “{ $other }”, not “{ $connection }”
config-set-not-filled = nothing fills the set “{ $set }” before this step, so there is nothing to make a message from: { $has-nearest ->
        [no] add “Change variables” above it
       *[yes] “{ $nearest }” is filled: name that one here, or add “Change variables” above
    }
config-no-recipient = the set “{ $set }” has none of To, Cc and Bcc: there is nobody to send to
config-attribute-not-filled = the route requires “{ $attribute }”, and the set “{ $set }” has none{ $has-nearest ->
        [no] {""}
       *[yes] ; it has something alike: “{ $nearest }”
    }
config-placeholder-not-filled = letters would have a hole: “{ $attribute }” stands in a template of the route “{ $route }”, and nothing puts it into the set “{ $set }”{ $has-nearest ->
        [no] {""}
       *[yes] ; it has something alike: “{ $nearest }”
    }
config-answer-over-set = “{ $name }” is a set that letters are made from: the server’s answer would erase it. Call the variable for the answer something else
config-answer-twice = “{ $name }” already takes the answer about success: call the variable for the error something else
config-want-files = the files themselves go here: choose an attribute of the record of the type “Files”, neither a formula nor a set
config-wants-address = “{ $text }” is no e-mail address: it should look like ivanov@company.com
config-wants-address-empty = this would always be empty, and an e-mail address is needed
config-wants-count = “{ $text }” is no number of times: a whole number from 0 to { $limit } is needed
config-wants-something = this is always empty
config-wants-number = “{ $text }” is no number
config-wants-boolean = “{ $text }” is neither yes nor no
config-wants-date-time = “{ $text }” is no date: type for example 25 Dec 2026, 9:00
config-wants-duration = “{ $text }” is no duration: type for example 2 hours
config-wants = what goes here is { $expected ->
        [address] something that gives an e-mail address: an account or a text (for instance $Poluchatel->mbox)
        [name] a name: an account or a text (for instance $Poluchatel->fullName)
        [files] files: an attribute of the record of the type “Files”
        [records] something that finds records (for instance $id, the record itself)
        [number] a number
        [several] something to go through: several values, records or accounts
        [condition] a condition: something that gives yes or no (for example $Summa > 1000)
        [boolean] yes or no
        [date_time] a date and time
        [duration] a duration (for example DURATION('PT2H'))
        [nested] several values with names of their own
       *[text] something that prints as text (for instance $Poluchatel->fullName)
    }, and this is { $found ->
        [text] a text
        [number] a number
        [boolean] yes or no
        [date_time] a date and time
        [duration] a duration
        [account] an account
        [record] a record
        [file] files
        [enum] a choice from a list
       *[other] { $found }
    }
config-finds-no-records = “{ $attribute }” finds no records: choose ID, which is the record itself
config-other-records = ID is a record of the template “{ $template }” here: choose that as the record template
config-clear-no-value = what is cleared takes no value: leave it out
config-system-attribute = “{ $name }” is kept by Gonets itself: no scenario changes it
config-adds-to-one = “{ $attribute }” holds one value: choose “Replace”
config-never-done = no run ever comes to this action: a condition before it is always the same
config-does-nothing = the scenario sends and changes nothing: it has no actions that do, or no run comes to them
config-sends-nothing = the scenario sends no emails, it only changes records
config-check-behind-wait = the check comes behind a letter that is waited for (step { $number }): if it is not met, that letter has gone. Put the check first if that will not do
config-reserved-name = a variable cannot be called “{ $name }”: kinds of values are called that
config-creates-nothing = only a button “Create a record” has a template and values of a new record
config-button-taken = the button “{ $button }” already has a scenario that is switched on, “{ $scenario }”, and a button has one. Choose another button, add one to the template, or change that scenario
config-differs-in-case = “{ $name }” differs from “{ $other }” only in upper and lower case
config-not-yaml = this is not YAML: { $reason ->
        [tab] a tab instead of spaces
        [quote] a quotation mark is not closed
        [colon] a colon is out of place; a text with a colon is put in quotation marks
        [indent] the indent differs from that of the lines around it, or a bracket is not closed
        [value] the value cannot be read; put it in quotation marks
        [escape] a backslash in double quotation marks means a special character, and there is none such; put the text in single quotation marks
        [documents] there are several documents in the file and one is needed, without lines of “---”
       *[other] check indents, colons and quotation marks
    }
config-character = there is a control character { $code } in the file: remove it
config-file-too-deep = too many brackets, lists or references (&, *) stand inside of one another in the file
config-key-twice = “{ $name }” is written twice
config-file-too-large = the file is too large (the limit is { $limit })
config-as-before = works by the rules under which it was saved; fix it with the next change:
config-nothing-applied = { $count ->
        [one] { $count } mistake.
       *[other] { $count } mistakes.
    } Nothing was applied.
secret-name = { $secret ->
        [password] password
        [client_secret] application’s secret
        [refresh_token] refresh token
       *[service_account_key] service account’s key
    }
config-note-disabled = the login lacks: { $what } (variable { $variable } is not set), without it the connection is switched off. Set the variable and apply the file again.
config-note-asked = this would go to another place: { $what } (server, port, user name, protection or provider of tokens). The previous one is not used there, emails wait for a new one. { $has-variable ->
        [yes] The variable { $variable } is not set, so the connection is switched off: set it and apply the file again, or enter this in the chat, on the connection’s page.
       *[no] Put it into the file as a reference to a variable and apply it again, or enter it in the chat, on the connection’s page.
    }
config-note-kept = the variable { $variable } is not set: stays as it is — { $what }.
config-applied = { $count ->
        [0] No changes: everything is like that already.
        [one] Applied: { $count } change.
       *[other] Applied: { $count } changes.
    }
config-checked = { $count ->
        [0] The file is correct. Nothing would change.
        [one] The file is correct. { $count } thing would change.
       *[other] The file is correct. { $count } things would change.
    }
error-template = { $reason ->
        [unknown-name] line { $line }, column { $column }: “{ $name }” is not among the message attributes{ $has-nearest ->
            [no] {""}
           *[yes] ; did you mean “{ $nearest }”?
        }
        [unknown-filter] line { $line }, column { $column }: there is no filter “{ $name }”{ $has-nearest ->
            [no] {""}
           *[yes] ; did you mean “{ $nearest }”?
        }
        [loop-needs-array] line { $line }, column { $column }: a for loop goes over an array attribute only, and “{ $name }” is not one
        [not-allowed] line { $line }, column { $column }: { $name ->
            [mul] multiplying
            [div] dividing
            [floordiv] dividing into whole numbers
            [mod] taking a remainder
            [pow] raising to a power
            [add] adding
            [sub] subtracting
            [neg] changing a sign
            [pos] the sign “+”
            [concat] joining by “~”
            [getitem] taking a part in square brackets
            [slice] taking a part in square brackets
            [call] calling functions
            [list] writing lists
            [tuple] listing in brackets
            [dict] writing sets of values
            [test] asking by “is”
            [assign] names of your own (set)
            [assignblock] names of your own (set)
            [macro] macros (macro)
            [callblock] calling macros (call)
            [filterblock] a filter around a whole piece (filter)
            [include] putting in other templates (include)
            [import] putting in other templates (import)
            [fromimport] putting in other templates (import)
            [extends] continuing other templates (extends)
            [block] cutting a template into blocks (block)
            [with] names of your own (with)
            [scope] other rules for signs (autoescape)
            [for] such repeating (two loops inside each other at most, with one name each)
           *[other] “{ $name }”
        } is not allowed in templates; work it out in the scenario
        [unknown-tag] line { $line }, column { $column }: “{ $name }” does not belong here; there are if … endif and for … endfor
        [unclosed] line { $line }, column { $column }: “{ $name }” is not closed
        [unclosed-block] line { $line }, column { $column }: what begins here has no “{ $name }”
        [too-deep] the template is nested too deep
        [too-large] the result is too large
        [render] the value cannot be put in ({ $name })
       *[other] line { $line }, column { $column }: “{ $name }” cannot be read
    }
