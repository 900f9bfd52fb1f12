### Ready examples: what there is, and what they do.

button-examples = 📚 Ready examples
button-look-at-example = See what would change
examples = <b>Ready examples</b>
    Ready templates with their scenarios: choose one, see what would change, and apply it. You can change them later like your own.
example-title = { $name ->
        [recipe] Notification by e-mail
        [order] Order with a copy to the manager
        [pass] Request for a pass
       *[digest] Digest of some days
    }
example-about = { $name ->
        [recipe] A member of staff chooses a recipient, writes a subject and a text and presses a button: the letter goes through your mail server.

            A route, the template of notifications and its scenario are added. Your connection stays as it is.
        [order] A member of staff writes what to order and for how much. An order of 100,000 roubles or more goes with a copy to the author's manager, a smaller one to purchasing alone. Where the directory names no manager the order is not sent, and says why.

            An example of conditions, a check and a copy. A route, a template of orders and a scenario are added.
        [pass] A member of staff names the guest, the day and the host. One press sends two letters: to the host and to security. A day in the past does not pass the check.

            An example of a date, a check and two letters. A route, a template of requests and a scenario are added.
       *[digest] A press sends one letter with a list of the notifications of the last days to somebody. Everybody sees their own records only.

            An example of a query over records. It needs the template of notifications from the first example. A route, a template of digests and a scenario are added.
    }
