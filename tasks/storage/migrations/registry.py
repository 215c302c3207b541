"""All migrations, in the order of their formats."""

from tasks.storage.migrations.contract import Migration
from tasks.storage.migrations.format_2 import FORMAT_2

MIGRATIONS: tuple[Migration, ...] = (FORMAT_2,)
