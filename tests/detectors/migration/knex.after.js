// file: db/knex_migrations/2024-lock.js
exports.up = function (knex) {
    return knex.schema
        .alterTable("user", function (table) {
            table.timestamp("locked_at").nullable(); // signal: migration key="add_column user.locked_at" type="timestamp"
            table.string("email", 254).notNullable().alter(); // signal: migration op="alter" column="email"
            table.dropColumn("fax"); // signal: migration op="drop" column="fax"
            table.renameColumn("mail", "email2"); // signal: migration op="rename" column="mail" to="email2"
            table.index("email");
        });
};
exports.down = function (knex) {
    return knex.schema.alterTable("user", (table) => { table.dropColumn("locked_at"); });
};
// file: server/migrations/1700000000-Lock.ts
export class Lock1700000000 implements MigrationInterface {
    public async up(queryRunner: QueryRunner): Promise<void> {
        // signal: migration op="add_column" table="user" column="locked" type="boolean"
        await queryRunner.addColumn("user", new TableColumn({ name: "locked", type: "boolean" }));
        await queryRunner.query(`ALTER TABLE "user" ADD "reason" character varying`); // signal: migration key="add_column user.reason"
        await queryRunner.query("CREATE INDEX i ON user (locked)");
    }
    public async down(queryRunner: QueryRunner): Promise<void> {
        await queryRunner.query(`DROP TABLE "user"`);
    }
}
// file: server/migrations/2024-sequelize.js
module.exports = {
    async up(queryInterface, Sequelize) {
        // signal: migration op="create_table" table="Events" columns="what"
        await queryInterface.createTable("Events", { id: { type: Sequelize.INTEGER }, what: { type: Sequelize.STRING } });
        await queryInterface.addColumn("Users", "locked", { type: Sequelize.BOOLEAN }); // signal: migration key="add_column Users.locked" type="BOOLEAN"
        await queryInterface.removeColumn("Users", "fax"); // signal: migration op="drop" column="fax"
        await queryInterface.bulkUpdate("Users", { locked: false }, {}); // signal: migration op="data" table="Users"
    },
    async down(queryInterface) {
        await queryInterface.dropTable("Events");
    },
};
// file: server/store.js
knex("users").update({ seen: true });
