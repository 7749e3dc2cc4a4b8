# file: db/versions/ab12_add_lock.py
from alembic import op
import sqlalchemy as sa


def upgrade():
    op.add_column("users", sa.Column("locked_at", sa.DateTime(), nullable=True))  # signal: migration key="add_column users.locked_at" type="DateTime"
    op.create_index("ix", "users", ["locked_at"])
    # signal: migration op="create_table" table="events" columns="id, what"
    op.create_table(
        "events",
        sa.Column("id", sa.Integer()),
        sa.Column("what", sa.String(20)),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("orders") as batch_op:
        batch_op.drop_column("fax")  # signal: migration op="drop" table="orders" column="fax"
        batch_op.alter_column("mail", new_column_name="email")  # signal: migration op="rename" table="orders" column="mail" to="email"
    op.execute("UPDATE users SET locked_at = now()")  # signal: migration op="data" table="users"
    op.execute(sa.text("CREATE EXTENSION citext"))
    op.rename_table("a", "b")  # signal: migration op="rename" table="a" to="b"


def downgrade():
    op.drop_column("users", "locked_at")
    op.drop_table("events")
