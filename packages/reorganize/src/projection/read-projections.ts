import { quoteIdentifier } from "@deepiri/database";
import { codeOf } from "@deepiri/database/session";
import {
  type Catalog,
  type Constraint,
  columnOf,
  primaryKey,
  sqlName,
} from "../catalog/catalog.js";
import { parentsFirst } from "../catalog/parents-first.js";
import { plainName } from "../catalog/table-name.js";
import type { Mapping } from "../plan/mapping.js";
import { literal } from "../session/literal.js";
import { refusalReason } from "../session/refusal.js";
import type { Session } from "../session/session.js";
import { ProjectionError } from "./errors.js";
import { wholeSql } from "./evaluate.js";
import { type Given, isRemark, type Projection, remarkTypes, type Source } from "./projection.js";
import type { Query, Read } from "./query.js";
import { readQuery, withUnits } from "./read-query.js";
import { fieldsOf, nodesOf } from "./tree.js";

/**
 * The projections of the mapping whose sources the database has, parents of the target first. What a query
 * gives, and which columns it reads, the server says.
 *
 * @param session on a database with these tables; a view is made in it for a moment
 * @param catalog of that database
 * @throws ProjectionError that says what is wrong with one
 */
export async function readProjections(
  session: Session,
  catalog: Catalog,
  { projections }: Pick<Mapping, "projections">,
): Promise<Projection[]> {
  const written = Object.entries(projections).map(
    ([name, { to, query, unit, refersTo = {}, late = [], settings = {} }]): Written => ({
      name,
      back: false,
      to,
      query,
      unit,
      refersTo,
      late,
      settings,
    }),
  );
  return readAll(session, catalog, written);
}

/** Whether the database has any table that a projection of the mapping reads. */
export async function hasSources(
  { tables }: Catalog,
  { projections }: Pick<Mapping, "projections">,
): Promise<boolean> {
  for (const [name, { query }] of Object.entries(projections)) {
    const { reads } = await readQuery(name, query);
    if (reads.some(({ table }) => tables.has(table))) return true;
  }
  return false;
}

/**
 * The ways back of projections: from their targets to their sources.
 *
 * @throws ProjectionError that says what is wrong with one
 */
export async function readWaysBack(
  session: Session,
  catalog: Catalog,
  { projections }: Pick<Mapping, "projections">,
): Promise<Projection[]> {
  const written = Object.entries(projections).flatMap(([name, { back }]) =>
    Object.entries(back)
      .filter(([to]) => catalog.tables.has(to))
      .map(([to, query]): Written => {
        const own = Object.keys(back).length === 1 ? `${name} back` : `${name} back to ${to}`;
        return { name: own, back: true, to, query, unit: [], refersTo: {}, late: [], settings: {} };
      }),
  );
  return readAll(session, catalog, written);
}

/** A projection as the mapping has it. */
interface Written {
  readonly name: string;
  readonly back: boolean;
  readonly to: string;
  readonly query: string;
  readonly unit: readonly string[];
  readonly refersTo: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly late: readonly string[];
  readonly settings: Readonly<Record<string, string>>;
}

async function readAll(
  session: Session,
  catalog: Catalog,
  all: readonly Written[],
): Promise<Projection[]> {
  const found: Projection[] = [];
  for (const written of all) {
    const { name, to } = written;
    const table = catalog.tables.get(to);
    if (!table)
      throw new ProjectionError(name, `leads to ${to}, which no package of this database has.`);
    const query = await readQuery(name, written.query);
    const missing = query.reads.filter((one) => !catalog.tables.has(one.table));
    // Without the table that gives the rows there are none.
    if (missing[0] && missing[0] === query.reads[0]) continue;
    if (missing[0])
      throw new ProjectionError(
        name,
        `reads ${missing[0].table}, which the database does not have.`,
      );
    const whole = withUnits(name, query, catalog, written.unit);
    found.push(await complete(session, written, whole, table, catalog));
  }
  return inOrder(found, catalog);
}

