"""What a server's answer means, in the words that real servers use."""

from pathlib import Path

import pytest
from aiosmtplib import SMTPResponse

from domain.messages.answers import Verdict, judge
from domain.messages.causes import Cause, rule_for
from domain.messages.sending import Failure, Reply
from mail.replies import reply_of

REAL = [
    (550, "5.1.1", "<x@y.ru>: Recipient address rejected: User unknown in virtual mailbox table", Cause.UNKNOWN_USER),
    (550, None, "No such user here", Cause.UNKNOWN_USER),
    (550, None, "Message was not accepted -- invalid mailbox. Local mailbox x@mail.ru is unavailable: user not found",
     Cause.UNKNOWN_USER),
    (550, "5.2.1", "The email account that you tried to reach is disabled.", Cause.UNKNOWN_USER),
    (550, "5.7.1", "No such user!", Cause.UNKNOWN_USER),
    (553, "5.1.3", "The recipient address is not a valid RFC 5321 address", Cause.BAD_ADDRESS),
    (501, None, "Syntax error in parameters", Cause.BAD_ADDRESS),
    (552, "5.2.2", "The email account that you tried to reach is over quota", Cause.MAILBOX_FULL),
    (452, "4.2.2", "The recipient's inbox is out of storage space", Cause.MAILBOX_FULL),
    (550, None, "Mailbox quota exceeded", Cause.MAILBOX_FULL),
    (451, "4.7.1", "Greylisting in action, please come back later", Cause.GREYLISTED),
    (450, "4.2.0", "<x@y.ru>: Recipient address rejected: Greylisted", Cause.GREYLISTED),
    (552, "5.3.4", "Message size exceeds fixed limit", Cause.TOO_LARGE),
    (552, None, "Message size exceeds maximum permitted", Cause.TOO_LARGE),
    (554, "5.7.1", "<x@y.ru>: Relay access denied", Cause.RELAYING_DENIED),
    (550, None, "relay not permitted", Cause.RELAYING_DENIED),
    (554, "5.7.1", "[2] Message rejected under suspicion of SPAM; https://ya.cc/1IrBc", Cause.SPAM),
    (550, None, "spam message rejected. Please visit http://help.mail.ru/", Cause.SPAM),
    (554, "5.7.1", "Service unavailable; Client host [1.2.3.4] blocked using zen.spamhaus.org", Cause.SPAM),
    (553, "5.7.1", "Sender address rejected: not owned by auth user.", Cause.SENDER_REFUSED),
    (550, "5.7.60", "SMTP; Client does not have permissions to send as this sender", Cause.SENDER_REFUSED),
    (501, None, "sender address must match authenticated user", Cause.SENDER_REFUSED),
    (421, "4.7.28", "Our system has detected an unusual rate of unsolicited mail", Cause.RATE),
    (451, "4.7.500", "Server busy. Too many messages", Cause.RATE),
    (550, "5.4.5", "Daily user sending quota exceeded.", Cause.RATE),
    (421, "4.3.2", "Service not available", Cause.UNAVAILABLE),
    (452, "4.3.1", "Insufficient system storage", Cause.UNAVAILABLE),
    (550, "5.7.1", "Access denied", Cause.POLICY),
    (550, "5.7.26", "This mail has been blocked because the sender is unauthenticated", Cause.POLICY),
    (530, "5.7.0", "Must issue a STARTTLS command first", Cause.TLS_REQUIRED),
    (530, "5.7.1", "Authentication required", Cause.AUTHENTICATION),
    (535, "5.7.8", "Error: authentication failed: UGFzc3dvcmQ6", Cause.AUTHENTICATION),
    (553, "5.6.7", "SMTPUTF8 required", Cause.NEEDS_SMTPUTF8),
    (599, None, "Что-то ещё", Cause.OTHER_PERMANENT),
    (499, None, "Что-то ещё", Cause.OTHER_TEMPORARY),
    # Postfix
    (550, "5.1.1", "<x@firma.test>: Recipient address rejected: User unknown in local recipient table",
     Cause.UNKNOWN_USER),
    (550, "5.1.1", "<x@firma.test>: Recipient address rejected: firma.test", Cause.UNKNOWN_USER),
    (550, "5.1.0", "<x@firma.test>: Recipient address rejected: User unknown in relay recipient table",
     Cause.UNKNOWN_USER),
    (450, "4.1.1", "<x@firma.test>: Recipient address rejected: unverified address: Address verification in progress",
     Cause.UNKNOWN_USER),
    (450, "4.1.2", "<x@firma.test>: Recipient address rejected: Domain not found", Cause.UNKNOWN_USER),
    (550, "5.1.2", "<x@firma.test>: Recipient address rejected: Domain not found", Cause.UNKNOWN_USER),
    (450, "4.1.8", "<robot@firma.test>: Sender address rejected: Domain not found", Cause.SENDER_REFUSED),
    (553, "5.7.1", "<a@firma.test>: Sender address rejected: not owned by user robot", Cause.SENDER_REFUSED),
    (554, "5.7.1", "<robot@firma.test>: Sender address rejected: Access denied", Cause.SENDER_REFUSED),
    (550, "5.1.0", "<robot@firma.test>: Sender address rejected: User unknown in virtual mailbox table",
     Cause.SENDER_REFUSED),
    (501, "5.1.3", "Bad recipient address syntax", Cause.BAD_ADDRESS),
    (501, "5.1.7", "Bad sender address syntax", Cause.SENDER_REFUSED),
    (504, "5.5.2", "<localhost>: Helo command rejected: need fully-qualified hostname", Cause.POLICY),
    (450, "4.7.1", "Client host rejected: cannot find your hostname, [192.0.2.1]", Cause.POLICY),
    (554, "5.7.1", "<unknown[192.0.2.1]>: Client host rejected: Access denied", Cause.POLICY),
    (450, "4.7.1", "Error: too much mail from 192.0.2.1", Cause.RATE),
    (421, "4.7.0", "mx.firma.test Error: too many connections from 192.0.2.1", Cause.RATE),
    (421, "4.7.0", "mx.firma.test Error: too many errors", Cause.RATE),
    (452, "4.5.3", "Error: too many recipients", Cause.RATE),
    (451, "4.3.0", "Error: queue file write error", Cause.UNAVAILABLE),
    (451, "4.3.5", "Server configuration error", Cause.UNAVAILABLE),
    (554, "5.7.1", "Service unavailable; Helo command blocked using dbl.spamhaus.org", Cause.SPAM),
    (554, "5.6.0", "Reject, id=1 - BAD_HEADER", Cause.OTHER_PERMANENT),
    (550, "5.7.1", "Content blocked", Cause.POLICY),
    (421, "4.4.2", "mx.firma.test Error: timeout exceeded", Cause.UNAVAILABLE),
    (554, "5.5.1", "Error: no valid recipients", Cause.UNKNOWN_USER),
    (452, "4.2.2", "<x@firma.test>: Quota exceeded (mailbox for user is full)", Cause.MAILBOX_FULL),
    (552, "5.2.2", "<x@firma.test>: Recipient address rejected: Mailbox is full / Blocks limit exceeded",
     Cause.MAILBOX_FULL),
    (454, "4.7.1", "<x@example.com>: Relay access denied", Cause.RELAYING_DENIED),
    (530, "5.5.1", "Authentication Required", Cause.AUTHENTICATION),
    (554, "5.7.1", "<x@firma.test>: Recipient address rejected: Access denied", Cause.POLICY),
    (450, "4.2.0", ("<x@firma.test>: Recipient address rejected: Greylisted, see "
     "http://postgrey.schweikert.ch/help/firma.test.html"),
     Cause.GREYLISTED),
    (451, "4.3.2", "Please try again later", Cause.UNAVAILABLE),
    (550, "5.7.23", "Message rejected due to: SPF fail - not authorized. Please see http://www.openspf.org",
     Cause.POLICY),
    # Dovecot
    (452, "4.2.2", "<x@firma.test> Quota exceeded (mailbox for user is full)", Cause.MAILBOX_FULL),
    (550, "5.1.1", "<x@firma.test> User doesn't exist: x@firma.test", Cause.UNKNOWN_USER),
    (451, "4.2.0", "<x@firma.test> Temporary internal error", Cause.OTHER_TEMPORARY),
    (451, "4.3.0", "Temporary internal error", Cause.UNAVAILABLE),
    # Exim
    (550, None, "Unrouteable address", Cause.UNKNOWN_USER),
    (550, None, "Sender verify failed", Cause.SENDER_REFUSED),
    (550, None, "Verification failed for <robot@firma.test> Called: 192.0.2.1 Unrouteable address Sender verify failed",
     Cause.SENDER_REFUSED),
    (451, None, "Could not complete sender verify callout", Cause.OTHER_TEMPORARY),
    (451, None, "Temporary local problem - please try later", Cause.UNAVAILABLE),
    (421, None, "Too many concurrent SMTP connections; please try again later.", Cause.RATE),
    (421, None, "mx.firma.test: SMTP command timeout - closing connection", Cause.UNAVAILABLE),
    (452, None, "space shortage, please try later", Cause.UNAVAILABLE),
    (550, None, "authentication required", Cause.AUTHENTICATION),
    (550, None, "Relaying denied. Please authenticate", Cause.RELAYING_DENIED),
    (550, None, "Administrative prohibition", Cause.POLICY),
    (501, None, "<ivan@>: domain missing or malformed", Cause.BAD_ADDRESS),
    (501, None, "robot: sender address must contain a domain", Cause.SENDER_REFUSED),
    (451, None, "4.7.1 Greylisted for 300 seconds", Cause.GREYLISTED),
    (550, None, "This message contains a virus (Eicar-Test-Signature).", Cause.SPAM),
    (550, None, "rejected because 192.0.2.1 is in a black list at zen.spamhaus.org", Cause.SPAM),
    (550, None, "maximum allowed line length is 998 octets, got 1054", Cause.OTHER_PERMANENT),
    (554, None, "SMTP synchronization error", Cause.OTHER_PERMANENT),
    (550, None, "HELO argument is not a valid hostname; access denied", Cause.POLICY),
    (451, None, "Rate limit exceeded. Retry later", Cause.RATE),
    (550, None, ("The mail server could not deliver mail to x@firma.test. The account or domain may not exist, "
     "they may be blacklisted, or missing the proper dns entries."),
     Cause.UNKNOWN_USER),
    (550, None, "Message rejected as spam by Content Filtering.", Cause.SPAM),
    # Sendmail
    (550, "5.1.1", "<x@firma.test>... User unknown", Cause.UNKNOWN_USER),
    (550, "5.7.1", "<x@example.com>... Relaying denied. Proper authentication required.", Cause.RELAYING_DENIED),
    (553, "5.1.8", "<robot@firma.test>... Domain of sender address robot@firma.test does not exist",
     Cause.SENDER_REFUSED),
    (451, "4.1.8", "Domain of sender address robot@firma.test does not resolve", Cause.SENDER_REFUSED),
    (553, "5.5.4", "<robot>... Domain name required for sender address robot", Cause.SENDER_REFUSED),
    (452, "4.4.5", "Insufficient disk space; try again later", Cause.UNAVAILABLE),
    (552, "5.2.3", "Message exceeds maximum fixed size (10485760)", Cause.TOO_LARGE),
    (501, "5.5.2", "Syntax error in parameters scanning \"ivan\"", Cause.BAD_ADDRESS),
    (421, "4.3.2", "Connection rate limit exceeded.", Cause.RATE),
    (421, "4.3.2", "Too many open connections.", Cause.RATE),
    (451, "4.7.1", "Greylisting in action, please come back in 00:05:00", Cause.GREYLISTED),
    (554, "5.0.0", "Service unavailable", Cause.OTHER_PERMANENT),
    (450, "4.2.1", "<x@firma.test>... Mailbox temporarily unavailable", Cause.OTHER_TEMPORARY),
    (550, "5.2.1", "<x@firma.test>... Mailbox disabled for this recipient", Cause.UNKNOWN_USER),
    (554, "5.4.6", "Too many hops 26 (25 max): from <robot@firma.test>", Cause.OTHER_PERMANENT),
    # Exchange / Office 365
    (550, "5.1.10", "RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup", Cause.UNKNOWN_USER),
    (550, "5.4.1", "Recipient address rejected: Access denied. AS(201806281)", Cause.UNKNOWN_USER),
    (554, "5.2.0", ("STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied; Failed to "
     "process message due to a permanent exception"),
     Cause.SENDER_REFUSED),
    (550, "5.7.54", "SMTP; Unable to relay recipient in non-accepted domain", Cause.RELAYING_DENIED),
    (550, "5.7.1", "Unable to relay", Cause.RELAYING_DENIED),
    (530, "5.7.57", "Client not authenticated to send mail.", Cause.AUTHENTICATION),
    (530, "5.7.57", "SMTP; Client was not authenticated to send anonymous mail during MAIL FROM", Cause.AUTHENTICATION),
    (550, "5.7.1", "Client was not authenticated", Cause.AUTHENTICATION),
    (535, "5.7.139", "Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.",
     Cause.LOGIN_SWITCHED_OFF),
    (535, "5.7.3", "Authentication unsuccessful", Cause.AUTHENTICATION),
    (554, "5.2.2", "mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException.MapiExceptionShutoffQuotaExceeded",
     Cause.MAILBOX_FULL),
    (550, "5.7.708", "Service unavailable. Access denied, traffic not accepted from this IP", Cause.POLICY),
    (550, "5.1.8", "Access denied, bad outbound sender", Cause.SENDER_REFUSED),
    (550, "5.7.501", "Service unavailable. Access denied, spam abuse detected from IP", Cause.SPAM),
    (550, "5.7.606", "Access denied, banned sending IP [192.0.2.1]", Cause.POLICY),
    (451, "4.7.650", "The mail server [192.0.2.1] has been temporarily rate limited due to IP reputation.", Cause.RATE),
    (451, "4.7.500", "Server busy. Please try again later from [192.0.2.1]", Cause.RATE),
    (421, "4.3.2", "Service not active", Cause.UNAVAILABLE),
    (432, "4.3.2", "STOREDRV.ClientSubmit; sender thread limit exceeded", Cause.RATE),
    (421, "4.3.2", ("The maximum number of concurrent server connections has exceeded a limit, closing transmission "
     "channel"),
     Cause.RATE),
    (421, "4.4.2", "Message submission rate for this client has exceeded the configured limit", Cause.RATE),
    (550, "5.2.3", "RESOLVER.RST.RecipSizeLimit; message too large for this recipient", Cause.TOO_LARGE),
    (552, "5.3.4", "Message size exceeds fixed maximum message size", Cause.TOO_LARGE),
    (452, "4.3.1", "Insufficient system resources (UsedDiskSpace[C:\\Program Files])", Cause.UNAVAILABLE),
    (550, "5.7.1", "RESOLVER.RST.AuthRequired; authentication required", Cause.POLICY),
    (550, "5.7.124", "Sender not in allowed-senders list", Cause.POLICY),
    (550, "5.7.136", "RestrictedToRecipientsPermission; user not allowed to send to this group", Cause.POLICY),
    (554, "5.6.1", "Body type not supported by Remote Host", Cause.OTHER_PERMANENT),
    (501, "5.1.3", "Invalid address", Cause.BAD_ADDRESS),
    (550, "5.1.20", "Multiple From addresses are not allowed without Sender address", Cause.OTHER_PERMANENT),
    # Gmail
    (550, "5.1.1", ("The email account that you tried to reach does not exist. Please try double-checking the "
     "recipient's email address for typos or unnecessary spaces."),
     Cause.UNKNOWN_USER),
    (552, "5.2.2", "The recipient's inbox is out of storage space and inactive.", Cause.MAILBOX_FULL),
    (450, "4.2.1", ("The user you are trying to contact is receiving mail too quickly. Please resend your message "
     "at a later time."),
     Cause.RATE),
    (550, "5.2.1", ("The user you are trying to contact is receiving mail at a rate that prevents additional "
     "messages from being delivered."),
     Cause.RATE),
    (550, "5.4.5", ("Daily user sending limit exceeded. For more information on Gmail sending limits go to "
     "https://support.google.com/a/answer/166852"),
     Cause.RATE),
    (421, "4.7.0", "Our system has detected an unusual rate of unsolicited mail originating from your IP address.",
     Cause.RATE),
    (421, "4.7.0", "Try again later, closing connection.", Cause.UNAVAILABLE),
    (421, "4.7.28", "Gmail has detected an unusual rate of email originating from your IP", Cause.RATE),
    (550, "5.7.1", "Our system has detected that this message is likely unsolicited mail.", Cause.SPAM),
    (550, "5.7.26", "This message does not pass authentication checks (SPF and DKIM both do not pass).", Cause.POLICY),
    (552, "5.7.0", "This message was blocked because its content presents a potential security issue.", Cause.POLICY),
    (552, "5.3.4", "Your message exceeded Google's message size limits.", Cause.TOO_LARGE),
    (530, "5.7.0", ("Authentication Required. For more information, go to "
     "https://support.google.com/accounts/troubleshooter/2402620"),
     Cause.AUTHENTICATION),
    (530, "5.7.0", "Must issue a STARTTLS command first.", Cause.TLS_REQUIRED),
    (534, "5.7.9", "Application-specific password required.", Cause.AUTHENTICATION),
    (535, "5.7.8", "Username and Password not accepted.", Cause.AUTHENTICATION),
    (550, "5.7.1", "Invalid credentials for relay [192.0.2.1].", Cause.RELAYING_DENIED),
    (553, "5.1.2", "We weren't able to find the recipient domain. Please check for any spelling errors.",
     Cause.UNKNOWN_USER),
    (550, "5.7.27", "SPF check did not pass", Cause.POLICY),
    (550, "5.7.25", "The IP address sending this message does not have a PTR record setup", Cause.POLICY),
    (421, "4.7.40", "Messages missing authentication", Cause.POLICY),
    (451, "4.3.0", "Mail server temporarily rejected message.", Cause.UNAVAILABLE),
    # Yandex
    (550, "5.7.1", "Policy rejection on the target address", Cause.POLICY),
    (554, "5.7.1", "[1] Message rejected under suspicion of SPAM; https://ya.cc/1IrBc", Cause.SPAM),
    (451, "4.7.1", "Sorry, the service is currently unavailable. Please come back later.", Cause.UNAVAILABLE),
    (451, "4.5.1", "The recipient <x@ya.ru> has exceeded their message rate limit. Try again later.", Cause.RATE),
    (550, "5.7.1", "Email quota exceeded", Cause.MAILBOX_FULL),
    (552, "5.2.2", "Mailbox size limit exceeded", Cause.MAILBOX_FULL),
    (535, "5.7.8", "Error: authentication failed: This user does not have access rights to this service",
     Cause.AUTHENTICATION),
    (452, "4.5.3", "Too many recipients", Cause.RATE),
    (450, "4.2.1", "The recipient has exceeded message rate limit. Try again later.", Cause.RATE),
    (554, "5.7.1", "SMTP is available only with SSL or TLS connection enabled.", Cause.TLS_REQUIRED),
    (550, "5.7.1", "Sending messages from this address is temporarily blocked: spam suspected", Cause.SPAM),
    # Mail.ru
    (550, None, ("Message was not accepted -- invalid mailbox. Local mailbox x@mail.ru is unavailable: account "
     "is disabled"),
     Cause.UNKNOWN_USER),
    (550, None, "user not found", Cause.UNKNOWN_USER),
    (550, None, "Mailbox x@mail.ru is full", Cause.MAILBOX_FULL),
    (451, None, "Ratelimit exceeded for mailbox robot@mail.ru. Try again later.", Cause.RATE),
    (451, None, "Rate limit. Please try again later", Cause.RATE),
    (550, None, ("Sorry, we do not accept mail from hosts with dynamic IP or generic DNS PTR-records. Please get "
     "a custom reverse DNS name from your ISP for your host 192.0.2.1 or contact abuse@corp.mail.ru"),
     Cause.POLICY),
    (550, None, "Access denied from address 192.0.2.1", Cause.POLICY),
    (550, None, "not local sender over smtp", Cause.SENDER_REFUSED),
    (421, None, "Try again later", Cause.UNAVAILABLE),
    (535, "5.7.0", ("NEOBHODIM parol prilozheniya https://help.mail.ru/mail/security/protection/external / "
     "Application password is REQUIRED"),
     Cause.AUTHENTICATION),
    (501, None, "User nonlocal", Cause.UNKNOWN_USER),
    (550, None, ("spam message rejected. Please visit http://help.mail.ru/notspam-support/id?c=1 or report "
     "details to abuse@corp.mail.ru."),
     Cause.SPAM),
    (552, None, "message too large", Cause.TOO_LARGE),
    (550, "5.7.1", "This message was not accepted due to domain owner DMARC policy (RFC 7489)", Cause.POLICY),
    # Others, and traps
    (550, "5.7.1", "Mail from elaborate.example was rejected", Cause.POLICY),
    (550, None, "User bulkov@firma.test is not known here", Cause.UNKNOWN_USER),
    (550, None, "Account size is limited", Cause.OTHER_PERMANENT),
    (553, "5.7.1", "sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)", Cause.RELAYING_DENIED),
    (550, "5.1.1", "sorry, no mailbox here by that name. (#5.1.1)", Cause.UNKNOWN_USER),
    (552, "5.3.4", "sorry, that message size exceeds my databytes limit (#5.3.4)", Cause.TOO_LARGE),
    (451, "4.3.0", "qq temporary problem (#4.3.0)", Cause.UNAVAILABLE),
    (571, None, "Delivery not authorized, message refused", Cause.POLICY),
    (550, None, "Mailbox unavailable", Cause.UNKNOWN_USER),
    (450, None, "Requested mail action not taken: mailbox unavailable", Cause.OTHER_TEMPORARY),
    (450, None, "Requested mail action not taken: mailbox busy", Cause.OTHER_TEMPORARY),
    (554, None, "Transaction failed", Cause.OTHER_PERMANENT),
    (550, "5.7.1", "<spam@firma.test>: Recipient address rejected: Access denied", Cause.POLICY),
    (550, None, "relay@firma.test: no such user; see https://help.example/spam", Cause.UNKNOWN_USER),
    (554, "5.7.1", "Spam rate of your address is too high", Cause.SPAM),
    (503, "5.5.1", "Error: need MAIL command", Cause.OTHER_PERMANENT),
    (550, "5.6.0", "Illegal 8bit data", Cause.OTHER_PERMANENT),
    (554, "5.6.7", "Address with non-ASCII local part needs SMTPUTF8", Cause.NEEDS_SMTPUTF8),
    (550, None, "Получатель не найден", Cause.UNKNOWN_USER),
]  # fmt: skip


