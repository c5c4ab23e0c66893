"""What a PDF says about itself in XMP, the packet of XML that publishers put in: who published it, and when.

The packet is searched and not parsed, so that nothing in it can be expanded.
"""

import re
from datetime import date, datetime
from html import unescape

from corpus.readers.characters import clean_line
from corpus.reports import Details

PACKET = re.compile(rb"<x:xmpmeta\b.{0,262144}?</x:xmpmeta>", re.DOTALL)
ITEM = re.compile(r"<rdf:li\b[^>]*>(.*?)</rdf:li>", re.DOTALL)


def find_metadata(data: bytes) -> Details:
    """Give the details in the last XMP packet; one that is packed, as few are, is passed over."""
    packets = PACKET.findall(data)
    packet = packets[-1].decode("utf-8", "ignore") if packets else ""
    return Details(
        publisher=find_value(packet, "dc:publisher"),
        published=parse_day(find_value(packet, "prism:publicationDate") or find_value(packet, "dc:date")),
    )


def find_value(packet: str, name: str) -> str | None:
    """Give the first value of a property."""
    found = re.search(rf"<{name}\b[^>]*>(.*?)</{name}>", packet, re.DOTALL)
    item = ITEM.search(found[1]) if found else None
    return clean_line(unescape(item[1] if item else found[1])) if found else None


def parse_day(value: str | None) -> date | None:
    """Give the day of a date that names one."""
    try:
        return datetime.fromisoformat(value).date() if value else None
    except ValueError:
        return None
