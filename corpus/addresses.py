"""Which network addresses are on the public web.

`ipaddress` alone does not tell: its answers differ between versions of Python, and it takes addresses that carry a
private one inside (mapped, 6to4, Teredo, NAT64) for public. So the special ranges of the IANA registries stand here.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

SPECIAL_IPV4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "168.63.129.16/32",  # public in form, but inside Azure its machines' own control service
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
        ),
    )
)
GLOBAL_IPV6 = IPv6Network("2000::/3")
SPECIAL_IPV6 = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "3fff::/20")))
NAT64 = IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an address is one of the public web, and so is every address that it carries inside."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, IPv4Address):
        return not any(parsed in network for network in SPECIAL_IPV4)
    if carried := find_carried(parsed):
        return all(is_public(str(inside)) for inside in carried)
    special = any(parsed in network for network in SPECIAL_IPV6)
    return parsed in GLOBAL_IPV6 and not special and parsed.scope_id is None


def find_carried(address: IPv6Address) -> tuple[IPv4Address, ...]:
    """Give the older addresses that an IPv6 address leads to."""
    if address.ipv4_mapped:
        return (address.ipv4_mapped,)
    if address.sixtofour:
        return (address.sixtofour,)
    if address.teredo:
        return address.teredo
    return (IPv4Address(int(address) & 0xFFFFFFFF),) if address in NAT64 else ()
