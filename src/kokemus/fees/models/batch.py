"""What leaves the house: payroll batches and invoice bases. Made once, never changed."""

import hashlib

from django.conf import settings
from django.db import models

from kokemus.core.models import PublicModel
from kokemus.fees import reference
from kokemus.fees.models.claim import Claim, ClaimLine

BOM = "\ufeff"  # spreadsheets read UTF-8 rightly only when the file begins with it


class Batch(PublicModel):
    """A payroll batch: made once, never changed (a database trigger holds it). A correction is a reversing row."""

    number = models.PositiveIntegerField(unique=True)
    pays_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    columns = models.JSONField(help_text="the column table as it stood")
    content = models.TextField(help_text="the CSV file as payroll gets it, without the byte order mark")
    sha256 = models.CharField(max_length=64, help_text="of the file's bytes")
    row_count = models.PositiveIntegerField()
    total = models.DecimalField(max_digits=11, decimal_places=2)

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"batch {self.number}"

    @property
    def file(self) -> bytes:
        """The bytes that payroll gets."""
        return file_bytes(self.content)


class BatchRow(models.Model):
    """One claim line as it went into a batch; never changed."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="rows")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="batch_rows")
    line = models.ForeignKey(ClaimLine, on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    values = models.JSONField(help_text="the row's cells in column order")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["line"], name="a_line_is_paid_once")]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.claim_id}"


class BatchPayment(models.Model):
    """That payroll has paid a batch: a fact beside the batch, which itself never changes."""

    batch = models.OneToOneField(Batch, on_delete=models.PROTECT, related_name="payment")
    paid_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.batch_id} {self.paid_on}"


class InvoiceBasis(PublicModel):
    """What an external payer is invoiced for; made once from approved claims, never county payroll."""

    number = models.PositiveIntegerField(unique=True)
    payer_name = models.CharField(max_length=120)
    payer_business_id = models.CharField(max_length=20, blank=True)
    payer_address = models.CharField(max_length=300, blank=True)
    total = models.DecimalField(max_digits=11, decimal_places=2)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    claims = models.ManyToManyField(Claim, related_name="invoice_bases")

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"invoice basis {self.number}"

    @property
    def reference(self) -> str:
        """The reference number (viitenumero) that the invoice carries."""
        return reference.make(self.number)


def file_bytes(content: str) -> bytes:
    """A file's text as the bytes that are sent."""
    return (BOM + content).encode()


def fingerprint(content: str) -> str:
    """The SHA-256 of the bytes that are sent."""
    return hashlib.sha256(file_bytes(content)).hexdigest()
