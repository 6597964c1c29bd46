import { importSqlite } from "@deepiri/sqlite-import";

const loaded = await importSqlite("app.db", "postgresql://…/dpro", { schema: "legacy" });
for (const { table, rows, columns } of loaded.tables)
  console.log(
    table,
    rows,
    columns.map(({ column, type }) => `${column} ${type}`),
  );
