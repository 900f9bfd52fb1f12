### First steps of a new installation, for administrators.

first-steps = 🚀 <b>First steps</b>
first-steps-done = 🚀 <b>The first steps are done.</b> Everything is ready: write a notification with /new.
first-steps-hidden = I will not remind you again. The first steps stay in the administration: /admin
first-steps-undo = If you like: a time to undo. An email waits that long after the press, and its author can think again.
first-step-server = Mail server
first-step-check = Check of the server
first-step-letter = Test email to yourself
first-step-accounts = Recipients in the directory
first-step-people = Staff
about-step-server = Mail comes first: which server is to send the emails. A known provider need only be chosen: I say what to do there, and ask only what the login needs.
about-step-check = Let’s see whether the server lets us in and accepts emails. It takes a few seconds.
about-step-letter = Send one email to yourself and see how it arrives.
about-step-accounts = Recipients come from the directory. Begin with yourself, or load a list from a file.
about-step-people = Invite those who will write notifications.
first-accounts = 👥 <b>Recipients</b>
    Recipients are people in the directory, with a name and an email address. To add them:
    { $linked ->
        [yes] • you are in the directory already;
       *[no] • add yourself: only your address is needed;
    }
    • send a CSV file with a list here (full name and email; one saved from Excel will do);
    • add them one by one in the directory.
ask-own-address = <b>Your email address</b>
    You will be in the directory as “{ $name }”. { $offered ->
        [0] Type your address.
       *[other] Choose or type your address.
    }
added-myself = ✅ You are in the directory: { $name } (<code>{ $mbox }</code>).
first-people = 🔑 <b>Staff</b>
    Only those whom an administrator has let in can write notifications. Create a one-time invitation link and send it to them. Whoever writes to the bot without a link can ask for access, and you answer.
error-already-linked = You are in the directory already.
button-step-server = Set up mail
button-step-check = Check the connection
button-step-letter = Test email to yourself
button-step-accounts = Add recipients
button-step-people = Invite staff
button-steps-hide = Hide the steps
button-steps-show = Show at the start
button-first-steps = 🚀 First steps
button-to-first-steps = First steps
button-add-me = Add me
button-invite = Create an invitation
