"""Abstract models; `core` owns no table."""

from django.db import models

from kokemus.core import text


class PublicModel(models.Model):
    """A thing with an opaque id for URLs and logs."""

    public_id = models.CharField(max_length=16, unique=True, default=text.public_id, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
