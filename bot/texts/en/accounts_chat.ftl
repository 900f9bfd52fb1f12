### The directory in the chat: people that letters go to, requests to add somebody, files and contacts.

## The list

directory = 👥 <b>Directory</b>
directory-counts = Active: { $active } · archived: { $archived } · without email: { $without }
directory-list = { $which ->
        [archived] <b>Archived.</b> Nobody can write to them until you restore them. Press a person, or type a name, a department or an address.
        [without_address] <b>Without email.</b> No email can reach them until they have an address. Press a person and fill it in.
       *[active] Press a person, or type a name, a department or an address to search.
    }
directory-empty = { $which ->
        [archived] Nobody is archived.
        [without_address] Everybody has an email address.
       *[active] There is nobody here yet. Add people one by one, share a contact from your phone, or send a CSV file.
    }
directory-found = Found for “{ $query }”:
directory-found-nobody = Nobody found for “{ $query }”. Try another name, department or address.
command-accounts = Directory of people
button-add-account = Add a person
button-accounts-active = All ({ $count })
button-accounts-archived = Archive ({ $count })
button-accounts-without = No email ({ $count })
button-accounts-files = From a file
button-export-accounts = Export
button-to-accounts = To the directory
button-open-account = Open

## One person

account-head = <b>{ $name }</b>{ $archived ->
        [yes] {" "}· 🗄 archived
       *[no] {""}
    }
account-line = { $code ->
        [yes] <b>{ $title }:</b> <code>{ $value }</code>
       *[no] <b>{ $title }:</b> { $value }
    }
account-no-mbox = ⚠️ There is no email address: no email can be sent to this person. Fill it in with “Edit”.
account-tombstone = 🕯 <b>Erased recipient</b>
    This person’s data has been erased. The empty entry stays so that old notifications still open.
account-erased = erased recipient
account-field-full-name = Full name
account-field-mbox = Email
account-field-phone = Phone
account-field-title = Job title
account-field-department = Department
account-field-office = Office
account-field-manager = Manager
account-field-language = Language
account-field-username = User name
account-field-active = Active
account-language = { $code ->
        [ru] Russian
       *[en] English
    }
button-archive-account = Archive
button-restore-account = Restore
button-erase-account = Erase data
button-erase-yes = Erase for good
account-archived = 🗄 Archived. This person is not offered as a recipient any more; you can restore them at any time.
account-restored = ✅ Restored: this person can be chosen as a recipient again.
account-erased-now = The data has been erased.
account-erase = <b>Erase the data of { $name }?</b>
    This cannot be undone.

    I will erase the name, the email address, the phone and all other fields, the words to search by, and the traces in the change log and in requests. Old notifications will say “erased recipient” instead of the name.{ $has-people ->
        [yes] {"\u000A\u000A"}This is the account of somebody who uses the bot: { $people }. They can go on using it, but the link will be gone.
       *[no] {""}
    }

    I cannot erase what was sent: emails are kept for { $days ->
        [one] { $days } day
       *[other] { $days } days
    } after they were sent, and the journal still shows the address they went to.

    If the person has simply left the company, archiving is enough.

## Adding and changing

account-new = <b>New person</b>
    Type the full name. You can add the email address in the same line:
    <code>Smith John, smith@company.com</code>

    Or share a contact from your phone.
account-new-name = <b>New person</b>: <code>{ $mbox }</code>
    Type the full name.
account-new-mbox = <b>New person</b>: { $name }
    Type the email address.
account-mbox-wanted = ⚠️ An email address is needed here, for example <code>smith@company.com</code>.
account-added = ✅ Added. You can fill in the rest with “Edit”.
account-typed-again = That question is closed. Start again.
account-shared = { $count ->
        [one] ⚠️ { $count } person already has the address <code>{ $mbox }</code>:
       *[other] ⚠️ { $count } people already have the address <code>{ $mbox }</code>:
    }

    If “{ $name }” is somebody else who shares this mailbox, add them. Or type another address.
account-same-mbox = { $count ->
        [1] ⚠️ { $name } has the same address. If the mailbox is shared, that is fine.
       *[other] ⚠️ { $name } and others have the same address. If the mailbox is shared, that is fine.
    }
account-ask-field = ✏️ <b>{ $title }</b> — { $name }
account-field-now = { $has-value ->
        [yes] Now: { $value }
       *[no] It is empty now.
    }
account-expects = { $kind ->
        [mbox] Type the email address.
        [language] Press a button, or type the code of a language, for example <code>de</code>.
        [manager] Type the beginning of a name or an address, then press the person.
        [username] Type the user name. Files find the person by it, and everybody has their own.
       *[other] Type the new value.
    }
account-written = ✅ Saved: { $title }.
button-add-anyway = Add anyway
error-account-field-empty = { $field ->
        [full_name] ⚠️ The name cannot be empty. Type the full name.
        [mbox] ⚠️ An email address is needed.
       *[other] ⚠️ This field cannot be empty.
    }
