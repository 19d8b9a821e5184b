import pytest

from kokemus.experts.importer.addresses import read_email


@pytest.mark.parametrize(
    ("written", "address", "state"),
    [
        ("a.b@example.org", "a.b@example.org", "ok"),
        ("A.B@Example.ORG", "a.b@example.org", "ok"),
        ("x at example.org", "x@example.org", "mended"),
        ("x(at)example.org", "x@example.org", "mended"),
        ("x [at] example.org", "x@example.org", "mended"),
        ("x @ example.org", "x@example.org", "mended"),
        ("x@example,org", "x@example.org", "mended"),
        ("matti piste m at example piste org", "matti.m@example.org", "mended"),
        ("Aku Ankka <aku@example.org>", "aku@example.org", "ok"),
        ("mailto:aku@example.org", "aku@example.org", "ok"),
        ("antero.sirén68@example.org", "antero.sirén68@example.org", "check"),
        ("aku@example.org.", "aku@example.org", "ok"),
        ("ei ole", "", "broken"),
        ("aku@example", "", "broken"),
        ("@example.org", "", "broken"),
        ("", "", ""),
    ],
)
def test_email_as_written(written, address, state):
    found = read_email(written)
    assert (found.address, found.state) == (address, state)


@pytest.mark.parametrize("separator", ["; ", ",", " / ", "\n", " "])
def test_second_email_is_kept(separator):
    found = read_email(f"a@example.org{separator}b@example.org")
    assert (found.address, found.others) == ("a@example.org", ("b@example.org",))
