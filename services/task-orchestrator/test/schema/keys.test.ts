import { randomUUID } from "node:crypto";
import { useTestDatabase } from "@deepiri/test-database";
import { beforeAll, describe, expect, it } from "vitest";
import { refusalOf } from "../refusal.js";
import { insertRow, insertTask, insertUser } from "../rows.js";

const db = useTestDatabase("task-orchestrator");
const ownedTables = ["public.task_versions", "public.task_dependencies"];
let user: string;
beforeAll(async () => {
  user = await insertUser(db);
});

describe("keys", () => {
  const foreignKeys = [
    ["task_versions", "task_id", "cascade"],
    ["task_versions", "changed_by", "set null"],
    ["task_dependencies", "task_id", "cascade"],
    ["task_dependencies", "depends_on_task_id", "cascade"],
  ] as const;

  it.each(foreignKeys)("%s.%s refuses the id of nothing", async (table, column) => {
    const { ids } = await fill();
    const update = db.query(`UPDATE public.${table} SET ${column} = $1 WHERE id = $2`, [
      randomUUID(),
      ids[table],
    ]);
    expect(await refusalOf(update)).toEqual({
      code: "23503",
      constraint: `${table}_${column}_fkey`,
    });
  });

  it.each(foreignKeys)("%s.%s: deleting what it names means %s", async (table, column, then) => {
    const { ids, parents } = await fill();
    const parent = column === "changed_by" ? "users" : "tasks";
    await db.query(`DELETE FROM public.${parent} WHERE id = $1`, [parents[column]]);
    const left = await db.query(`SELECT ${column} AS key FROM public.${table} WHERE id = $1`, [
      ids[table],
    ]);
    expect(left).toEqual(then === "cascade" ? [] : [{ key: null }]);
  });

  it("are all tested above, each with an index to follow it", async () => {
    const found = await db.query<{ name: string; indexed: boolean }>(
      `SELECT conname AS name, EXISTS (
         SELECT FROM pg_catalog.pg_index WHERE indrelid = conrelid AND indkey[0] = conkey[1]
       ) AS indexed
       FROM pg_catalog.pg_constraint
       WHERE contype = 'f' AND conrelid = ANY ($1::pg_catalog.regclass[])`,
      [ownedTables],
    );
    const listed = foreignKeys.map(([table, column]) => `${table}_${column}_fkey`);
    expect(found.map(({ name }) => name).sort()).toEqual([...listed].sort());
    expect(found.filter(({ indexed }) => !indexed)).toEqual([]);
  });

  it("a task has a version once", async () => {
    const { parents } = await fill();
    const again = insertRow(db, "public.task_versions", { task_id: parents.task_id, version: 1 });
    expect(await refusalOf(again)).toEqual({
      code: "23505",
      constraint: "task_versions_task_id_version_key",
    });
  });

  it("a task depends on another once, whatever the type", async () => {
    const { parents } = await fill();
    const again = insertRow(db, "public.task_dependencies", {
      task_id: parents.task_id,
      depends_on_task_id: parents.depends_on_task_id,
      dependency_type: "related",
    });
    expect(await refusalOf(again)).toEqual({
      code: "23505",
      constraint: "task_dependencies_task_id_depends_on_task_id_key",
    });
  });

  it.each(["task_versions", "task_dependencies"])("%s has one row an id", async (table) => {
    const [first, second] = [await fill(), await fill()];
    const update = db.query(`UPDATE public.${table} SET id = $1 WHERE id = $2`, [
      first.ids[table],
      second.ids[table],
    ]);
    expect(await refusalOf(update)).toEqual({ code: "23505", constraint: `${table}_pkey` });
  });
});

interface Filled {
  readonly ids: Readonly<Record<string, string>>;
  readonly parents: Readonly<Record<string, string>>;
}

async function fill(): Promise<Filled> {
  const parents = {
    task_id: await insertTask(db, user),
    depends_on_task_id: await insertTask(db, user),
    changed_by: await insertUser(db),
  };
  const { changed_by, ...tasks } = parents;
  const version = { task_id: parents.task_id, version: 1, changed_by };
  return {
    parents,
    ids: {
      task_versions: await insertRow(db, "public.task_versions", version),
      task_dependencies: await insertRow(db, "public.task_dependencies", tasks),
    },
  };
}
