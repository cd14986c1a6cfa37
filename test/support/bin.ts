import type { DataSource } from "typeorm";

/** As if the server had stored all deletions in a document so many days earlier than it did. */
export async function deletedDaysAgo(dataSource: DataSource, document: string, days: number): Promise<void> {
  await dataSource.query(
    "update entry_revision set at = at - make_interval(days => $2) where document_id = $1 and map = 'deletions'",
    [document, days],
  );
}

/** As if nobody had written in it for an hour. */
export async function leftAlone(dataSource: DataSource, document: string): Promise<void> {
  await dataSource.query("update document_update set at = at - interval '1 hour' where document_id = $1", [document]);
}

/** Where in the database these bytes stand, by table: in any text, JSON or stored update of it. */
export async function placesOf(dataSource: DataSource, trace: string): Promise<string[]> {
  const tables: { name: string }[] = await dataSource.query(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const columns: { column: string; type: string }[] = await dataSource.query(
      `select column_name as column, data_type as type from information_schema.columns
        where table_schema = 'public' and table_name = $1 and data_type in ('text', 'jsonb', 'bytea')`,
      [name],
    );
    for (const { column, type } of columns) {
      const holds =
        type === "bytea" ? `position($1::bytea in "${column}") > 0` : `position($1::text in "${column}"::text) > 0`;
      const value = type === "bytea" ? Buffer.from(trace) : trace;
      const [row]: { n: number }[] = await dataSource.query(`select count(*)::int as n from "${name}" where ${holds}`, [
        value,
      ]);
      if (row && row.n > 0) found.push(`${name}.${column}`);
    }
  }
  return found.sort();
}
