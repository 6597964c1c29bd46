import {
  apply,
  type OpenDecisionsError,
  plan,
  rollback,
  switchTables,
  switchTablesBack,
  verify,
} from "@deepiri/reorganize";
import { expect, test } from "vitest";
import mapping from "../../reorganize.js";
import { accountsOf, contentsOf, decisions, withOldDatabase } from "./old-database.js";
import { startWriters } from "./writers.js";

const long = { timeout: 600_000 };

test("there is no plan until somebody says what becomes of tables that nobody knows", long, () =>
  withOldDatabase(async ({ url }) => {
    const failure = await plan(url, { database: "promptcraft" }).catch((error: Error) => error);
    const { open } = failure as OpenDecisionsError;
    expect(
      open.map(({ on, question, choices }) => [
        on,
        question,
        choices.map(({ mapping }) => Object.keys(mapping)),
      ]),
    ).toEqual(
      [
        ["feature_flags", 2],
        ["prompt_experiments", 7],
        ["webhook_deliveries", 5],
      ].map(([name, rows]) => [
        { table: `public.${name}` },
        { code: "unknown table", rows },
        [["leftOut"], ["known"]],
      ]),
    );
  }),
);

test("the old database comes to the new tables and back, while its programs write", long, () =>
  withOldDatabase(async (database) => {
    const { url, rows } = database;
    const before = await contentsOf(database);
    const made = await plan(url, { database: "promptcraft", mapping: decisions });
    expect(await contentsOf(database)).toEqual(before);
    const writers = startWriters(url);
    await apply(url, made).catch(async (error) => {
      await writers.stop();
      throw error;
    });
    expect(await writers.stop()).toBeGreaterThan(20);
    const found = await verify(url);
    expect(found.ok, JSON.stringify(found.problems)).toBe(true);
    const accounts = await accountsOf(database);
    const staying = [...Object.keys(mapping.known ?? {}), ...Object.keys(decisions.known ?? {})];
    expect([...Object.keys(accounts), ...staying].sort()).toEqual(Object.keys(before));
    expect(accounts["public.refresh_tokens"]).toMatchObject({ "left out": 10 });

    expect(await rows(outOfStep)).toEqual([]);
    expect(
      await rows(
        "SELECT occurred_at, tableoid::regclass::text AS part FROM event_log.events WHERE occurred_at BETWEEN '2025-02-28 23:59Z' AND '2025-03-01 00:00Z' ORDER BY 1, 2",
      ),
    ).toMatchObject([
      { part: "event_log.events_2025_02" },
      { part: "event_log.events_2025_03" },
      { part: "event_log.events_2025_03" },
    ]);
    expect(await rows("SELECT count(*)::int AS n FROM promptcraft.tenant")).toEqual([{ n: 1 }]);
    expect(
      await rows(`SELECT sum(total_tokens)::int = (SELECT sum(GREATEST(COALESCE(input_tokens, 0), 0) + GREATEST(COALESCE(output_tokens, 0), 0)) FROM public.token_usage AS o
          WHERE NOT EXISTS (SELECT FROM _reorganize.unprojected WHERE projection = 'token usage' AND state = 'quarantined' AND unit ->> '_unit_1' = o.id::text)) AS "sameTokens"
        FROM promptcraft.usage_event WHERE id IN (SELECT id FROM public.token_usage)`),
    ).toEqual([{ sameTokens: true }]);

    await switchTables(url);
    expect(await rows(notFound)).toEqual([]);
    await expect(rows("UPDATE public.templates SET name = 'late'")).rejects.toThrow(
      /read-only|switch/,
    );
    await rows(
      `UPDATE promptcraft."user" SET last_login_at = '2026-06-01Z' WHERE lower(email) = 'user2@example.com'`,
    );
    expect(
      await rows("SELECT last_login_at FROM public.users WHERE email = 'user2@example.com'"),
    ).toEqual([{ last_login_at: new Date("2026-06-01") }]);
    await switchTablesBack(url);
    await rows(
      "UPDATE public.templates SET name = 'late' WHERE id = (SELECT id FROM public.templates ORDER BY id LIMIT 1)",
    );

    const written = await contentsOf(database);
    expect(await rollback(url)).toMatchObject({ left: [] });
    expect(await contentsOf(database)).toEqual(written);
    expect(
      await rows(
        "SELECT nspname FROM pg_namespace WHERE nspname IN ('promptcraft', 'event_log', 'temporal', 'search', '_promptcraft') ORDER BY 1",
      ),
    ).toEqual([]);
  }),
);

/** Entities that search does not know, and texts that it has of none. */
const notFound = `
  SELECT e.id, d.key FROM promptcraft.entity AS e
    FULL JOIN (SELECT * FROM search.documents WHERE collection = 'promptcraft.entity') AS d ON d.key = e.id::text AND d.title = e.title
   WHERE e.id IS NULL OR d.key IS NULL`;

/** Entities whose versions do not count from one without gaps, or whose last version is another than the entity itself. */
const outOfStep = `
  SELECT e.id, e.version, v.versions, v.last
    FROM promptcraft.entity AS e
    LEFT JOIN (
      SELECT id, count(*)::int AS versions, max(version) AS last, (array_agg(title || content::text || metadata::text || COALESCE(deleted_at::text, '') ORDER BY version DESC))[1] AS says,
             max(valid_from) AS since
        FROM promptcraft.entity_version GROUP BY id) AS v ON v.id = e.id
   WHERE (e.version, e.version, e.valid_from, e.title || e.content::text || e.metadata::text || COALESCE(e.deleted_at::text, '')) IS DISTINCT FROM (v.versions, v.last, v.since, v.says)`;
