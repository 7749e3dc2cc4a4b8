-- file: src/main/resources/db/migration/V7__lock.sql
-- DROP TABLE comments_are_silent;
-- signal: migration op="create_table" table="lock_event" columns="id, reason"
CREATE TABLE IF NOT EXISTS "public"."lock_event" (
    id bigint PRIMARY KEY,
    reason varchar(20) DEFAULT 'a;b, DROP TABLE x', -- with, commas
    CONSTRAINT fk FOREIGN KEY (id) REFERENCES users (id)
);
CREATE UNIQUE INDEX i ON users (email);
-- signal: migration key="add_column users.locked_at" type="timestamp"
-- signal: migration key="add_column users.locked_by" type="varchar(20)"
ALTER TABLE users ADD COLUMN locked_at timestamp, ADD locked_by varchar(20) NOT NULL, ADD CONSTRAINT u UNIQUE (locked_by);
ALTER TABLE users DROP CONSTRAINT u;
ALTER TABLE users RENAME COLUMN mail TO email; -- signal: migration op="rename" column="mail" to="email"
ALTER TABLE `users` MODIFY `email` varchar(254); -- signal: migration op="alter" table="users" column="email"
UPDATE users SET locked_at = null; -- signal: migration op="data" table="users"
/* INSERT INTO x VALUES (1); */
DROP TABLE IF EXISTS old_events; -- signal: migration op="drop" table="old_events"
CREATE FUNCTION f() RETURNS void AS $$ BEGIN; DELETE FROM users; END; $$ LANGUAGE plpgsql;
CREATE TEMPORARY TABLE t (x int);
-- file: migrations/0003.down.sql
DROP TABLE users;
-- file: queries/report.sql
UPDATE users SET seen = true;
-- file: db/migrations/0004_goose.sql
-- +goose Up
ALTER TABLE a ADD b int; -- signal: migration key="add_column a.b"
-- +goose Down
ALTER TABLE a DROP COLUMN b;
-- file: prisma/migrations/2024_x/migration.sql
-- signal: migration op="alter" table="User" key="alter User"
CREATE TABLE "new_User" ("id" INTEGER, "email" TEXT);
INSERT INTO "new_User" ("id", "email") SELECT "id", "email" FROM "User";
DROP TABLE "User";
ALTER TABLE "new_User" RENAME TO "User";
