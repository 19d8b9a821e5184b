"""What has been erased is gone from the database's files too."""

from django.db import connection


def empty_the_log() -> None:
    """Take erased rows out of SQLite's write-ahead log, where they would stay until it is written over.

    In the main file `secure_delete` has put zeros in their place. PostgreSQL's own cleaning does its part. Call it
    after the transaction; while somebody reads, the next call does it.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