error-account-field-long = ⚠️ Too long: { $length } characters, at most { $limit } are allowed. Make it shorter.{ $field ->
       *[other] {""}
    }
error-account-language = ⚠️ “{ $value }” is not the code of a language. Type two letters, for example ru, en or de.
error-account-username = ⚠️ This user name does not work: it has neither letters nor digits.
error-account-several = ⚠️ There are several addresses here, and I add one person at a time. For many people send a CSV file.
error-account-erased = This person’s data has already been erased, there is nothing to change.
error-account-changed = { $field ->
        [active] { $has-who ->
            [yes] { $value ->
                [True] { $who } has already restored this person.
               *[False] { $who } has already archived this person.
            }
           *[no] { $value ->
                [True] This person was already restored.
               *[False] This person was already archived.
            }
        }
       *[other] { $has-who ->
            [yes] ⚠️ { $who } has changed this field while you were looking.
           *[no] ⚠️ This field was changed while you were looking.
        } { $has-value ->
            [yes] It now says: { $value }. If you want something else, answer again.
           *[no] It is empty now. If you want something else, answer again.
        }
    }
error-account-address-used = { $name } already has the address { $mbox }.{ $account ->
       *[other] {""}
    }
error-account-own-manager = ⚠️ Nobody can be their own manager. Choose somebody else.

## Contacts

contact-understood = 📇 This is what I understood:
contact-add = Add it to the directory?
contact-no-mbox = ⚠️ The contact has no email address. Type it as a message.
contact-known = This address is in the directory already: { $name }.
contact-ask-mbox = Type the email address of { $name }.
contacts-understood = 📇 { $count ->
        [one] There is { $count } contact in the file.
       *[other] There are { $count } contacts in the file.
    } New: { $new }, known already: { $known }, without email (left out): { $without }.
contacts-applying = ⏳ Adding…
contacts-added = { $count ->
        [0] Nobody was added.
        [one] ✅ { $count } person was added.
       *[other] ✅ { $count } people were added.
    }{ $known ->
        [0] {""}
       *[other] {" "}Known already: { $known }.
    }{ $without ->
        [0] {""}
       *[other] {" "}Left out without email: { $without }.
    }
button-give-address = Give an address
button-other-address = Other address
button-add-contact = Add
button-add-contacts = Add all ({ $count })
contacts-lost = ⚠️ Contacts that could not be read: { $count }.
contacts-remarks = <b>Notes, please check:</b>
contacts-more-remarks = and { $count } more
card-remark = contact { $number }{ $has-name ->
        [yes] {" "}({ $name })
       *[no] {""}
    }:
card-wrong-empty = it has neither a name nor an address; left out
card-wrong-letters = the letters of its name are lost or in an unknown encoding; left out
card-wrong-cut = it breaks off and has no address; left out
card-wrong-long = the name is too long: { $length } characters, at most { $limit } are allowed; left out
card-note-cut = it breaks off without END:VCARD; check that everything is there
card-note-long = “{ $column }”: { $length } characters, at most { $limit } are allowed; it was not taken
card-note-mbox = “{ $value }” is not an email address; it was not taken
card-note-other-addresses = the address { $mbox } was taken, these were not: { $others }
card-note-two-scripts = “{ $value }” has Latin and Cyrillic letters side by side; please check
card-note-odd-name = an odd name: { $value }; please check
card-note-same-address = the address { $mbox } is that of contact { $other } ({ $name }); one of them will be added
error-vcard-unreadable = ⚠️ { $count ->
        [one] There is { $count } contact in the file, and it cannot be read.
       *[other] There are { $count } contacts in the file, and none of them can be read.
    } They have neither a name nor an address, or their letters are in an unknown encoding. Export the contacts again.
error-vcard-empty = ⚠️ There is no contact in the file. Send a .vcf file saved by a phone.
error-vcard-many = ⚠️ There are more than { $limit } contacts. Load that many people from a CSV file.

## CSV files

accounts-files = <b>People from a file</b>
    Send a CSV file here: from Excel (Save as, then CSV), or from your HR system. I first show what would change; nothing is saved without your consent.

    The first line holds the headings: Full name, Email, Phone, Job title, Department, Office, Language, Manager, User name, Active. Only Full name and Email are needed.
    An empty cell clears a value, a missing column keeps it. Whoever is not in the file stays as they are.

    Phone contacts: send a .vcf file or share a contact.

    For a sample, press “Export”.
accounts-which-reading = 📄 <b>{ $name }</b>
    The file does not say its encoding. Which of these is right?
accounts-reading = <b>{ $number }. { $encoding }</b>
accounts-no-reading = If neither is right, save the file in UTF-8 and send it again.
button-reading = { $number } is right: { $encoding }
accounts-looking = 🔎 Looking at the file “{ $name }”… { $percent }%
accounts-looked-at = 📄 <b>{ $name }</b>
    { $lines ->
        [one] { $lines } line
       *[other] { $lines } lines
    } · encoding { $encoding } · separator: { $delimiter }{ $has-ignored ->
        [yes] {"\u000A"}Unknown columns, left out: { $ignored }
       *[no] {""}
    }
