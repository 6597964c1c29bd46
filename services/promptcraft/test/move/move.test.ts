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
import {
  accountsOf,
  contentsOf,
  decisions,
  type OldDatabase,
  withOldDatabase,
} from "./old-database.js";
import { addLinked, expectRelationshipsToFollow } from "./relationships.js";
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
    await rows(
      `INSERT INTO public.templates (id, user_id, name, content) SELECT '${marked}', min(id::text)::uuid, 'To be marked', '' FROM public.users WHERE email IS NOT NULL`,
    );
    await addLinked(database);
    const before = await contentsOf(database);
    const made = await plan(url, { database: "promptcraft", mapping: decisions });
    expect(await contentsOf(database)).toEqual(before);
    const writers = startWriters(url);
    await apply(url, made);
    await expectFavoritesToFollow(database);
    await expectRelationshipsToFollow(database);
    const found = await verify(url);
    const wrong = found.shapes?.projections.filter(({ ok }) => !ok);
    const unaccounted = found.shapes?.accounts.filter(({ classes }) => classes.unaccounted > 0);
    expect({ ok: found.ok, problems: found.problems, wrong, unaccounted }).toEqual({
      ok: true,
      problems: [],
      wrong: [],
      unaccounted: [],
    });
    await switchTables(url);
    expect(await writers.refused).toMatchObject({
      reason: expect.stringMatching(/^public\..* is read-only since the switch/),
      sent: expect.toSatisfy((sent: number) => sent > 20),
    });
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
      await rows(`
        SELECT sum(u.total_tokens)::int = sum(COALESCE(o.input_tokens, 0) + COALESCE(o.output_tokens, 0)) AS tokens,
               sum(u.cost_usd) = sum(round(COALESCE(o.cost_usd, 0), 6)) AS cost, count(u.id) = count(*) AS rows
          FROM public.token_usage AS o LEFT JOIN promptcraft.usage_event AS u ON u.id = o.id
         WHERE o.created_at IS NOT NULL AND COALESCE(o.cost_usd, 0) < 10000`),
    ).toEqual([{ tokens: true, cost: true, rows: true }]);
    expect(await rows(notFound)).toEqual([]);

    await rows(
      `UPDATE promptcraft."user" SET last_login_at = '2026-06-01Z' WHERE lower(email) = 'user2@example.com'`,
    );
    expect(
      await rows("SELECT last_login_at FROM public.users WHERE email = 'user2@example.com'"),
    ).toEqual([{ last_login_at: new Date("2026-06-01") }]);
    await expectFavoritesToFollow(database);
    await expectRelationshipsToFollow(database);
    const templates =
      "SELECT id FROM promptcraft.entity WHERE entity_type = 'template' AND deleted_at IS NULL ORDER BY id";
    await rows(
      `UPDATE promptcraft.entity SET title = 'By a new program' WHERE id = (${templates} LIMIT 1)`,
    );
    expect(await rows(outOfStep)).toEqual([]);
    expect((await switchTablesBack(url)).written).toEqual([
      { table: "promptcraft.entity", added: 0, changed: 1, deleted: 0 },
      { table: "promptcraft.entity_version", added: 1, changed: 0, deleted: 0 },
    ]);
    await rows(
      `UPDATE public.templates SET name = 'By an old program' WHERE id = (${templates} DESC LIMIT 1)`,
    );

    const written = await contentsOf(database);
    // What the new program wrote is kept beside.
    expect((await rollback(url)).left).toEqual(
      ["entity", "entity_version"].map((name) => ({
        table: `_reorganize."written to promptcraft.${name}"`,
        rows: 1,
      })),
    );
    expect(await contentsOf(database)).toEqual(written);
    expect(
      await rows(
        "SELECT nspname FROM pg_namespace WHERE nspname IN ('promptcraft', 'event_log', 'temporal', 'search', '_promptcraft') ORDER BY 1",
      ),
    ).toEqual([]);
  }),
);

const marked = "00000000-0000-4000-8000-000000000001";

/** Has old and new programs mark a template and take the mark away, and compares what they see. */
async function expectFavoritesToFollow({ rows }: OldDatabase): Promise<void> {
  const [ada, bruno] = (await rows(`SELECT id FROM promptcraft."user" ORDER BY id LIMIT 2`)).map(
    ({ id }) => String(id),
  ) as [string, string];
  const mark = {
    old: (user: string) =>
      rows(
        `INSERT INTO public.user_favorites (user_id, template_id) VALUES ('${user}', '${marked}')`,
      ),
    new: (user: string) =>
      rows(
        `INSERT INTO promptcraft.favorite (tenant_id, user_id, entity_id) SELECT tenant_id, '${user}', id FROM promptcraft.entity WHERE id = '${marked}'`,
      ),
  };
  const unmark = {
    old: (user: string, which = "true") =>
      rows(
        `DELETE FROM public.user_favorites WHERE user_id = '${user}' AND template_id = '${marked}' AND ${which}`,
      ),
    new: (user: string) =>
      rows(
        `DELETE FROM promptcraft.favorite WHERE user_id = '${user}' AND entity_id = '${marked}'`,
      ),
  };
  const expectMarkedBy = async (...users: string[]) => {
    const seen = {
      old: await rows(
        `SELECT DISTINCT user_id AS id FROM public.user_favorites WHERE template_id = '${marked}' ORDER BY 1`,
      ),
      new: await rows(
        `SELECT user_id AS id FROM promptcraft.favorite WHERE entity_id = '${marked}' ORDER BY 1`,
      ),
    };
    const wanted = users.map((id) => ({ id }));
    expect(seen).toEqual({ old: wanted, new: wanted });
  };

  await unmark.new(ada);
  await unmark.new(bruno);
  await expectMarkedBy();
  await mark.new(ada);
  await expectMarkedBy(ada);
  await mark.old(ada);
  await mark.old(bruno);
  await expectMarkedBy(ada, bruno);
  await unmark.old(
    ada,
    `id IN (SELECT id FROM public.user_favorites WHERE (user_id, template_id) = ('${ada}', '${marked}') ORDER BY id LIMIT 1)`,
  );
  await expectMarkedBy(ada, bruno);
  await unmark.new(ada);
  await unmark.old(bruno);
  await expectMarkedBy();
  await mark.new(bruno);
  await unmark.old(bruno);
  await expectMarkedBy();
  await mark.old(ada);
  await mark.new(bruno);
  await expectMarkedBy(ada, bruno);
}

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
