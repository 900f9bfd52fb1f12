### What holds staff up and they cannot mend themselves: the button, and what an administrator is told.

button-tell-administrator = Tell an administrator
button-mend = Fix it
error-nothing-in-the-way = Nothing is in the way any more: this is how it stands now. Send it again.
card-lacks = { $kind ->
       *[person] { $lack ->
            [letter] ℹ️ Nobody has said who you are in the directory, and the letter asks for it: it may not go, or go incomplete. An administrator can set it.
            [answers] ℹ️ Answers will not come to you: nobody has said who you are in the directory. You can send it all the same.
           *[copy] ℹ️ You will get no copy: nobody has said who you are in the directory. You can send it all the same.
        }
        [account] { $lack ->
            [letter] ℹ️ The directory has no usable address for you, and the letter asks for it: it may not go, or go incomplete. An administrator can add it.
            [answers] ℹ️ Answers will not come to you: the directory has no usable address for you. You can send it all the same.
           *[copy] ℹ️ You will get no copy: the directory has no usable address for you. You can send it all the same.
        }
    }
card-holes = ⚠️ { $count ->
        [1] The email will have a gap: nothing fills { $names }.
       *[other] The email will have gaps: nothing fills { $names }.
    } You can send it all the same; an administrator can put this right.
obstacle-said = { $told ->
        [new] ✅ An administrator will be told.
        [known] An administrator already knows about it.
       *[nobody] ⚠️ Nobody could be told: no administrator gets the bot’s messages at the moment. Please tell them yourself.
    }
obstacle-told = { $has-name ->
        [no] { $kind ->
            [account] ⚠️ <b>Letters do not reach a recipient.</b> They are not in the directory any more.
            [person] ⚠️ <b>Nobody has said which account a member of staff has.</b> They have no access any more.
            [scenario] ⚠️ <b>A template is set up wrongly: its scenario does not work.</b> The scenario is gone.
            [template] ⚠️ <b>A template is set up wrongly.</b> The template is gone.
           *[other] ⚠️ <b>No letters go through a connection.</b> The connection is gone.
        }
       *[yes] { $kind ->
            [account] ⚠️ <b>Letters do not arrive: { $name }.</b> The address is wrong or missing, or the account is archived. Fix it in the directory.
            [person] ⚠️ <b>Nobody has said which account is theirs: { $name }.</b> Without it they get neither answers nor copies. Choose their account.
            [scenario] ⚠️ <b>A template is set up wrongly: the scenario “{ $name }” does not work.</b> Look at the scenario and what it refers to.
            [template] ⚠️ <b>A template is set up wrongly: “{ $name }”.</b> Its button starts no scenario.
           *[other] ⚠️ <b>No letters go through the connection “{ $name }”.</b> Check its settings.
        }
    }
obstacle-why = { $has-step ->
        [yes] Action { $step }:
       *[no] What is wrong:
    }
obstacle-holds-up = { $count ->
        [one] It holds up { $count } person:
       *[other] It holds up { $count } people:
    }
obstacle-more = and { $more } more
obstacle-done = { $has-who ->
        [yes] ✅ Done: { $who }, { $when }.
       *[no] ✅ Fixed or changed: { $when }.
    }
