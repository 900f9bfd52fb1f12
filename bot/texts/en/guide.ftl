### Setting up step by step, for administrators.

button-guide = 🧭 Set up step by step
guide-head = 🧭 <b>Setting up step by step</b> · { $number } of { $total }
guide-connections = A <b>connection</b> is the company’s mail server. Choose who runs your mail, or “Own server”, and answer the questions: server, port, login, password, encryption, sender address. Then check it and send yourself a test email.
guide-routes = A <b>route</b> turns variables into an email. Choose the connection, add the attributes Body and Subject of type “String” under “Request”, and put them into the subject and body templates: {"{"}Subject{"}"} and {"{"}Body{"}"}.
guide-templates = A <b>record template</b> is what staff fill in. Add attributes: <i>Recipient</i> of type “Account”, <i>Subject</i> and <i>Text</i> of type “Text”, all required. Then the button <i>Send the notification</i> with the operation “Raise the event”.
guide-scenarios = A <b>scenario</b> is what happens after a press. The event is your button. The actions: “Change the context” by ID; inside it “Change variables” (set notification: To → Address = $Recipient-&gt;mbox, Body and Subject from attributes) and “Send a message” by your route. Try it on a record: “Dry run”.
guide-test = The <b>test</b>: create a record, choose somebody, write a subject and a text, press <i>Send the notification</i>. The card will say whether the server accepted the email.
button-guide-connections = Connections
button-guide-routes = Routes
button-guide-templates = Templates
button-guide-scenarios = Scenarios
button-guide-test = Create a record
