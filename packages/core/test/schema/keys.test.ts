import { randomUUID } from "node:crypto";
import { useTestDatabase } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import { type EveryTable, fillEveryTable } from "../every-table.js";

const db = useTestDatabase("core");

const keys: readonly (readonly [
  child: string,
  column: string,
  parent: string,
  outcome: "the row goes" | "the row forgets it",
])[] = [
  ["public.projects", "owner_id", "public.users", "the row goes"],
  ["public.projects", "updated_by", "public.users", "the row forgets it"],
  ["public.project_milestones", "project_id", "public.projects", "the row goes"],
  ["public.role_abilities", "role_id", "public.roles", "the row goes"],
  ["public.tasks", "user_id", "public.users", "the row goes"],
  ["public.tasks", "project_id", "public.projects", "the row forgets it"],
  ["public.tasks", "parent_task_id", "public.tasks", "the row goes"],
  ["public.tasks", "updated_by", "public.users", "the row forgets it"],
  ["public.subtasks", "task_id", "public.tasks", "the row goes"],
  ["audit.activity_logs", "user_id", "public.users", "the row forgets it"],
  ["audit.user_activity_summary", "user_id", "public.users", "the row goes"],
];

describe("what happens to a row when the row it names", () => {
  it.each(keys)("is deleted: %s.%s to %s: %s", async (child, column, parent, outcome) => {
    const rows = await fillEveryTable(db);
    const named = await readValue(rows, child, column);
    expect(named).toEqual(expect.any(String));
    await db.query(`DELETE FROM ${parent} WHERE id = $1`, [named]);
    const expected = outcome === "the row goes" ? undefined : null;
    expect(await readValue(rows, child, column)).toBe(expected);
  });

  it.each(keys)("gets another id: %s.%s to %s follows", async (child, column, parent) => {
    const rows = await fillEveryTable(db);
    const id = randomUUID();
    const named = await readValue(rows, child, column);
    await db.query(`UPDATE ${parent} SET id = $2 WHERE id = $1`, [named, id]);
    expect(await readValue(rows, child, column)).toBe(id);
  });
});

/** Undefined when the row is gone. */
async function readValue(
  rows: EveryTable,
  table: string,
  column: string,
): Promise<string | null | undefined> {
  const sql = `SELECT ${column} AS value FROM ${table} WHERE id = $1`;
  return (await db.query<{ value: string | null }>(sql, [rows[table]]))[0]?.value;
}
