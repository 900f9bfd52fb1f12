### Loading recipients from a file.

accounts-file-read = Encoding { $encoding }, separator { $delimiter }, lines: { $lines }.
accounts-columns-ignored = Unknown columns were skipped: { $columns }.
accounts-line = line { $line }:
accounts-dry-run = A trial run, nothing was changed. New: { $added }, would change: { $changed }, unchanged: { $unchanged }, wrong: { $wrong }, notes: { $notes }.
accounts-imported = Loaded. New: { $added }, changed: { $changed }, unchanged: { $unchanged }, wrong: { $wrong }, notes: { $notes }.
import-wrong-quotes = the quotes are not closed
import-wrong-cell-long = a cell is too long
import-wrong-spoilt = “{ $column }” holds no value, only what a spreadsheet left there: { $value }
import-wrong-letters = the name has lost letters, or was read in a wrong encoding: { $value }
import-wrong-username = “{ $value }” cannot be a user name: it has neither letters nor digits
import-note-spoilt = “{ $column }” holds { $value } in place of a value; it was not taken. Format the column as text and save the file again
import-note-language = “{ $value }” is not a language code; it was not taken
import-note-other-addresses = the address { $mbox } was taken, these were not: { $others }
import-note-two-scripts = “{ $value }” has Latin and Cyrillic letters side by side; please check
import-note-part-of-name = the name is not whole: { $value }
import-note-odd-name = an odd name: { $value }; please check
import-note-odd-phone = a phone without digits: { $value }; please check
import-wrong-columns = { $got ->
        [one] { $got } column
       *[other] { $got } columns
    }, but { $want } are needed
import-wrong-no-name = no full name
import-wrong-no-mbox = no email address
import-wrong-too-long = “{ $column }”: { $length } characters, at most { $limit } are allowed
import-wrong-mbox = “{ $value }” is not an email address
import-wrong-active = “{ $value }” is neither yes nor no
import-wrong-same-username = the user name “{ $username }” is already in line { $other }
import-wrong-same-mbox = the address “{ $mbox }” is already in line { $other }, and there is no user name
import-note-shared-mbox = the address { $mbox } is the same as in line { $other }
import-note-known-mbox = the address { $mbox } is the same as that of { $username }
import-note-manager-unknown = there is no manager “{ $manager }”; the previous one is kept
import-note-manager-ambiguous = several people fit “{ $manager }”; the previous manager is kept
import-note-manager-own = “{ $manager }” is the same person; the previous manager is kept
error-accounts-file-empty = There is nothing in the file. Save the list once more and send it again.
error-accounts-file-too-large = The file is too large: { $size } MB, at most { $limit } MB are allowed.
error-accounts-file-spreadsheet = This is a workbook ({ $kind }), but a CSV file is needed. Open it and save it as “CSV (comma delimited)”.
error-accounts-file-archive = This is an archive ({ $kind }). Unpack it and send the CSV file.
error-accounts-file-not-text = This is not text. A CSV file is needed.
error-accounts-file-encoding = The encoding was not recognised (line { $line }). Save the file in UTF-8 or Windows-1251.
error-accounts-file-uncertain = The file does not say its encoding. It may be { $option-1 }: “{ $reading-1 }”, or { $option-2 }: “{ $reading-2 }”. Choose one: --encoding { $option-1 } or --encoding { $option-2 }. Or save the file in UTF-8.
error-accounts-file-columns = A column is missing: { $missing }. Found: { $found }.
error-accounts-file-delimiter = The columns are not separated: a comma, a semicolon or a tab is needed. The first line: { $found }
error-accounts-file-column-twice = The column { $column } is named twice: { $headings }.
error-username-taken = The user name “{ $username }” is already taken.
