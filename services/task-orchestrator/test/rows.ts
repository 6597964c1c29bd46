import { randomUUID } from "node:crypto";
import type { TestDatabase } from "@deepiri/test-database";

type Values = Readonly<Record<string, unknown>>;

/** Inserts one row into a schema-qualified table and returns its id. */
export async function insertRow(
  db: Pick<TestDatabase, "query">,
  table: string,
  values: Values,
): Promise<string> {
  const columns = Object.keys(values);
  const parameters = columns.map((_, index) => `$${index + 1}`);
  const [row] = await db.query<{ id: string }>(
    `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${parameters.join(", ")}) RETURNING id`,
    Object.values(values),
  );
  if (!row) throw new Error(`no row came back from ${table}`);
  return row.id;
}

/** Inserts a user whom no other test knows. */
export function insertUser(db: Pick<TestDatabase, "query">): Promise<string> {
  const email = `${randomUUID()}@example.org`;
  return insertRow(db, "public.users", { email, password: "a hash", name: "Ada" });
}

/** Inserts a task of a user. */
export function insertTask(
  db: Pick<TestDatabase, "query">,
  userId: string,
  values: Values = {},
): Promise<string> {
  return insertRow(db, "public.tasks", { user_id: userId, title: "Write it down", ...values });
}
