### What a person sets for themselves: language, time zone, a copy to oneself.

own-settings = <b>Settings</b>
    <b>Language:</b> English
    <b>Time zone:</b> { $zone }, now { $time }
own-account = <b>Your directory entry:</b> { $name } (<code>{ $mbox }</code>)
own-account-unknown = <b>Your directory entry:</b> not linked yet. { $role ->
        [admin] Press “Account” to choose it.
       *[staff] An administrator can link it.
    }
own-copy = <b>Copy to yourself:</b> { $wanted ->
        [yes] on. You get a copy of each email that you send.
       *[no] off. You can get a copy of each email that you send.
    }
time-zone-question = <b>Time zone</b>
    Choose a city where the time is the same as yours. Or type your city or the difference from UTC, such as <code>+5</code>.
error-unknown-time-zone = ⚠️ I do not know the time in “{ $name }”. Type a large city nearby, the difference from UTC, such as +5, or a name like Asia/Omsk.
error-no-own-address = There is nowhere to send a copy: you are not linked to an account in the directory yet, or it has no email address. Ask an administrator.
button-own-settings = ⚙️ Settings
button-time-zone = 🕓 Time zone
button-copy-yes = Send me copies
button-copy-no = Stop sending copies
choice-taken = ✓ { $label }
command-settings = Language and time zone