@pytest.mark.parametrize(("code", "enhanced", "text", "cause"), REAL)
def test_real_servers_are_understood(code: int, enhanced: str | None, text: str, cause: Cause) -> None:
    judged = judge(Failure.REPLY, Reply(code, enhanced, text))
    fault = cause in {Cause.TLS_REQUIRED, Cause.AUTHENTICATION, Cause.LOGIN_SWITCHED_OFF}
    expected = Verdict.CONNECTION_FAULT if fault else Verdict.TEMPORARY if code < 500 else Verdict.PERMANENT
    assert (judged.cause, judged.verdict) == (cause, expected)


@pytest.mark.parametrize(("code", "enhanced", "text", "cause"), REAL)
def test_whoever_refuses_to_talk_has_heard_of_no_recipient_sender_or_letter(
    code: int, enhanced: str | None, text: str, cause: Cause
) -> None:
    judged = judge(Failure.SERVER_REFUSED, Reply(code, enhanced, text))
    assert judged.verdict is (Verdict.TEMPORARY if code < 500 else Verdict.CONNECTION_FAULT)
    assert judged.cause not in {
        Cause.UNKNOWN_USER, Cause.BAD_ADDRESS, Cause.MAILBOX_FULL, Cause.TOO_LARGE, Cause.SENDER_REFUSED,
        Cause.RELAYING_DENIED, Cause.NEEDS_SMTPUTF8,
    }  # fmt: skip
    if cause in {Cause.SPAM, Cause.POLICY, Cause.RATE, Cause.UNAVAILABLE, Cause.TLS_REQUIRED, Cause.AUTHENTICATION}:
        assert judged.cause is cause


