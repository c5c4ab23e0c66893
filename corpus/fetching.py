"""Fetches the documents that links name, from the public web and nowhere else.

    link | checked | its site's robots.txt | asked for | redirected, and so from the start | document

A link may use http and https on their own ports and on those that are allowed beside them, without a user's name;
each of at most five redirects is checked like the first link; what arrives is at most 20 MiB, packed and unpacked.
All of it, robots.txt too, happens within 20 seconds.
"""

import ssl
from collections.abc import Callable
from typing import TYPE_CHECKING

from corpus.addresses import is_public
from corpus.errors import FetchError
from corpus.links import NO_PORTS, check_link, find_site, join_link, show_link
from corpus.reports import Submission
from corpus.responses import make_submission, read_header, read_start
from corpus.robots import AGENT, MOST_BYTES, Rules
from corpus.worded import Worded

if TYPE_CHECKING:
    from httpcore import Response

    from corpus.connections import LookUp, Route

MAX_SECONDS = 20.0
MAX_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PARTIAL = 206
TOO_OFTEN = 429
HEADERS = {
    "User-Agent": f"{AGENT}/0.1",
    "Accept": "text/html,text/plain,text/markdown,application/pdf,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}


def fetch_link(url: str, ports: frozenset[int] = NO_PORTS) -> Submission:
    """Fetch the document that a link names; its details hold the address that it came from in the end.

    `ports` may be used beside the web's own.

    Raises:
        FetchError: when the link is not allowed, or nothing can be read from it within the limits.
    """
    return LinkFetcher(ports=ports).fetch(url)


class LinkFetcher:
    """Fetches documents; how hosts are looked up, which addresses are allowed and whom TLS trusts can be given."""

    def __init__(
        self,
        look_up: "LookUp | None" = None,
        is_allowed: Callable[[str], bool] = is_public,
        tls: ssl.SSLContext | None = None,
        seconds: float = MAX_SECONDS,
        ports: frozenset[int] = NO_PORTS,
    ) -> None:
        self._look_up = look_up
        self._is_allowed = is_allowed
        self._tls = tls
        self._seconds = seconds
        self._ports = ports

    def fetch(self, url: str) -> Submission:
        """Fetch the document that a link names, wherever it is redirected to.

        Raises:
            FetchError: when a link on the way is not allowed, or nothing can be read within the limits.
        """
        # Loaded here, since most commands fetch nothing.
        from corpus.connections import Deadline, Route, look_up_host

        route = Route(self._look_up or look_up_host, self._is_allowed, Deadline(self._seconds))
        return Visit(route, self._tls, self._ports).fetch(url)


class Visit:
    """One fetch: a route with one limit of time for all of it, and what the sites on the way let us read."""

    def __init__(self, route: "Route", tls: ssl.SSLContext | None, ports: frozenset[int]) -> None:
        self._route = route
        self._tls = tls
        self._ports = ports
        self._rules: dict[str, Rules] = {}

    def fetch(self, url: str) -> Submission:
        """Follow a link to its document."""
        target = url
        for _ in range(MAX_REDIRECTS + 1):
            try:
                found = self._ask(target)
            except FetchError as error:
                if target is url:
                    raise
                raise FetchError(
                    Worded("{link} leads elsewhere, and {why}", link=show_link(url), why=str(error))
                ) from error
            if isinstance(found, Submission):
                return found
            target = found
        raise FetchError(
            Worded(
                "{link} is redirected more than {most} times; check the link.", link=show_link(url), most=MAX_REDIRECTS
            )
        )

    def _ask(self, target: str) -> Submission | str:
        """Give the document that a link names, or the link that it is redirected to."""
        from corpus.connections import open_response

        link = check_link(target, self._ports)
        self._check_rules(link)
        with open_response(link, HEADERS, self._route, self._tls) as response:
            further = find_redirect(response, link)
            if further is not None:
                return further
            check_status(response, link)
            return make_submission(response, link)

    def _check_rules(self, link: str) -> None:
        site = find_site(link)
        if site not in self._rules:
            self._rules[site] = self._fetch_rules(site, link)
        if not self._rules[site].allow(link):
            raise FetchError(
                Worded(
                    "{link} is closed to programs by its site (robots.txt); save the page and send the file.",
                    link=show_link(link),
                )
            )

    def _fetch_rules(self, site: str, link: str) -> Rules:
        """Read what a site lets us read; one that has no robots.txt, or only redirects for it, lets us read all."""
        from corpus.connections import open_response

        target = f"{site}/robots.txt"
        for _ in range(MAX_REDIRECTS + 1):
            target = check_link(target, self._ports)
            with open_response(target, HEADERS, self._route, self._tls, shown=show_link(link)) as response:
                further = find_redirect(response, target)
                if further is None:
                    return read_rules(response, link)
            target = further
        return Rules()


def find_redirect(response: "Response", link: str) -> str | None:
    """Give the link that a response sends us on to, None where it does not."""
    location = read_header(response, "location")
    return join_link(link, location) if response.status in REDIRECTS and location else None


def check_status(response: "Response", link: str) -> None:
    """Refuse a response that is not the whole document.

    Raises:
        FetchError: when it is not.
    """
    if not 200 <= response.status < 300 or response.status == PARTIAL:
        raise FetchError(
            Worded("{link} cannot be read: {why}.", link=show_link(link), why=describe_status(response.status))
        )


def read_rules(response: "Response", link: str) -> Rules:
    """Read a robots.txt; where there is none, everything may be read.

    Raises:
        FetchError: when the site has trouble with it: nobody knows then what may be read.
    """
    if 200 <= response.status < 300:
        packing = read_header(response, "content-encoding").lower()
        return Rules(read_start(response.iter_stream(), packing, link, MOST_BYTES))
    if 400 <= response.status < 500 and response.status != TOO_OFTEN:
        return Rules()
    raise FetchError(
        Worded(
            "{link} cannot be read: its site does not say what programs may read (its robots.txt "
            "gives status {status}); try again later, or send the document as a file.",
            link=show_link(link),
            status=response.status,
        )
    )


def describe_status(status: int) -> Worded:
    """Say what a status means for someone who wants the page."""
    match status:
        case 401 | 402 | 403 | 407 | 451:
            return Worded(
                "the site does not let us read it (status {status}), so save the page and send the file", status=status
            )
        case 404 | 410:
            return Worded("there is no such page (status {status}), so check the link", status=status)
        case 429:
            return Worded("the site is asked too often (status {status}), so try again later", status=status)
        case _ if status >= 500:
            return Worded("the site has trouble (status {status}), so try again later", status=status)
    return Worded("the site answers with status {status}, so save the page and send the file", status=status)
