### Ready examples: what there is, and what they do.

button-examples = 📚 Ready examples
button-look-at-example = See what would change
examples = <b>Ready examples</b>
    Ready templates with their scenarios: choose one, see what would change, and apply it. You can change them later like your own.
example-title = { $name ->
        [recipe] Notification by e-mail
        [order] Order with a copy to the manager
        [pass] Request for a pass
        [department] A letter to each of a department
        [task] A task from a request
       *[digest] Digest of some days
    }
example-about = { $name ->
        [recipe] A member of staff chooses a recipient, writes a subject and a text and presses a button: the letter goes through your mail server.

            A route, the template of notifications and its scenario are added. Your connection stays as it is.
        [order] A member of staff writes what to order and for how much. An order of 100,000 roubles or more goes with a copy to the author's manager, a smaller one to purchasing alone. Where the directory names no manager the order is not sent, and says why.

            An example of conditions, a check and a copy. A route, a template of orders and a scenario are added.
        [pass] A member of staff names the guest, the day and the host. One press sends two letters: to the host and to security. A day in the past does not pass the check.

            An example of a date, a check and two letters. A route, a template of requests and a scenario are added.
        [department] Departments are records with their staff. A letter to a department goes to each of its staff apart: they do not see each other's addresses. The card counts the letters and leads to those that did not arrive.

            An example of records that refer to others, and of a loop. A route, templates of departments and of letters and a scenario are added.
        [task] A member of staff writes what the request is about and who is to see to it. A press creates a task with a term, marks the request, hides the button and writes to the person in charge.

            An example of creating a record of another template and changing one's own. A route, two templates and a scenario are added.
       *[digest] A press sends one letter with a list of the notifications of the last days to somebody. Everybody sees their own records only.

            An example of a query over records. It needs the template of notifications from the first example. A route, a template of digests and a scenario are added.
    }