accounts-delimiter = { $delimiter ->
        [comma] comma
        [tab] tab
       *[semicolon] semicolon
    }
accounts-sample = <b>This is how the first lines are read:</b>
accounts-would-be = <b>What would happen:</b> new { $added }, changed { $changed }, unchanged { $unchanged }, wrong { $wrong }, notes { $notes }.
accounts-wrong-lines = <b>Wrong lines, left out:</b>
accounts-notes = <b>Notes, please check:</b>
accounts-nothing-new = Nothing to save: everything is already like that.
accounts-applying = ⏳ Loading “{ $name }”… { $percent }%
    No need to wait: the outcome will appear here.
accounts-done = ✅ <b>{ $name }</b> is loaded.
    New { $added }, changed { $changed }, unchanged { $unchanged }, wrong { $wrong }, notes { $notes }.
accounts-failed = ❌ <b>{ $name }</b> could not be loaded. { $reason }
accounts-exporting = Preparing the file…
accounts-exported = { $count ->
        [one] The directory: { $count } person. You can send the file back when you have changed it.
       *[other] The directory: { $count } people. You can send the file back when you have changed it.
    }
accounts-export-name = directory-{ $day }.csv
accounts-wrong-file = { $count ->
        [one] { $count } wrong line with its reason. Correct it and send this same file.
       *[other] { $count } wrong lines with their reasons. Correct them and send this same file.
    }
accounts-wrong-name = { $name } — wrong lines.csv
accounts-heading-line = Line
accounts-heading-reason = What is wrong
accounts-answer-yes = yes
accounts-answer-no = no
button-apply-file = Apply
button-cancel-file = Cancel
button-wrong-lines = Wrong lines as a file ({ $count })
error-export-too-large = The file is too large for Telegram: { $megabytes } MB. Export it on the server: gonets accounts export.

## Requests to add somebody

button-ask-for-account = Ask to add them
button-ask-for-address = Ask for the address
button-write-address-in = Write the address in
button-add-to-directory = Add to the directory
request-ask = <b>Who should be added?</b>
    { $kind ->
        [mbox] { $name }: type this person’s email address. If the name is not right, type the name and the address in one line.
        [name] <code>{ $mbox }</code>: type this person’s full name.
       *[both] Type the name and the email address in one line, for example <code>Smith John, smith@company.com</code>.
    }
request-sent = { $outcome ->
        [added] ✅ { $name } (<code>{ $mbox }</code>) is in the directory now.
        [known] This address is there already: { $name }. Here:
       *[asked] ✅ I asked the administrators to add { $name }, <code>{ $mbox }</code>. I will write when they answer; the rest can be written now.
    }
request-told = { $has-mbox ->
        [yes] 🙋 <b>{ $asker }</b> asks you to add to the directory:{"\u000A"}{ $name }, <code>{ $mbox }</code>
       *[no] 🙋 <b>{ $asker }</b> asks for the email address of:{"\u000A"}{ $name }
    }
request-address-sent = { $outcome ->
        [known] The address is there already: { $name }. Here:
       *[asked] ✅ I asked the administrators for the address of { $name }. I will write when they answer; the rest can be written now.
    }
request-write-address-in = <b>{ $name }</b> — write the email address.
request-decided = { $has-who ->
        [yes] { $state ->
            [added] ✅ Added by { $who }.
           *[declined] 🚫 Declined by { $who }.
        }
       *[no] { $state ->
            [added] ✅ Added already.
           *[declined] 🚫 Declined already.
        }
    }
request-added-as = In the directory: { $name }, <code>{ $mbox }</code>
request-correct = To add: { $name }, <code>{ $mbox }</code>
    Type what is right: the name, the address, or both in one line.
request-answered = { $state ->
        [filled] ✅ { $name } (<code>{ $mbox }</code>) is in the directory now. Your draft has them as the recipient already.
        [added] ✅ { $name } (<code>{ $mbox }</code>) is in the directory now: you can find them by name.
       *[declined] An administrator decided not to add { $name }, <code>{ $mbox }</code>. Ask them why, or choose another recipient. Your draft is still there.
    }
button-write-to = Write to { $name }
button-correct = Correct
button-add-as-is = Add as it is
error-account-requests-many = You are already asking for { $limit } people. Wait for an answer, and choose another recipient meanwhile.
error-account-requested = ⚠️ You have asked for { $mbox } already. I will write when the administrators answer.
error-account-request-decided = { $has-who ->
        [yes] { $state ->
            [added] { $who } has answered this request already: added.
           *[declined] { $who } has answered this request already: declined.
        }
       *[no] { $state ->
            [added] This request was answered already: added.
           *[declined] This request was answered already: declined.
        }
    }
