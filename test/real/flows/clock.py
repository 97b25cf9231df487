"""The story's clock: Python and the database agree that it is a day of the story, whenever the template is built."""
import datetime

from freezegun import freeze_time
from odoo.sql_db import BaseCursor

START = datetime.datetime(2025, 1, 6)


class Clock:
    """Stands still until it is moved; it may be moved back."""

    def __init__(self):
        self._frozen = freeze_time(START).start()
        # Odoo dates records by the transaction's beginning.
        BaseCursor.now = lambda cursor: datetime.datetime.now()

    def to(self, day, hour=9, minute=0):
        """Moves to a moment, in UTC, of the day that many days after the story's Monday 2025-01-06."""
        self._frozen.move_to(START + datetime.timedelta(days=day, hours=hour, minutes=minute))

    def at(self, text):
        """Moves to a moment written as Odoo writes it."""
        self._frozen.move_to(datetime.datetime.fromisoformat(text))


def day_of(text):
    """The day of the story in a date or datetime as Odoo writes it."""
    return (datetime.date.fromisoformat(str(text)[:10]) - START.date()).days
