import { useTestDatabase } from "@deepiri/test-database";
import { beforeAll, describe, expect, it } from "vitest";
import * as words from "../../src/words.js";
import { refusalOf } from "../refusal.js";
import { insertRow, insertTask, insertUser } from "../rows.js";

const db = useTestDatabase("task-orchestrator");
const ownedTables = ["public.task_versions", "public.task_dependencies"];
let user: string;
let task: string;
let other: string;
beforeAll(async () => {
  user = await insertUser(db);
  [task, other] = [await insertTask(db, user), await insertTask(db, user)];
});

describe("rules", () => {
  it.each([0, -1])("a version is never %i", async (version) => {
    const insert = insertRow(db, "public.task_versions", { task_id: task, version });
    expect(await refusalOf(insert)).toEqual({
      code: "23514",
      constraint: "task_versions_version_check",
    });
  });

  it("a task does not depend on itself, whatever the type", async () => {
    for (const dependency_type of words.dependencyTypes) {
      const values = { task_id: task, depends_on_task_id: task, dependency_type };
      const insert = insertRow(db, "public.task_dependencies", values);
      expect(await refusalOf(insert)).toEqual({
        code: "23514",
        constraint: "task_dependencies_self_check",
      });
    }
  });

  it.each(["precedes", "", "Blocks"])("a dependency is not of the type '%s'", async (type) => {
    const values = { task_id: task, depends_on_task_id: other, dependency_type: type };
    const insert = insertRow(db, "public.task_dependencies", values);
    expect(await refusalOf(insert)).toEqual({
      code: "23514",
      constraint: "task_dependencies_dependency_type_check",
    });
  });

  it("a version may report a state that a task cannot have, even one that we do not know", async () => {
    for (const [index, status] of [...words.taskVersionStatuses, "on_fire"].entries()) {
      const id = await insertRow(db, "public.task_versions", {
        task_id: task,
        version: index + 1,
        status,
      });
      expect(id).toBeTruthy();
    }
  });

  it("are all broken here, and each has a sentence for people", async () => {
    const found = await db.query<{ name: string; sentence: string | null }>(
      `SELECT conname AS name, pg_catalog.obj_description(oid, 'pg_constraint') AS sentence
       FROM pg_catalog.pg_constraint
       WHERE contype = 'c' AND conrelid = ANY ($1::pg_catalog.regclass[])`,
      [ownedTables],
    );
    expect(found.map(({ name }) => name).sort()).toEqual([
      "task_dependencies_dependency_type_check",
      "task_dependencies_self_check",
      "task_versions_version_check",
    ]);
    expect(found.filter(({ sentence }) => !sentence?.endsWith("."))).toEqual([]);
  });

  it("the list of dependency types is the one that the database accepts", async () => {
    const [rule] = await db.query<{ text: string }>(
      `SELECT pg_catalog.pg_get_constraintdef(oid) AS text FROM pg_catalog.pg_constraint
       WHERE conname = 'task_dependencies_dependency_type_check'`,
    );
    const accepted = [...(rule?.text ?? "").matchAll(/'([^']*)'/g)].map((match) => match[1]);
    expect(accepted.sort()).toEqual([...words.dependencyTypes].sort());
  });
});

describe("defaults", () => {
  it("are a random id, blocks, and now in UTC in a session of any zone", async () => {
    const client = await db.pool.connect();
    try {
      await client.query("BEGIN; SET LOCAL timezone = 'Pacific/Kiritimati'");
      const { rows } = await client.query(
        `INSERT INTO public.task_dependencies (task_id, depends_on_task_id) VALUES ($1, $2)
         RETURNING dependency_type AS type, created_at = timezone('utc', now()) AS utc`,
        [task, other],
      );
      expect(rows).toEqual([{ type: "blocks", utc: true }]);
      const version = await client.query(
        `INSERT INTO public.task_versions (task_id, version) VALUES ($1, 99)
         RETURNING metadata, created_at = timezone('utc', now()) AS utc`,
        [task],
      );
      expect(version.rows).toEqual([{ metadata: {}, utc: true }]);
    } finally {
      await client.query("ROLLBACK");
      client.release();
    }
  });
});
