# file: accounts/migrations/0007_lock.py
from django.db import migrations, models


class Migration(migrations.Migration):
    operations = [migrations.AddField("user", "locked", models.BooleanField())]
# file: accounts/migrations/0008_other.py
from django.db import migrations, models


class Migration(migrations.Migration):
    operations = [migrations.AddField("user", "closed", models.BooleanField())]
