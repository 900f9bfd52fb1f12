### What a person sets for themselves: language, time zone, a copy to oneself.

own-settings = <b>Settings</b>
    <b>Language:</b> English
    <b>Time zone:</b> { $zone }, it is { $time } now
own-account = <b>You in the directory:</b> { $name } (<code>{ $mbox }</code>)
own-account-unknown = <b>You in the directory:</b> not known. { $role ->
        [admin] Press “Account” to say who you are there.
       *[staff] An administrator says who you are there.
    }
own-copy = <b>Copy to yourself:</b> { $wanted ->
        [yes] yes. A copy of each of your emails comes to your address.
       *[no] no. You can get a copy of each of your emails.
    }
time-zone-question = <b>Time zone</b>
    Choose a city where the time is the same as yours. Or write your city or the difference from UTC, such as <code>+5</code>.
error-unknown-time-zone = ⚠️ I do not know what time it is in “{ $name }”. Write a large city nearby, the difference from UTC, such as +5, or a name like Asia/Omsk.
error-no-own-address = A copy has nowhere to go: an administrator has not said yet which account is yours, or it has no email address.
button-own-settings = ⚙️ Settings
button-time-zone = 🕓 Time zone
button-copy-yes = Send me a copy
button-copy-no = Send me no copy
choice-taken = ✓ { $label }
command-settings = Language and time zone
