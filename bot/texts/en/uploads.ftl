### Files that administrators send to the chat.

error-upload-too-large = ⚠️ “{ $name }” is too large: Telegram lets bots fetch files of up to { $megabytes } MB. Split it into parts.
error-file-not-given = ⚠️ Telegram does not give this file. Send it once more.
error-upload-unknown = ⚠️ I don’t know what to do with “{ $name }”. You can send:
    • settings: a .yaml file{ $takes-csv ->
        [yes] {"\u000A"}• a list of people for the directory: a .csv file
       *[no] {""}
    }{ $takes-vcf ->
        [yes] {"\u000A"}• contacts from your phone: a .vcf file
       *[no] {""}
    }
    The file’s name must end like that.
error-upload-gone = I no longer have this file: I keep what was sent for a day. Please send it again.
upload-cancelled = “{ $name }” was not applied; nothing has changed.