def test_a_server_that_cannot_take_logins_now_is_told_from_one_that_wants_fewer() -> None:
    def cause(text: str) -> Cause:
        judged = judge(Failure.LOGIN_REFUSED, Reply(421 if "421" in text else 454, "4.7.0", text))
        assert judged.verdict is Verdict.TEMPORARY
        return judged.cause

    assert cause("Too many login attempts, please try again later.") is Cause.RATE
    assert cause("Temporary authentication failure") is Cause.LOGIN_LATER
    assert cause("421 Shutting down") is Cause.LOGIN_LATER


def test_a_recipient_who_takes_letters_of_colleagues_only_is_no_fault_of_the_connection() -> None:
    closed = Reply(550, "5.7.1", "RESOLVER.RST.AuthRequired; authentication required")
    assert judge(Failure.REPLY, closed).verdict is Verdict.PERMANENT
    assert (
        judge(Failure.SENDER_REFUSED, Reply(550, None, "authentication required")).verdict is Verdict.CONNECTION_FAULT
    )


@pytest.mark.parametrize("failure", [item for item in Failure if item is not Failure.REPLY])
def test_every_failure_has_a_verdict_even_without_an_answer(failure: Failure) -> None:
    assert judge(failure, None).verdict is not Verdict.ACCEPTED


