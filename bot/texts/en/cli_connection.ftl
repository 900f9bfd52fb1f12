### The command line: a connection step by step, and a consent in a browser.

cli-connection-unknown = There is no connection{ $has-name ->
        [yes] {" "}{ $name }
       *[no] {""}
    }. There are: { $names }.
cli-connection-off = ! the connection is switched off: no email goes through it (enabled: false)
cli-milliseconds = { $count } ms
cli-test-letter-accepted = ✓ test email to { $address }: the server accepted it{ $reply }
cli-test-letter-refused = ✗ test email to { $address }: not accepted{ $reply }

authorize-port = --port: a number from 1 to 65535.
authorize-wait = --wait: a number and s, m or h, for example 10m.
authorize-timeout = Nobody answered within { $wait }. Nothing was saved; run the command again.
authorize-interrupted = Interrupted. If the browser has not answered yet, nothing has changed.
authorize-saved = ✓ The permission is saved: { $title }.
authorize-check = To check it: gonets connection check { $name }
authorize-waiting = Waiting for an answer for { $wait }; Ctrl-C ends it.
authorize-port-taken = Port { $port } is taken or not available. Name another one: --port 8123.
authorize-paste =
    At the end the browser says that the page cannot be opened: that is as it should be.
    Copy its whole address from the browser, paste it here and press Enter (you will not see it):
authorize-not-an-answer = This is not the address that the browser came back to: it holds no answer of the mail provider. Run the command again.
authorize-answered = The browser has answered, exchanging the code…
authorize-connection = Connection: { $title } ({ $provider })
authorize-redirect = The redirect address that the application must have: { $url }
authorize-open = Open this in a browser and sign in as { $user }:
authorize-reply = Answer: { $reply }
authorize-nothing-saved = Nothing was saved; once it is fixed, run the command again.
redirect-brand = Gonets
redirect-fine = Done
redirect-fine-words = The permission is saved. You can close this page.
redirect-failed = It did not work
redirect-failed-words = The reason stands where the command was started. You can close this page.
redirect-other = This address is Gonets’s
redirect-other-words = It is waiting here for the mail provider’s answer.