async function complete(
  session: Session,
  { name, back, refersTo, late, settings }: Written,
  query: Query,
  to: Projection["to"],
  source: Catalog,
): Promise<Projection> {
  const { given, used } = await describe(session, name, query);
  const columns = given.filter((one) => !isRemark(one.name) && query.outputs.includes(one.name));
  const remarks = query.outputs.filter(isRemark);
  for (const { name: column } of columns) checkColumn(name, column, to);
  for (const remark of remarks) checkRemark(name, remark, given);
  const key = primaryKey(to).map((column) => {
    if (!query.outputs.includes(column))
      throw new ProjectionError(
        name,
        `does not give ${column}, by which rows of ${plainName(to)} are found: make it of the source's key.`,
      );
    return columnOf(to, column) as Projection["key"][number];
  });
  if (key.length === 0)
    throw new ProjectionError(name, `leads to ${plainName(to)}, which has no primary key.`);
  return {
    name,
    back,
    to,
    key,
    query,
    columns,
    remarks,
    unitTypes: given.slice(query.outputs.length).map(({ type }) => type),
    refersTo: readRefersTo(name, refersTo, columns, source),
    late: readLate(name, late, to),
    settings,
    sources: await sourcesOf(session, query, used, source),
  };
}

function readLate(name: string, late: readonly string[], to: Projection["to"]): readonly string[] {
  for (const column of late) {
    const found = columnOf(to, column);
    const refers = to.constraints.some((one) => one.references && one.columns.includes(column));
    if (!found || found.notNull || !refers)
      throw new ProjectionError(
        name,
        `has ${column} late: that has to be a column of ${plainName(to)} which may be null and refers to other rows.`,
      );
  }
  return late;
}

/** The keys that are declared, as though the table had them. */
function readRefersTo(
  name: string,
  declared: Written["refersTo"],
  given: readonly Given[],
  { tables }: Catalog,
): Constraint[] {
  return Object.entries(declared).map(([table, pairs]) => {
    const parent = tables.get(table);
    if (!parent)
      throw new ProjectionError(name, `refers to ${table}, which no package of this database has.`);
    const [columns, theirs] = [Object.keys(pairs), Object.values(pairs)];
    const strange = columns.find((column) => given.every((one) => one.name !== column));
    if (strange !== undefined)
      throw new ProjectionError(name, `refers to ${table} by ${strange}, which it does not give.`);
    const isKey = parent.indexes.some(
      ({ unique, predicate, hasExpressions, keyColumns }) =>
        unique && !predicate && !hasExpressions && isSame(keyColumns, theirs),
    );
    if (!isKey)
      throw new ProjectionError(
        name,
        `refers to ${theirs.join(", ")} of ${table}, which is no key of it.`,
      );
    return keyTo(table, columns, theirs);
  });
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name) => other.includes(name));
}

function keyTo(table: string, columns: readonly string[], theirs: readonly string[]): Constraint {
  return {
    name: `refers to ${table}`,
    kind: "foreign key",
    definition: "",
    rule: "",
    columns,
    expression: null,
    references: { table, columns: theirs, onDelete: "a" },
    validated: true,
    deferrable: false,
    initiallyDeferred: false,
  };
}

async function sourcesOf(
  session: Session,
  query: Query,
  used: Description["used"],
  { tables }: Catalog,
): Promise<Source[]> {
  const sources: Source[] = [];
  for (const read of query.reads) {
    const table = tables.get(read.table) as Source["table"];
    const columns = columnsRead(read, table, query, used);
    sources.push({ read, table, columns, comparable: await isComparable(session, table, columns) });
  }
  return sources;
}

async function isComparable(
  session: Session,
  table: Source["table"],
  columns: readonly string[],
): Promise<boolean> {
  const select = `SELECT ${columns.map(quoteIdentifier).join(", ")} FROM ${sqlName(table)}`;
  try {
    await session.query(`${select} EXCEPT ${select} LIMIT 0`);
    return true;
  } catch (error) {
    if (codeOf(error) !== undefinedFunction) throw error;
    return false;
  }
}

