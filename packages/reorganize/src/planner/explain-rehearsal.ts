import { plainNameSql } from "../catalog/table-name.js";
import type { OpenDecision } from "../findings/open-decision.js";
import { runFirst } from "../findings/run-first.js";
import type { Queryable } from "../session/queryable.js";
import type { RehearsalError } from "./errors.js";

/**
 * What is to be decided before the next plan, where all that a rehearsal could not restore is something of others
 * that no step can: rules that their rows break, views that are not the same once they are made again, and tables
 * that event triggers write to. None, where anything else was not restored.
 */
export async function askNotRestored(
  copy: Queryable,
  { objects, tables }: Pick<RehearsalError, "objects" | "tables">,
): Promise<OpenDecision[]> {
  const [rules, views] = [await readBroken(copy, objects), await readViews(copy, objects)];
  const spaced = await readPlaced(copy, objects);
  const known = new Set([...rules, ...views, ...spaced].flatMap(({ names }) => names));
  const left = [
    ...objects.map(({ name }) => name).filter((name) => !known.has(name)),
    ...tables.map((name) => `rows of ${name}`),
  ];
  const triggers = left.length === 0 ? [] : await readEventTriggers(copy);
  if (left.length > 0 && triggers.length === 0) return [];
  return [
    ...rules.map(({ table, rule, sql }) =>
      runFirst({ table }, { code: "rule broken", rule }, [sql]),
    ),
    ...views.map(({ view, sql }) =>
      runFirst({ kind: "view", name: view }, { code: "not restored" }, [sql]),
    ),
    ...spaced.map(({ table, index, sql }) =>
      runFirst({ table }, { code: "index elsewhere", index }, [sql]),
    ),
    ...triggers.map(({ name, sql }) =>
      runFirst(
        { kind: "event trigger", name },
        { code: "event trigger", reason: null, changed: left },
        [sql],
      ),
    ),
  ];
}

/** Event triggers that refused a statement, by the functions that were at work. */
export async function askRefusing(
  copy: Queryable,
  { message, where = "" }: Error & { readonly where?: string },
): Promise<OpenDecision[]> {
  const found = (await readEventTriggers(copy)).filter(({ called }) => where.includes(called));
  return found.map(({ name, sql }) =>
    runFirst(
      { kind: "event trigger", name },
      { code: "event trigger", reason: message, changed: [] },
      [sql],
    ),
  );
}

interface EventTrigger {
  readonly name: string;
  /** The name of its function. */
  readonly called: string;
  readonly sql: string;
}

/** Those that fire, unless an extension brought them. */
function readEventTriggers(copy: Queryable): Promise<EventTrigger[]> {
  return copy.query(`
    SELECT evtname::text AS name, proname::text AS called, pg_catalog.format('ALTER EVENT TRIGGER %I DISABLE;', evtname) AS sql
      FROM pg_catalog.pg_event_trigger AS one JOIN pg_catalog.pg_proc AS proc ON proc.oid = evtfoid
     WHERE evtenabled IN ('O', 'A')
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend WHERE classid = 'pg_catalog.pg_event_trigger'::regclass AND objid = one.oid AND deptype = 'e')
     ORDER BY 1`);
}

interface Explained {
  /** What it is called where it is not as it was. */
  readonly names: readonly string[];
  readonly sql: string;
}

/** Rules that were valid and are NOT VALID now, for their rows break them. */
function readBroken(
  copy: Queryable,
  objects: RehearsalError["objects"],
): Promise<(Explained & { readonly table: string; readonly rule: string })[]> {
  const names = objects
    .filter(({ how, properties }) => how === "changed" && properties.includes("convalidated"))
    .map(({ name }) => name);
  return copy.query(
    `SELECT ARRAY[called] AS names, ${plainNameSql("nspname", "relname")} AS table, conname::text AS rule,
            pg_catalog.format('ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %2$I %s;', conrelid::regclass, conname, pg_catalog.pg_get_constraintdef(con.oid)) AS sql
       FROM pg_catalog.pg_constraint AS con
       JOIN pg_catalog.pg_class AS class ON class.oid = conrelid
       JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
      CROSS JOIN pg_catalog.pg_identify_object('pg_catalog.pg_constraint'::regclass, con.oid, 0) AS about
      CROSS JOIN LATERAL (SELECT about.type || ' ' || about.identity AS called) AS calling
      WHERE NOT convalidated AND called = ANY ($1) ORDER BY 2, 3`,
    [names],
  );
}

/** Indexes that are made again, and are not where they were. */
function readPlaced(
  copy: Queryable,
  objects: RehearsalError["objects"],
): Promise<(Explained & { readonly table: string; readonly index: string })[]> {
  const names = objects
    .filter(({ how, properties }) => how === "changed" && properties.join() === "reltablespace")
    .map(({ name }) => name);
  return copy.query(
    `SELECT ARRAY['index ' || indexrelid::regclass::text] AS names, ${plainNameSql("nspname", "of_table.relname")} AS table,
            class.relname::text AS index, pg_catalog.format('ALTER INDEX %s SET TABLESPACE pg_default;', indexrelid::regclass) AS sql
       FROM pg_catalog.pg_index
       JOIN pg_catalog.pg_class AS class ON class.oid = indexrelid
       JOIN pg_catalog.pg_class AS of_table ON of_table.oid = indrelid
       JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = of_table.relnamespace
      WHERE 'index ' || indexrelid::regclass::text = ANY ($1) ORDER BY 2, 3`,
    [names],
  );
}

/** Views that are not the same, with what belongs to them. */
function readViews(
  copy: Queryable,
  objects: RehearsalError["objects"],
): Promise<(Explained & { readonly view: string })[]> {
  return copy.query(
    `SELECT pg_catalog.array_agg(name) AS names, ${plainNameSql("nspname", "relname")} AS view,
            pg_catalog.format('DROP VIEW %s;', class.oid::regclass) AS sql
       FROM pg_catalog.pg_class AS class
       JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
       JOIN pg_catalog.unnest($1::text[]) AS name
         ON name = 'view ' || class.oid::regclass::text OR name ^@ ('column ' || class.oid::regclass::text || '.')
            OR pg_catalog.right(name, pg_catalog.length(class.oid::regclass::text) + 4) = ' on ' || class.oid::regclass::text
      WHERE relkind = 'v' GROUP BY class.oid, nspname, relname ORDER BY 2`,
    [objects.filter(({ how }) => how === "changed").map(({ name }) => name)],
  );
}
