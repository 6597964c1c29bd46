import { status } from "@deepiri/reorganize";
import { expect } from "vitest";
import type { Imported } from "./move-file.js";

/** By table of the file the projections that take its rows, with the tables that they lead to. */
const ways: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  users: { users: "iam.users" },
  user_settings: { user_settings: "iam.user_preferences" },
  activity_logs: { authentication: "iam.authentication_logs", audit: "system.audit_logs" },
  agents: { agents: "ai_agents.agents" },
  conversations: { conversations: "communication.conversations" },
  messages: { messages: "communication.messages" },
  boards: { boards: "workflow.boards" },
  workflows: { workflows: "workflow.workflows" },
  tasks: { tasks: "tasks.tasks" },
  marketplace_tools: { tools: "marketplace.tools" },
  system_info: { configurations: "system.configurations" },
};

/**
 * Every row of the file is in one table of the target, or it is said why not, and no other row is there: as the
 * account says, and as is counted here without it.
 */
export async function isAccountedFor({ url, rows }: Imported): Promise<void> {
  const accounts = (await status(url))?.shapes?.accounts ?? [];
  const tables = await rows(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'legacy' ORDER BY 1`,
  );
  expect(accounts.map(({ table }) => table).sort()).toEqual(
    tables.map(({ name }) => `legacy.${name}`),
  );
  for (const { table, rows: all, classes } of accounts) {
    const sum = Object.values(classes).reduce((one, other) => one + other, 0);
    expect({ table, sum, unaccounted: classes.unaccounted }).toEqual({
      table,
      sum: all,
      unaccounted: 0,
    });
    const way = ways[table.replace("legacy.", "")];
    if (!way) {
      expect({ table, leftOut: classes["left out"] }).toEqual({ table, leftOut: all });
      continue;
    }
    const counted = await count(rows, table, way);
    expect({ table, ...counted }).toEqual({
      table,
      all,
      lost: 0,
      twice: 0,
      foreign: 0,
      there: classes.projected + classes.repaired + counted.waitsThere,
      waitsThere: counted.waitsThere,
    });
  }
}

async function count(
  rows: Imported["rows"],
  table: string,
  way: Readonly<Record<string, string>>,
): Promise<Record<string, number> & { waitsThere: number }> {
  const id = "COALESCE(document.of ->> '_rowid', document.of ->> 'id')";
  const places = Object.values(way).map(
    (target) => `(SELECT count(*) FROM ${target} AS one WHERE one.id::text = ${id})`,
  );
  const targets = Object.values(way).map((target) => `(SELECT count(*) FROM ${target})`);
  const names = Object.keys(way)
    .map((name) => `'${name}'`)
    .join(", ");
  const [found] = await rows(`
    WITH one AS (
      SELECT ${places.join(" + ")} AS places,
             EXISTS (SELECT FROM _reorganize.unprojected WHERE projection IN (${names}) AND document.of @> jsonb_build_object(keys.name, unit -> '_unit_1')) AS noted
        FROM ${table} AS source, to_jsonb(source.*) AS document (of),
             (SELECT attname AS name FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0]
               WHERE indrelid = '${table}'::regclass AND indisprimary) AS keys)
    SELECT count(*)::int AS all, count(*) FILTER (WHERE places = 0 AND NOT noted)::int AS lost,
           count(*) FILTER (WHERE places > 1)::int AS twice, count(*) FILTER (WHERE places > 0)::int AS there,
           count(*) FILTER (WHERE places > 0 AND noted)::int AS "waitsThere",
           (${targets.join(" + ")} - COALESCE(sum(places), 0))::int AS foreign
      FROM one`);
  return found as Record<string, number> & { waitsThere: number };
}

/** What is in the tables of the file now. */
export async function contentsOf({ rows }: Imported): Promise<Record<string, unknown>> {
  const tables = await rows(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('legacy', '_import') ORDER BY 1`,
  );
  const contents: Record<string, unknown> = {};
  for (const { name } of tables)
    contents[String(name)] = await rows(
      `SELECT count(*), md5(string_agg(one::text, E'\\n' ORDER BY one::text COLLATE "C")) FROM ${name} AS one`,
    );
  return contents;
}

/** In which tables outside of the file's schemas a text is. */
export async function tablesWith({ rows }: Imported, text: string): Promise<string[]> {
  const tables = await rows(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
      WHERE schemaname NOT IN ('legacy', '_import', 'pg_catalog', 'information_schema') ORDER BY 1`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const [one] = await rows(
      `SELECT count(*)::int AS n FROM ${name} AS one WHERE strpos(one::text, '${text}') > 0`,
    );
    if (one?.n !== 0) found.push(String(name));
  }
  return found;
}
