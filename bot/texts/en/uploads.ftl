### Files that administrators send to the chat.

error-upload-too-large = ⚠️ “{ $name }” is too large: Telegram lets bots fetch files of up to { $megabytes } MB. Split it into parts.
error-file-not-given = ⚠️ Telegram does not hand over this file. Send it again.
error-upload-unknown = ⚠️ I don’t know what to do with “{ $name }”. You can send:
    • settings: a .yaml file{ $takes-csv ->
        [yes] {"\u000A"}• a list of people for the directory: a .csv file
       *[no] {""}
    }{ $takes-vcf ->
        [yes] {"\u000A"}• contacts from your phone: a .vcf file
       *[no] {""}
    }
    The file’s name must end in that.{ $is-table ->
        [yes] {"\u000A"}Save the table from Excel as CSV and send it again.
       *[no] {""}
    }
error-upload-gone = I no longer have this file: I keep files for a day. Please send it again.
upload-cancelled = “{ $name }” was not applied; nothing has changed.
