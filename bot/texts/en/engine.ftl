### Record templates: defaults and the operations of buttons.

config-no-default = this type has no default (type: { $type })
config-default-too-early = a default is worked out when a record has only just begun, and “{ $name }” is still empty then. It may use _creator, USER(), NOW() and attributes above it that have a default
config-default-one = “{ $name }” holds one account, and the formula gives several; take the first: FIRST(…)
config-formula-kind = { $expected ->
        [account] an account is needed (for instance $_creator)
        [boolean] a condition is needed, yes or no (for instance NOT(EMPTY($Tema)))
        [number] a number is needed (for instance 5 * 12)
        [duration] a duration is needed (for instance DURATION('PT2H'))
        [date_time] a date and time is needed (for instance NOW())
        [record] a record is needed
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
config-button-no-event = the button “{ $button }” raises no event (operation: raise_event), so no scenario can begin from it
done-save = 💾 Saved.
done-archive = 🗄 The record is in the archive: it has left the list. Bring it back from here or from /list → “Archive”.
done-unarchive = ✅ The record is back from the archive.
taken-out = The record is back in the list.
archived = 🗄 archived
filter-archived = 🗄 Archive ({ $count })
button-take-out = Bring back
error-record-archived = The record is in the archive, so it does not change. Press “Bring back” on its card.
error-trial-other-template = This record is a “{ $template }”, and the scenario begins from a button of another template. Choose a record of its template.
error-trial-texts-hidden = Texts of other people’s records are closed here (GONETS_HIDE_TEXTS). Try it on a record of your own.
