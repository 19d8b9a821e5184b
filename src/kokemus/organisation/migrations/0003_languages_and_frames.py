from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisation", "0002_public_face")]

    operations = [
        migrations.RenameField("organisation", "phone_hours", "phone_hours_fi"),
        migrations.RenameField("organisation", "accident_cover", "accident_cover_fi"),
        migrations.AddField(
            "organisation",
            "phone_hours_sv",
            models.CharField(blank=True, max_length=120, verbose_name="phone hours in Swedish", default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "organisation",
            "phone_hours_en",
            models.CharField(blank=True, max_length=120, verbose_name="phone hours in English", default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "organisation",
            "accident_cover_sv",
            models.TextField(blank=True, verbose_name="accident cover in Swedish", default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "organisation",
            "accident_cover_en",
            models.TextField(blank=True, verbose_name="accident cover in English", default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "organisation",
            "frame_sites",
            models.TextField(blank=True, verbose_name="sites that may show the box of doors", default=""),
            preserve_default=False,
        ),
    ]