def test_only_an_answer_after_nothing_broke_is_an_acceptance() -> None:
    fine = Reply(250, "2.0.0", "Ok")
    assert judge(None, fine).verdict is Verdict.ACCEPTED
    assert judge(Failure.REPLY, fine).verdict is Verdict.TEMPORARY
    assert judge(None, fine, uncertain=True).verdict is Verdict.UNCERTAIN
    assert judge(None, None).verdict is Verdict.TEMPORARY


@pytest.mark.parametrize("code", [-25, 0, 25, 150, 250, 334, 354, 600, 999])
@pytest.mark.parametrize(
    "failure", [Failure.REPLY, Failure.SENDER_REFUSED, Failure.SERVER_REFUSED, Failure.LOGIN_REFUSED]
)
def test_a_refusal_by_a_code_that_refuses_nothing_is_none_for_ever(failure: Failure, code: int) -> None:
    assert judge(failure, Reply(code, None, "Hm")).verdict is Verdict.TEMPORARY


def test_a_connection_that_is_wrong_is_told_from_one_that_is_down() -> None:
    wrong = {Failure.NAME_NOT_FOUND, Failure.CERTIFICATE, Failure.NO_TLS_OFFERED, Failure.NO_AUTH_OFFERED,
             Failure.LOGIN_REFUSED}  # fmt: skip
    down = {Failure.DNS_TROUBLE, Failure.UNREACHABLE, Failure.TIMED_OUT, Failure.DROPPED, Failure.TLS}
    assert {judge(item, None).verdict for item in wrong} == {Verdict.CONNECTION_FAULT}
    assert {judge(item, None).verdict for item in down} == {Verdict.TEMPORARY}


