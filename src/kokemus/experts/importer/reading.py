"""From the bytes of a file to a `Workbook`, or a clear reason why not."""

from kokemus.experts.importer.delimited import read_delimited
from kokemus.experts.importer.excel import read_excel
from kokemus.experts.importer.workbook import MAX_BYTES, UnreadableFile, Workbook

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00\x04\x00", b"\x09\x00\x06\x00")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK\x03\x04"


def read(content: bytes, name: str) -> Workbook:
    """The sheets of an .xlsx, .xlsm, .csv or .tsv file, told apart by content and not by name.

    Raises UnreadableFile; its `code` says which sentence of `remarks.UNREADABLE` to show.
    """
    if not content.strip(b"\x00 \r\n\t"):
        raise UnreadableFile("empty_file", name=name)
    if len(content) > MAX_BYTES:
        raise UnreadableFile("too_big", name=name, most=str(MAX_BYTES // 1024 // 1024))
    if content.startswith(_OLE):
        secret = _ENCRYPTED in content
        raise UnreadableFile("password_protected" if secret else "old_excel", name=name)
    if content.startswith(_BIFF):
        raise UnreadableFile("old_excel", name=name)
    if content.startswith(_ZIP):
        return read_excel(content, name)
    if name.lower().endswith((".xlsx", ".xlsm", ".xls")) and b"\x00" in content[:4096]:
        raise UnreadableFile("not_a_spreadsheet", name=name)
    return read_delimited(content, name)
