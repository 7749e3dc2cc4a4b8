# file: db/migrate/20240101_lock.rb
class Lock < ActiveRecord::Migration[7.0]
  def up
    add_column :users, :locked_at, :datetime # signal: migration key="add_column users.locked_at" type="datetime"
    add_index :users, :locked_at
    # signal: migration op="data" table="users"
    execute <<~SQL
      UPDATE users SET locked_at = NULL
    SQL
    rename_column :users, :mail, :email # signal: migration op="rename" column="mail" to="email"
  end

  def down
    remove_column :users, :locked_at
  end
end
# file: lib/tasks/x.rb
add_column :users, :nothing, :string
