import { randomUUID } from "node:crypto";
import { useTestDatabase } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import { fillEveryTable, ownedTables } from "../every-table.js";
import { refusalOf } from "../refusal.js";
import { insertRow, insertTask, insertUser } from "../rows.js";

const db = useTestDatabase("engagement");

/** child table, column, parent (a key of EveryTable), what deleting the parent does */
const foreignKeys = [
  ["public.season_boosts", "season_id", "public.seasons", "cascade"],
  ["public.quests", "user_id", "owner", "cascade"],
  ["public.quests", "season_id", "public.seasons", "set null"],
  ["public.quests", "updated_by", "editor", "set null"],
  ["public.quest_milestones", "quest_id", "public.quests", "cascade"],
  ["public.rewards", "user_id", "owner", "cascade"],
  ["public.tasks", "quest_id", "public.quests", "set null"],
  ["analytics.momentum", "user_id", "owner", "cascade"],
  ["analytics.level_progress", "momentum_id", "analytics.momentum", "cascade"],
  ["analytics.achievements", "momentum_id", "analytics.momentum", "cascade"],
  ["analytics.streaks", "user_id", "owner", "cascade"],
  ["analytics.streaks", "project_id", "public.projects", "set null"],
  ["analytics.cashed_in_streaks", "streak_id", "analytics.streaks", "cascade"],
  ["analytics.boosts", "user_id", "owner", "cascade"],
  ["analytics.active_boosts", "boost_id", "analytics.boosts", "cascade"],
  ["analytics.boost_history", "boost_id", "analytics.boosts", "cascade"],
  ["audit.task_completions", "task_id", "public.tasks", "cascade"],
  ["audit.task_completions", "user_id", "editor", "cascade"],
] as const;

describe("foreign keys", () => {
  it.each(foreignKeys)("%s.%s refuses the id of nothing", async (table, column) => {
    const ids = await fillEveryTable(db);
    const update = db.query(`UPDATE ${table} SET ${column} = $1 WHERE id = $2`, [
      randomUUID(),
      ids[table],
    ]);
    const constraint = `${table.split(".")[1]}_${column}_fkey`;
    expect(await refusalOf(update)).toEqual({ code: "23503", constraint });
  });

  it.each(foreignKeys)(
    "%s.%s: deleting the row in %s means %s",
    async (table, column, of, then) => {
      const ids = await fillEveryTable(db);
      const parent = of === "owner" || of === "editor" ? "public.users" : of;
      await db.query(`DELETE FROM ${parent} WHERE id = $1`, [ids[of]]);
      const left = await db.query(`SELECT ${column} AS key FROM ${table} WHERE id = $1`, [
        ids[table],
      ]);
      expect(left).toEqual(then === "cascade" ? [] : [{ key: null }]);
    },
  );

  it("follow a changed id", async () => {
    const ids = await fillEveryTable(db);
    const id = randomUUID();
    await db.query("UPDATE public.quests SET id = $1 WHERE id = $2", [id, ids["public.quests"]]);
    const [task] = await db.query("SELECT quest_id FROM public.tasks WHERE id = $1", [
      ids["public.tasks"],
    ]);
    expect(task).toEqual({ quest_id: id });
  });

  it("are all listed above, each with an index of its own to follow it", async () => {
    const found = await db.query<{ name: string; indexed: boolean }>(
      `SELECT conname AS name, EXISTS (
         SELECT FROM pg_catalog.pg_index WHERE indrelid = conrelid AND indkey[0] = conkey[1]
       ) AS indexed
       FROM pg_catalog.pg_constraint
       WHERE contype = 'f'
         AND (conrelid = ANY ($1::pg_catalog.regclass[]) OR confrelid = ANY ($1::pg_catalog.regclass[]))`,
      [ownedTables],
    );
    const listed = foreignKeys.map(([table, column]) => `${table.split(".")[1]}_${column}_fkey`);
    expect(found.map(({ name }) => name).sort()).toEqual([...listed].sort());
    expect(found.filter(({ indexed }) => !indexed)).toEqual([]);
  });
});

describe("unique rules", () => {
  it.each(["momentum", "streaks", "boosts"])("%s has one row a user", async (table) => {
    const user = await insertUser(db);
    await insertRow(db, `analytics.${table}`, { user_id: user });
    const again = insertRow(db, `analytics.${table}`, { user_id: user });
    expect(await refusalOf(again)).toEqual({ code: "23505", constraint: `${table}_user_id_key` });
  });

  it.each(ownedTables)("%s has one row an id", async (table) => {
    const ids = await fillEveryTable(db);
    const other = await fillEveryTable(db);
    const update = db.query(`UPDATE ${table} SET id = $1 WHERE id = $2`, [
      ids[table],
      other[table],
    ]);
    const constraint = `${table.split(".")[1]}_pkey`;
    expect(await refusalOf(update)).toEqual({ code: "23505", constraint });
  });
});

describe("deleting a user", () => {
  it("succeeds though quests and completions of others name him", async () => {
    const [leaving, staying] = [await insertUser(db), await insertUser(db)];
    const quest = await insertRow(db, "public.quests", {
      user_id: staying,
      title: "Stays",
      updated_by: leaving,
    });
    const task = await insertTask(db, staying, { quest_id: quest });
    await insertRow(db, "audit.task_completions", { task_id: task, user_id: leaving });
    await db.query("DELETE FROM public.users WHERE id = $1", [leaving]);
    const left = await db.query("SELECT updated_by FROM public.quests WHERE id = $1", [quest]);
    expect(left).toEqual([{ updated_by: null }]);
    expect(await db.query("SELECT FROM public.tasks WHERE id = $1", [task])).toHaveLength(1);
  });
});