const undefinedFunction = "42883";

function checkColumn(name: string, column: string, to: Projection["to"]): void {
  const found = columnOf(to, column);
  if (!found)
    throw new ProjectionError(name, `gives ${column}, which ${plainName(to)} does not have.`);
  if (found.generated)
    throw new ProjectionError(name, `gives ${column}, which ${plainName(to)} computes by itself.`);
}

function checkRemark(
  name: string,
  remark: keyof typeof remarkTypes,
  given: readonly Given[],
): void {
  const type = given.find((one) => one.name === remark)?.type;
  if (type !== remarkTypes[remark])
    throw new ProjectionError(
      name,
      `gives ${remark} as ${type}: it has to be ${remarkTypes[remark]}.`,
    );
}

function columnsRead(
  read: Read,
  table: Source["table"],
  query: Query,
  used: Description["used"],
): string[] {
  const names = table.columns.map((column) => column.name);
  return isReadWhole(read, names, query)
    ? names
    : names.filter((column) => used.get(read.table)?.has(column));
}

/** Whether a query takes the row as one value, such as to_jsonb(m) or to_jsonb(m.*). */
function isReadWhole({ alias }: Read, columns: readonly string[], { select }: Query): boolean {
  for (const [kind, body] of nodesOf(select)) {
    if (kind !== "ColumnRef") continue;
    const [first, second] = fieldsOf(body);
    if (first !== alias) continue;
    if (second === "*" || (second === undefined && !columns.includes(alias))) return true;
  }
  return false;
}

interface Description {
  /** Columns of the query and behind them the parts of the unit. */
  readonly given: readonly Given[];
  /** By `schema.table` the columns that it reads. */
  readonly used: ReadonlyMap<string, ReadonlySet<string>>;
}

const view = "pg_temp._projection";

/** What the server says of the query. */
async function describe(session: Session, name: string, query: Query): Promise<Description> {
  const whole = await wholeSql(query);
  await session.query(`DROP VIEW IF EXISTS ${view}`);
  try {
    await session.query(`CREATE TEMPORARY VIEW _projection AS ${whole}`);
  } catch (cause) {
    throw new ProjectionError(name, `is refused by the server: ${refusalReason(cause)}.`, {
      cause,
    });
  }
  const given = await session.query<Given>(
    `SELECT attname AS name, pg_catalog.format_type(atttypid, -1) AS type FROM pg_catalog.pg_attribute
      WHERE attrelid = ${literal(view)}::pg_catalog.regclass AND attnum > 0 ORDER BY attnum`,
  );
  const uses = await session.query<{ schema: string; table: string; column: string }>(
    `SELECT nspname AS schema, relname AS table, attname AS column
       FROM pg_catalog.pg_rewrite AS rule
       JOIN pg_catalog.pg_depend AS needs ON needs.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND needs.objid = rule.oid
       JOIN pg_catalog.pg_class AS class ON needs.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND class.oid = needs.refobjid
       JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
       JOIN pg_catalog.pg_attribute AS attribute ON attrelid = class.oid AND attnum = needs.refobjsubid
      WHERE ev_class = ${literal(view)}::pg_catalog.regclass AND needs.refobjsubid > 0`,
  );
  await session.query(`DROP VIEW ${view}`);
  const used = new Map<string, Set<string>>();
  for (const { schema, table, column } of uses) {
    const of = plainName({ schema, name: table });
    used.set(of, (used.get(of) ?? new Set()).add(column));
  }
  return { given, used };
}

function inOrder(projections: readonly Projection[], catalog: Catalog): Projection[] {
  const order = parentsFirst(new Set(projections.map(({ to }) => plainName(to))), catalog);
  return order.flatMap((table) => projections.filter(({ to }) => plainName(to) === table));
}
