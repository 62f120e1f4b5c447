"""How words are spelled, and how many documents have them; written anew at night."""

from django.db import migrations, models
from django.db.models import F


def as_folded(apps, schema_editor):
    apps.get_model("search", "SearchWord").objects.update(spelled=F("word"))


class Migration(migrations.Migration):
    dependencies = [("search", "0004_full_text")]

    operations = [
        migrations.AddField(
            "searchword",
            "spelled",
            models.CharField(default="", max_length=80),
            preserve_default=False,
        ),
        migrations.AddField("searchword", "documents", models.PositiveIntegerField(default=1)),
        migrations.AddIndex(
            "searchword",
            models.Index(
                fields=["language", "word"],
                name="search_word_beginning",
                opclasses=["varchar_pattern_ops", "varchar_pattern_ops"],
            ),
        ),
        migrations.RunPython(as_folded, migrations.RunPython.noop),
    ]
