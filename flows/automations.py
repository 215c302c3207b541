"""What Prefect's server does by itself: crash runs that died without a word, and pass on what people wait for."""

from datetime import timedelta
from urllib.parse import SplitResult, quote, urlencode, urlsplit
from uuid import UUID

from prefect.automations import AutomationCore, EventTrigger
from prefect.blocks.core import Block
from prefect.blocks.notifications import SlackWebhook
from prefect.blocks.webhook import Webhook
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import StateType
from prefect.events.actions import CallWebhook, ChangeFlowRunState, SendNotification
from prefect.events.schemas.automations import Posture
from prefect.types import SecretDict
from pydantic import SecretStr

from expectations.vocabulary import EVENTS
from flows.deployments import TAG
from tasks.model.errors import ConfigError

HEARTBEAT_SECONDS = 30  # the least that Prefect allows
# Three heartbeats: one may be late on a busy machine.
DEAD_AFTER = timedelta(seconds=3 * HEARTBEAT_SECONDS)
_ENDED = ("Completed", "Failed", "Crashed", "Cancelled", "Paused", "Suspended", "AwaitingRetry")
_SECURED = {"smtp": "insecure", "smtp+starttls": "starttls", "smtps": "ssl"}
_PORTS = {"insecure": 25, "starttls": 587, "ssl": 465}
_SUBJECT = "{{ event.payload.title }}"
_BODY = """{{ event.payload.text }}

{% if event.payload.url %}{{ event.payload.url }}
{% endif %}{% if event.payload.more %}And {{ event.payload.more }} more of this kind: see the tables.
{% endif %}{{ event.event }}, topic {{ event.payload.topic_id }}, {{ event.occurred }}"""
_PAYLOAD = """{"event": {{ event.event | tojson }}, "occurred": "{{ event.occurred }}", \
"resource": {{ event.resource.id | tojson }}, "payload": {{ event.payload | tojson }}}"""


def dead_runs() -> AutomationCore:
    """Crash a run whose heartbeats have stopped: it would hold its deployment's one place for ever."""
    beat = "prefect.flow-run.heartbeat"
    return AutomationCore(
        name="marsad: crash runs without heartbeat",
        description="A run whose process was killed together with what started it cannot say so itself.",
        trigger=EventTrigger(
            after={beat},
            expect={beat, *(f"prefect.flow-run.{state}" for state in _ENDED)},
            match={"prefect.resource.id": "prefect.flow-run.*"},
            # Ours alone: runs of others, and those by hand, send a heartbeat every three minutes.
            match_related={"prefect.resource.id": f"prefect.tag.{TAG}"},
            for_each={"prefect.resource.id"},
            posture=Posture.Proactive,
            threshold=1,
            within=DEAD_AFTER,
        ),
        actions=[
            ChangeFlowRunState(
                state=StateType.CRASHED,
                name="Crashed",
                force=False,
                message=f"No heartbeat for {DEAD_AFTER.seconds} seconds: the process is dead. The next run goes on.",
            )
        ],
    )


def webhook(url: str) -> AutomationCore:
    """Post what people wait for to an address, as JSON.

    Raises:
        ConfigError: it is no address of the web.
    """
    parts = _parts(url)
    if parts is None or parts.scheme not in ("http", "https"):
        raise ConfigError("--webhook must be an address that begins with http:// or https://.")
    block = Webhook(method="POST", url=SecretStr(url), headers=SecretDict({"Content-Type": "application/json"}))
    action = CallWebhook(block_document_id=_saved(block, "marsad-webhook"), payload=_PAYLOAD)
    return AutomationCore(name="marsad: webhook", trigger=_any_of_ours(), actions=[action])


def mail(to: str, smtp: str, sender: str | None = None) -> AutomationCore:
    """Mail what people wait for, as plain text.

    Prefect's own block for mail knows one provider only. Its blocks for chats hand any address to Apprise, and Apprise
    sends mail: the server does it by itself, so it also tells of runs that died with their worker.

    Args:
        to: who is mailed.
        smtp: the server that mail is given to, see `mail_address`.
        sender: whom the mail is from; `to` if left out.

    Raises:
        ConfigError: `smtp` is no such address.
    """
    block = SlackWebhook(url=SecretStr(mail_address(to, smtp, sender or to)))
    action = SendNotification(block_document_id=_saved(block, "marsad-mail"), subject=_SUBJECT, body=_BODY)
    return AutomationCore(name="marsad: mail", trigger=_any_of_ours(), actions=[action])


def mail_address(to: str, smtp: str, sender: str) -> str:
    """The address by which Apprise sends plain text mail.

    Args:
        to: who is mailed.
        smtp: smtps:// or smtp+starttls:// for a server that is spoken to in secret, smtp:// for one that is not; then,
            as in any address, user:password@, the host, and a port.
        sender: whom the mail is from.

    Raises:
        ConfigError: it is no such address, or has a password that anybody could read.
    """
    server = _parts(smtp)
    if server is None or server.scheme not in _SECURED:
        # Not repeated: it may hold a password, and what is printed is kept in logs.
        raise ConfigError(
            "--smtp (or SMTP_URL) is no server for mail: write smtps://user:password@mail.example.org, for instance."
        )
    mode = _SECURED[server.scheme]
    if server.password and mode == "insecure":
        raise ConfigError("With smtp:// the password could be read on its way: write smtps:// or smtp+starttls://.")
    login = f"{server.username or ''}{':' if server.password else ''}{server.password or ''}"
    words = {"smtp": server.hostname, "from": sender, "to": to, "mode": mode, "format": "text"}
    place = f"{login}{'@' if login else ''}{server.hostname}:{server.port or _PORTS[mode]}"
    return f"mailto{'' if mode == 'insecure' else 's'}://{place}?{urlencode(words, quote_via=quote)}"


def _parts(url: str) -> SplitResult | None:
    """The parts of an address that has a host, and no port that is none."""
    try:
        parts = urlsplit(url)
        return parts if parts.hostname and parts.port != 0 else None
    except ValueError:
        return None


def establish(automation: AutomationCore) -> None:
    """Have the server hold this automation, in the place of the one of the same name."""
    with get_client(sync_client=True) as client:
        held = client.read_automations_by_name(automation.name)
        if held:
            client.update_automation(held[0].id, automation)
        else:
            client.create_automation(automation)


def _any_of_ours() -> EventTrigger:
    return EventTrigger(expect=set(EVENTS), posture=Posture.Reactive, threshold=1, within=timedelta(0))


def _saved(block: Block, name: str) -> UUID:
    return UUID(str(block.save(name, overwrite=True)))
