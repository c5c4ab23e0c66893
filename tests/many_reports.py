"""A catalogue of many reports, generated and put in at one go, for tests of lists and searches."""

from datetime import UTC, date, datetime, timedelta
from random import Random

from sqlalchemy import insert

from corpus.database import Database
from corpus.reports import Status
from corpus.tables import audit, reports, versions

SUBJECTS = (
    "Ferry",
    "Mill",
    "Lantern",
    "Orchard",
    "Weir",
    "Tram",
    "Bell tower",
    "Salt road",
    "Café",
    "بازار",
    "Öresund",
)
EVENTS = ("adrift", "closed", "sold", "rebuilt after the flood", "inspected", "renamed", "guarded", "repainted")
OUTLETS = ("The Courier", "Press Agency", "Weekly", "Radio Weir", "نیلوفر", None)
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)


def shelve_many(database: Database, count: int, words: int = 400) -> None:
    """Put so many reports of so many words on the shelf, each with its line in the audit log."""
    random = Random(7)
    rows = [make_row(number, random, words) for number in range(count)]
    with database.writing() as connection:
        connection.execute(insert(reports), [row["report"] for row in rows])
        connection.execute(insert(versions), [row["version"] for row in rows])
        connection.execute(insert(audit), [row["event"] for row in rows])


def make_row(number: int, random: Random, words: int) -> dict[str, dict[str, object]]:
    name, moment = f"r{number:05}", BEGUN + timedelta(minutes=number)
    title = f"{random.choice(SUBJECTS)} {random.choice(EVENTS)} in ward {number}"
    status = random.choices(list(Status), (90, 7, 3))[0]
    day = date(2020, 1, 1) + timedelta(days=random.randrange(2000)) if random.random() < 0.95 else None
    return {
        "report": {"id": name, "live_version": 1, "status": status, "note": None, "status_date": moment,
                   "created_at": moment},
        "version": {"report_id": name, "version": 1, "state": "published", "status": "current", "note": None,
                    "title": title, "publisher": random.choice(OUTLETS), "author": None, "published": day, "url": None,
                    "language": "en", "digest": f"{number:064}", "body_digest": f"{number:064}",
                    "original_name": f"{name}.md", "words": words, "added_by": "telegram:7", "added_at": moment,
                    "pages": [], "body": "A few words and a few more. " * (words // 7)},
        "event": {"at": moment, "actor": f"telegram:{number % 5}", "action": "add", "report_id": name, "version": 1,
                  "detail": title},
    }  # fmt: skip
