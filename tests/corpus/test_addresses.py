"""Which addresses are on the public web: no special range, and none that carries a special address inside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.addresses import is_public

SPECIAL = """
0.0.0.0 10.0.0.1 100.64.0.1 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 192.0.0.8 192.0.0.170 192.0.2.1
192.88.99.1 192.168.1.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::10.0.0.1 64:ff9b:1::1 100::1 2001::1 2001:0:a00:1::
2001:2::1 2001:10::1 2001:db8::1 2002:a00:1:: 2002:7f00:1:: 3fff::1 5f00::1 fc00::1 fd12:3456::1 fe80::1 fe80::1%eth0
fec0::1 ff02::1 2606:4700::1%eth0 localhost 1.2.3 1.2.3.4.5
"""
ORDINARY = """
1.1.1.1 93.184.216.34 100.63.255.255 100.128.0.1 172.32.0.1 192.0.1.1 223.255.255.255 2606:4700::1111 2a00:1450::1
::ffff:1.1.1.1 64:ff9b::1.1.1.1 2002:101:101::1
"""


@pytest.mark.parametrize("address", SPECIAL.split())
def test_special_address_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ORDINARY.split())
def test_ordinary_address_is_public(address):
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_public_older_address_is_one_that_the_library_calls_global_too(address):
    if is_public(str(address)):
        assert address.is_global
        assert not address.is_multicast