def test_a_refused_sender_fails_its_letter_and_a_refused_session_does_not() -> None:
    reply = Reply(550, None, "Нет")
    assert judge(Failure.SENDER_REFUSED, reply).cause is Cause.SENDER_REFUSED
    assert judge(Failure.SENDER_REFUSED, reply).verdict is Verdict.PERMANENT
    assert judge(Failure.SERVER_REFUSED, reply).verdict is Verdict.CONNECTION_FAULT
    assert judge(Failure.SERVER_REFUSED, Reply(421, None, "Позже")).verdict is Verdict.TEMPORARY


FAILURES = {
    "greeting": Failure.SERVER_REFUSED,
    "AUTH": Failure.LOGIN_REFUSED,
    "MAIL": Failure.SENDER_REFUSED,
    "RCPT": Failure.REPLY,
    "dot": Failure.REPLY,
}


def collected() -> list[list[str]]:
    """What was collected: phase, reply, cause (or causes), source."""
    text = (Path(__file__).parent / "answers_of_servers.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(("phase", "said", "causes", "source"), collected())
def test_what_servers_say_in_the_world_has_its_cause(phase: str, said: str, causes: str, source: str) -> None:
    judged = judge(FAILURES[phase], reply_of(SMTPResponse(int(said[:3]), said[4:])))
    assert judged.cause in map(Cause, causes.split(" or ")), source
    assert (judged.verdict is Verdict.TEMPORARY) is (int(said[:3]) < 500)


def test_the_collection_is_large_and_every_answer_in_it_has_a_source() -> None:
    rows = collected()
    assert len({said for _, said, _, _ in rows}) == len(rows) >= 200
    assert all(source for *_, source in rows)


@pytest.mark.parametrize(
    "said",
    [
        "550 Error 17",
        "554 Transaction failed",
        "550 5.0.0 Not today",
        "550 5.6.0 Lone CR or LF in body",
        "554 5.5.0 Something went wrong",
        "550 Your address list has an address that nobody could explain",
    ],
)
def test_an_answer_without_a_certain_cause_says_no_more_than_is_known(said: str) -> None:
    assert judge(Failure.REPLY, reply_of(SMTPResponse(int(said[:3]), said[4:]))).cause is Cause.OTHER_PERMANENT


LIKE_THEM = [
    ("450 4.1.1 <x@y.ru> you are sending too fast, slow down", Cause.RATE),
    ("550 5.1.1 daily sending limit reached for your account", Cause.RATE),
    ("550 5.1.1 <x@y.ru>: mailbox quota exceeded", Cause.MAILBOX_FULL),
    ("550 mailbox for x@y.ru is over the limit", Cause.MAILBOX_FULL),
    ("550 5.0.0 recipient has no more space", Cause.MAILBOX_FULL),
    ("550 5.1.1 <x@y.ru> blocked by spam filter", Cause.SPAM),
    ("550 5.1.1 Virus detected in your message", Cause.SPAM),
    ("552 5.1.1 message exceeds size limit", Cause.TOO_LARGE),
    ("550 5.7.1 Account <x@y.ru> has been suspended", Cause.UNKNOWN_USER),
    ("550 5.7.1 <x@y.ru>: Recipient address rejected: Mailbox is disabled", Cause.UNKNOWN_USER),
    ("554 5.7.1 Mailbox does not exist", Cause.UNKNOWN_USER),
    ("550 The account you are sending to has been deleted", Cause.UNKNOWN_USER),
    ("550 Inactive user", Cause.UNKNOWN_USER),
    ("550 mailbox unavailable: rejected for policy reasons", Cause.POLICY),
    ("550 mailbox unavailable (rejected by our content policy)", Cause.POLICY),
    ("451 4.7.1 Please try again later", Cause.UNAVAILABLE),
    ("450 4.7.1 Greylisting in effect, come back later", Cause.GREYLISTED),
    ("553 5.7.1 You are not allowed to send from this address", Cause.SENDER_REFUSED),
]


@pytest.mark.parametrize(("said", "cause"), LIKE_THEM)
def test_words_that_contradict_the_code_count_more_than_it(said: str, cause: Cause) -> None:
    assert judge(Failure.REPLY, reply_of(SMTPResponse(int(said[:3]), said[4:]))).cause is cause


def written() -> list[list[str]]:
    """What was written in the manner of servers: phase, reply, cause (or causes)."""
    text = (Path(__file__).parent / "answers_like_them.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(("phase", "said", "causes"), written())
def test_what_servers_may_say_in_any_language_has_its_cause(phase: str, said: str, causes: str) -> None:
    judged = judge(FAILURES[phase], reply_of(SMTPResponse(int(said[:3]), said[4:])))
    assert judged.cause in map(Cause, causes.split(" or "))


CLEAR_WORDS = [
    ("user unknown", Cause.UNKNOWN_USER),
    ("no such recipient here", Cause.UNKNOWN_USER),
    ("пользователь не найден", Cause.UNKNOWN_USER),
    ("mailbox is full", Cause.MAILBOX_FULL),
    ("recipient is over quota", Cause.MAILBOX_FULL),
    ("ящик переполнен", Cause.MAILBOX_FULL),
    ("message is too large", Cause.TOO_LARGE),
    ("письмо слишком большое", Cause.TOO_LARGE),
    ("rejected as spam", Cause.SPAM),
    ("ваш адрес в чёрном списке", Cause.SPAM),
    ("sending rate limit exceeded", Cause.RATE),
    ("слишком много писем", Cause.RATE),
    ("sender address rejected", Cause.SENDER_REFUSED),
    ("адрес отправителя не разрешён", Cause.SENDER_REFUSED),
    ("relaying denied", Cause.RELAYING_DENIED),
    ("rejected by local policy", Cause.POLICY),
    ("must issue a STARTTLS command first", Cause.TLS_REQUIRED),
]
CODES = (
    "1.0 1.1 1.2 1.3 1.6 1.7 1.8 1.10 2.0 2.1 2.2 2.3 3.0 3.2 3.4 4.1 4.4 4.5 5.0 5.3 6.0 6.7 7.0 7.1 7.26 7.28 7.60"
)


@pytest.mark.parametrize(("words", "cause"), CLEAR_WORDS)
def test_whatever_the_enhanced_code_says_clear_words_count_more(words: str, cause: Cause) -> None:
    for enhanced in CODES.split():
        reply = Reply(550, f"5.{enhanced}", f"<spam@full.test>: {words}")
        assert judge(Failure.REPLY, reply).cause is cause, enhanced


def test_before_a_recipient_was_named_a_complaint_about_an_address_is_about_the_sender() -> None:
    said = ["550 5.1.1 Address rejected", "550 No such user", "501 Bad address syntax", "450 4.1.2 Domain not found"]
    for line in said:
        reply = reply_of(SMTPResponse(int(line[:3]), line[4:]))
        assert judge(Failure.SENDER_REFUSED, reply).cause is Cause.SENDER_REFUSED, line
        assert judge(Failure.REPLY, reply).cause is not Cause.SENDER_REFUSED, line
    assert judge(Failure.SENDER_REFUSED, Reply(501, None, "Syntax error")).cause is Cause.OTHER_PERMANENT


@pytest.mark.parametrize("word", ["x", "<", "(e.g. ", "адрес"])
def test_a_long_answer_is_judged_at_once(word: str) -> None:
    assert rule_for(Reply(550, None, word * 30_000)) is None
