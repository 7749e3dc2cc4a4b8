# file: accounts/migrations/0007_lock.py
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006")]
    operations = [
        # signal: migration op="create_table" table="LockEvent" key="create_table LockEvent" columns="reason, created_at"
        migrations.CreateModel(
            name="LockEvent",
            fields=[
                ("id", models.AutoField(primary_key=True)),
                ("reason", models.CharField(max_length=200)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.AddField("lockevent", "by", models.TextField()),  # signal: migration key="add_column lockevent.by" type="TextField"
        # signal: migration op="add_column" table="user" column="locked_at" type="DateTimeField" key="add_column user.locked_at"
        migrations.AddField(
            model_name="user",
            name="locked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RenameField("user", "mail", "email"),  # signal: migration op="rename" table="user" column="mail" to="email"
        migrations.RemoveField(model_name="user", name="fax"),  # signal: migration op="drop" column="fax"
        migrations.AlterField("user", "email", models.EmailField()),  # signal: migration op="alter" column="email"
        migrations.AddIndex("user", models.Index(fields=["email"], name="i")),
        migrations.RunPython(fill, migrations.RunPython.noop),  # signal: migration op="data" table="fill()"
        migrations.RunSQL("CREATE INDEX i ON x (y)"),
        migrations.RunSQL("UPDATE accounts_user SET locked = false"),  # signal: migration op="data" table="accounts_user"
        migrations.SeparateDatabaseAndState(
            database_operations=[],
            state_operations=[migrations.DeleteModel("Old")],
        ),
    ]
# file: accounts/migrations/0008_merge.py
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_a"), ("accounts", "0007_b")]
    operations = []
# file: accounts/migrations/0001_squashed.py
from django.db import migrations


class Migration(migrations.Migration):
    replaces = [("accounts", "0001_initial")]
    operations = [migrations.CreateModel(name="User", fields=[])]
