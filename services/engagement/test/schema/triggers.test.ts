import { useTestDatabase } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import { fillEveryTable, ownedTables } from "../every-table.js";

const db = useTestDatabase("engagement");
const longAgo = "2001-01-01";

const kept = [
  "public.quests",
  "public.quest_milestones",
  "public.seasons",
  "public.season_boosts",
  "public.rewards",
  "analytics.momentum",
  "analytics.streaks",
  "analytics.boosts",
];

describe("updated_at", () => {
  it.each(kept)("of %s is now, in UTC, whatever an update says", async (table) => {
    const ids = await fillEveryTable(db);
    const [row] = await db.query<{ late: boolean }>(
      `UPDATE ${table} SET updated_at = '${longAgo}' WHERE id = $1
       RETURNING timezone('utc', now()) = updated_at AS late`,
      [ids[table]],
    );
    expect(row).toEqual({ late: true });
  });

  it("is kept in every table that has one", async () => {
    const found = await db.query<{ name: string }>(
      `SELECT attrelid::pg_catalog.regclass::text AS name FROM pg_catalog.pg_attribute
       WHERE attname = 'updated_at' AND attrelid = ANY ($1::pg_catalog.regclass[])`,
      [ownedTables],
    );
    expect(found.map(({ name }) => name).sort()).toEqual([...kept].sort());
  });
});

describe("the audit log", () => {
  it("keeps the birth, change and end of a quest", async () => {
    const ids = await fillEveryTable(db);
    const id = ids["public.quests"];
    await db.query("UPDATE public.quests SET status = 'active' WHERE id = $1", [id]);
    await db.query("DELETE FROM public.quests WHERE id = $1", [id]);
    const log = await db.query(
      `SELECT action, old_data ->> 'status' AS old, new_data ->> 'status' AS new
       FROM audit.activity_logs WHERE entity_type = 'quests' AND entity_id = $1 ORDER BY created_at, action`,
      [id],
    );
    expect(log).toHaveLength(3);
    expect(log).toContainEqual(expect.objectContaining({ action: "INSERT", new: "planning" }));
    expect(log).toContainEqual(expect.objectContaining({ action: "UPDATE", new: "active" }));
    expect(log).toContainEqual(expect.objectContaining({ action: "DELETE", old: "active" }));
  });
});

describe("defaults", () => {
  it("are now in UTC, in a session of any zone", async () => {
    const ids = await fillEveryTable(db);
    const client = await db.pool.connect();
    try {
      await client.query("BEGIN; SET LOCAL timezone = 'Pacific/Kiritimati'");
      const { rows } = await client.query(
        `INSERT INTO public.quests (user_id, title) VALUES ($1, 'Far east')
         RETURNING ARRAY[created_at, updated_at, start_date] = array_fill(timezone('utc', now()), ARRAY[3]) AS utc`,
        [ids.owner],
      );
      expect(rows).toEqual([{ utc: true }]);
      const boost = await client.query(
        `UPDATE analytics.boosts SET last_autopilot_reset = DEFAULT WHERE id = $1
         RETURNING last_autopilot_reset = timezone('utc', now())::date AS utc`,
        [ids["analytics.boosts"]],
      );
      expect(boost.rows).toEqual([{ utc: true }]);
    } finally {
      await client.query("ROLLBACK");
      client.release();
    }
  });

  it.each([
    [
      "public.quests",
      "scale, status, objectives_completed, progress_percentage, current_stage",
      ["week", "planning", 0, 0, "start"],
    ],
    ["public.season_boosts", "boost_multiplier, cost_credits, is_active", [1, 0, true]],
    ["public.rewards", "status", ["pending"]],
    [
      "analytics.momentum",
      "total_momentum, current_level, momentum_to_next_level, display_momentum, showcase_achievements",
      [0, 1, 100, true, []],
    ],
    ["analytics.achievements", "rarity, showcaseable", ["common", false]],
    [
      "analytics.boosts",
      "boost_credits, max_concurrent_boosts, max_autopilot_time_per_day",
      [0, 3, 0],
    ],
    ["analytics.active_boosts", "multiplier", [1]],
    ["audit.task_completions", "momentum_earned, auto_detected", [0, false]],
  ])("of %s are lawful without a client: %s", async (table, columns, values) => {
    const ids = await fillEveryTable(db);
    const [row] = await db.query(`SELECT ${columns} FROM ${table} WHERE id = $1`, [ids[table]]);
    expect(Object.values(row ?? {})).toEqual(values);
  });
});
