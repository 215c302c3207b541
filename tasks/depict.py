"""The step `depict`: the report of a run's topic, for people to look at."""

from datetime import UTC, datetime, timedelta

from prefect import task

from tasks.model.limits import ROWS
from tasks.model.topics import Topic
from tasks.places.place import Place
from tasks.report.folder import report_path
from tasks.report.scope import Scope, newest_on
from tasks.report.strings import INTERFACES
from tasks.report.write import write_report
from tasks.storage.opening import filled


@task(timeout_seconds=ROWS)
def depict(warehouse: Place, topic: Topic, days: int) -> None:
    """Write the report of the topic's last days, over the one before it.

    Args:
        warehouse: the warehouse.
        topic: the topic.
        days: how many days it goes back from the newest article.

    Raises:
        ConfigError: the tables cannot be read, or the folder of the report holds something else, or cannot be written.
    """
    tables = filled(warehouse)
    newest = newest_on(tables, topic.topic_id)
    scope = Scope(topic, newest - timedelta(days=days) if newest else None, datetime.now(UTC))
    write_report(tables, report_path(warehouse, topic.topic_id), scope, INTERFACES[0])
