### The command line.

error-invalid-address = “{ $address }” is not an email address.
error-line-break-in-header = { $has-header ->
        [yes] There is a line break in the email’s header { $header }: “{ $text }”. Remove it.
       *[no] There is a line break in an address: “{ $text }”. Remove it.
    }
error-bad-header = The header name “{ $name }” does not fit: Latin letters, digits and hyphens only.
error-secret-unreadable = The password of “{ $owner }” is sealed with another key. Bring the previous GONETS_SECRET_KEY or the file secret.key back, or enter the password again.
error-key-file-wrong = The key cannot be read: { $path }. The file must hold one line of at least 16 characters; it lies next to the database under the name secret.key, or next to a backup under a name that ends in .key.
action-change-context = Change the context
action-change-variables = Change variables
action-send-message = Send a message
action-check = Check an expression
action-by-conditions = Run by conditions
action-repeat = Repeat a number of times
action-for-each = Repeat for each
action-change-attributes = Change attributes
action-create-record = Create a record
action-duplicate-record = Duplicate the record
action-run-apart = Run apart from the scenario
action-server-answer = Answer of the server
step-token = access token (OAuth 2.0)
step-resolve = server name
step-connect = connection
step-ehlo = capabilities (EHLO)
step-tls = encryption (TLS)
step-login = login
step-mail = sender
step-greeting = the server’s greeting
step-quit = goodbye
test-letter-subject = Connection check
test-letter-body = This is a test email from Gonets. If you are reading it, the connection “{ $name }” works.
