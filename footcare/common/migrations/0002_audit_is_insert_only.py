from django.db import migrations

from footcare.common import triggers


class Migration(migrations.Migration):
    dependencies = [("common", "0001_initial")]

    operations = [
        migrations.RunPython(
            lambda apps, editor: triggers.create(editor),
            lambda apps, editor: triggers.drop(editor),
        )
    ]
