import { expect, it } from "vitest";
import { withoutGuard } from "../../../src/steps/project/silence.js";
import { type Projected, send, withProjected } from "./ground.js";

// Whoever hardens a database takes from everybody the right to call what is made later.
const sql = `
  ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
  CREATE SCHEMA old; CREATE SCHEMA new;
  CREATE TABLE old.things (id int PRIMARY KEY, name text);
  CREATE TABLE new.things (id int PRIMARY KEY, name text);
  CREATE TABLE new.fired (what text, role text DEFAULT current_setting('session_replication_role'));
  CREATE FUNCTION new.note() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO new.fired VALUES (TG_NAME || ' ' || COALESCE(TG_ARGV[0], ''));
    RETURN NEW;
  END $$;
  CREATE TRIGGER "always on" AFTER INSERT ON new.things FOR EACH ROW EXECUTE FUNCTION new.note();
  ALTER TABLE new.things ENABLE ALWAYS TRIGGER "always on";
  CREATE TRIGGER plain BEFORE INSERT OR UPDATE ON new.things FOR EACH ROW EXECUTE FUNCTION new.note();
  CREATE TRIGGER "FOR EACH ROW WHEN (" AFTER INSERT ON new.things REFERENCING NEW TABLE AS "some rows"
    FOR EACH STATEMENT EXECUTE FUNCTION new.note(' EXECUTE FUNCTION new.note()', E'it''s \\\\');
  CREATE TRIGGER either AFTER UPDATE OF name ON new.things FOR EACH ROW
    WHEN (new.name = ' AND ' OR old.name IS NULL) EXECUTE FUNCTION new.note('1', '2');
  CREATE TRIGGER narrow AFTER UPDATE ON new.things FOR EACH ROW
    WHEN (new.name <> old.name AND new.id > 0) EXECUTE FUNCTION new.note();
  CREATE TRIGGER chosen AFTER UPDATE ON new.things FOR EACH ROW
    WHEN (CASE WHEN new.id > 0 THEN new.name = ' EXECUTE FUNCTION new.note()' ELSE 1 / new.id > 0 END) EXECUTE FUNCTION new.note();
  CREATE TRIGGER emptied AFTER TRUNCATE ON new.things FOR EACH STATEMENT EXECUTE FUNCTION new.note()`;

const projections = {
  things: { to: "new.things", query: "SELECT t.id, t.name FROM old.things AS t" },
};

const fired = async ({ rows }: Projected): Promise<string[]> => {
  const all = await rows("DELETE FROM new.fired RETURNING what, role");
  return all.map(({ what, role }) => `${what}, ${role}`).sort();
};

const definitions = ({ rows }: Projected): Promise<Record<string, unknown>[]> =>
  rows(`SELECT pg_get_triggerdef(oid) AS definition, tgenabled FROM pg_trigger
         WHERE tgrelid = 'new.things'::regclass AND NOT tgisinternal ORDER BY tgname`);

const own = [
  "FOR EACH ROW WHEN (  EXECUTE FUNCTION new.note(), origin",
  "always on , origin",
  "narrow , origin",
  "plain , origin",
  "plain , origin",
];

const program = [
  "INSERT INTO new.things VALUES (7, 'theirs')",
  "UPDATE new.things SET name = 'theirs too' WHERE id = 7",
];

it("has no trigger of users fire for what is projected, though the session keeps its role and all its plans", () =>
  withProjected(sql, projections, async (ground) => {
    const { client, steps, session } = ground;
    const before = await definitions(ground);
    for (const { forward } of steps) await send(session, [forward], 7);
    const guarded = await definitions(ground);
    expect(guarded).not.toEqual(before);
    expect(
      guarded.map(({ definition, ...one }) => ({
        definition: withoutGuard(String(definition)),
        ...one,
      })),
    ).toEqual(before);
    await client.query("INSERT INTO old.things VALUES (1, 'one'), (2, NULL)");
    await client.query("UPDATE old.things SET name = ' AND '");
    expect(await fired(ground)).toEqual(["always on , origin", "always on , origin"]);
    for (const statement of program) await client.query(statement);
    expect(await fired(ground)).toEqual(own);
    expect(await ground.differences()).toEqual(['"new"."things" has, of no unit, (7)']);
    const undo = steps.toReversed().flatMap(({ inverse }) => inverse);
    await send(session, undo, 7);
    expect(await definitions(ground)).toEqual(before);
  }));

it("tells no program how triggers are silenced", () =>
  withProjected(sql, projections, async (ground) => {
    const { client, steps, session, rows } = ground;
    for (const { forward } of steps) await send(session, [forward], 7);
    await client.query(
      "CREATE ROLE silence_program; GRANT USAGE ON SCHEMA new TO silence_program; GRANT ALL ON ALL TABLES IN SCHEMA new TO silence_program",
    );
    try {
      await client.query("SET ROLE silence_program");
      await client.query("SET reorganize.projecting = 'on'");
      for (const statement of program) await client.query(statement);
      await expect(client.query("TABLE _reorganize.projecting")).rejects.toThrow("permission");
    } finally {
      await client.query("RESET ROLE; DROP OWNED BY silence_program; DROP ROLE silence_program");
    }
    expect(await fired(ground)).toEqual(own);
    await client.query("RESET reorganize.projecting");
    await client.query("INSERT INTO old.things VALUES (3, 'three')");
    expect(await rows("SELECT current_setting('reorganize.projecting', true) AS now")).toEqual([
      { now: "" },
    ]);
  }));

it("knows triggers that are made, changed and dropped meanwhile", () =>
  withProjected(sql, projections, async (ground) => {
    const { client, steps, session } = ground;
    for (const { forward } of steps) await send(session, [forward], 7);
    await client.query(`DROP TRIGGER narrow ON new.things; DROP TRIGGER either ON new.things;
      CREATE TRIGGER later AFTER INSERT ON new.things FOR EACH ROW EXECUTE FUNCTION new.note();
      CREATE OR REPLACE TRIGGER plain BEFORE INSERT ON new.things FOR EACH ROW WHEN (new.id > 1) EXECUTE FUNCTION new.note()`);
    const changed = (await definitions(ground)).filter(({ definition }) =>
      /TRIGGER (later|plain)/.test(String(definition)),
    );
    await client.query("INSERT INTO old.things VALUES (1, 'one'), (2, 'two')");
    expect(await fired(ground)).toEqual(["always on , replica", "always on , replica"]);
    const undo = steps.toReversed().flatMap(({ inverse }) => inverse);
    await send(session, undo, 7);
    const after = await definitions(ground);
    expect(after).toHaveLength(6);
    expect(after).toEqual(expect.arrayContaining(changed));
  }));
