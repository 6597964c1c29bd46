import { type Node, readStatements, type SelectStmt, SqlSyntaxError } from "@deepiri/sql";
import { type Catalog, primaryKey } from "../catalog/catalog.js";
import { plainName } from "../catalog/table-name.js";
import { ProjectionError } from "./errors.js";
import type { Query, Read } from "./query.js";
import { columnRef, type Fields, fieldsOf, isSetOperation, nodesOf, selectOf } from "./tree.js";

/**
 * Takes the query of a projection apart, by PostgreSQL's own parser.
 *
 * @param projection its name, for messages
 * @throws ProjectionError when its rows could not be kept in step with what they are made from
 */
export async function readQuery(projection: string, sql: string): Promise<WrittenQuery> {
  const refuse = refusing(projection);
  const select = await parse(sql, refuse);
  refuseClauses(select, refuse);
  const reads = readsOf(select, refuse);
  refuseSubqueries(select, reads, refuse);
  const groups = groupsOf(select, refuse);
  return { sql, select, outputs: outputsOf(select, refuse), reads, ...(groups && { groups }) };
}

/**
 * The tables that a SELECT of a projection's mapping reads anywhere, as `schema.table`.
 *
 * @throws ProjectionError when it is none
 */
export async function tablesRead(projection: string, sql: string): Promise<string[]> {
  const select = await parse(sql, refusing(projection));
  const names = [...nodesOf(select)].flatMap(([kind, { schemaname = "", relname }]) =>
    kind === "RangeVar" ? [plainName({ schema: String(schemaname), name: String(relname) })] : [],
  );
  return [...new Set(names)];
}

/** A query as it was written, of whose tables nothing is known. */
export interface WrittenQuery extends Omit<Query, "unit" | "nullable" | "grouped"> {
  /** What it groups by, if it does. */
  readonly groups?: readonly Node[];
}

/**
 * The query with its units.
 *
 * @param catalog of the database whose tables it reads
 * @param declared columns of its first table that tell its rows apart, where that has no primary key
 * @throws ProjectionError when its rows could not be told apart
 */
export function withUnits(
  projection: string,
  { groups, ...query }: WrittenQuery,
  catalog: Catalog,
  declared: readonly string[],
): Query {
  const unit = groups ?? rowUnit(query, catalog, declared, refusing(projection));
  return {
    ...query,
    unit,
    nullable: unit.map((part) => !isNeverNull(part, query, catalog)),
    grouped: groups !== undefined,
  };
}

type Refuse = (reason: string) => never;

function refusing(projection: string): Refuse {
  return (reason) => {
    throw new ProjectionError(projection, reason);
  };
}

async function parse(sql: string, refuse: Refuse): Promise<SelectStmt> {
  try {
    const [statement, ...others] = await readStatements(sql);
    const select = selectOf(statement?.node);
    if (!select || others.length > 0) return refuse("is not one SELECT statement.");
    return select;
  } catch (error) {
    if (!(error instanceof SqlSyntaxError)) throw error;
    return refuse(`cannot be read: ${error.message}, on line ${error.line} of its query.`);
  }
}

function refuseClauses(select: SelectStmt, refuse: Refuse): void {
  if (isSetOperation(select))
    refuse("joins queries by UNION or the like at its end: declare a projection for each of them.");
  if (select.withClause) refuse("has a WITH: write what it names as subqueries in FROM.");
  if (select.limitCount || select.limitOffset)
    refuse("has a LIMIT or OFFSET, so a row could come and go with others.");
  if (select.lockingClause) refuse("locks rows with FOR UPDATE or the like.");
  if (select.sortClause && !isDistinctOn(select)) refuse("has an ORDER BY, which no table keeps.");
  for (const [kind, body] of nodesOf(select)) {
    if (kind === "FuncCall" && body.over)
      refuse("has a window function, which looks at rows of other units: use GROUP BY or a join.");
    if (kind === "GroupingSet") refuse("groups by several sets.");
  }
}

/** The tables in FROM, in the order in which they stand there. */
function readsOf({ fromClause = [] }: SelectStmt, refuse: Refuse): Read[] {
  return fromClause.flatMap((node) => readsIn(node, refuse));
}

function readsIn(node: Node, refuse: Refuse): Read[] {
  if ("JoinExpr" in node)
    return [node.JoinExpr.larg, node.JoinExpr.rarg].flatMap((side) =>
      side ? readsIn(side, refuse) : [],
    );
  if ("RangeVar" in node) {
    const { schemaname: schema, relname: name = "", alias } = node.RangeVar;
    if (!schema) return refuse(`reads ${name}, whose schema is not said: write schema.table.`);
    return [{ table: plainName({ schema, name }), alias: alias?.aliasname ?? name, node }];
  }
  const inner = "RangeSubselect" in node ? selectOf(node.RangeSubselect.subquery) : undefined;
  return inner ? readsInSubquery(inner, refuse) : [];
}

function readsInSubquery(select: SelectStmt, refuse: Refuse): Read[] {
  if (isSetOperation(select)) {
    const reads = [select.larg, select.rarg].flatMap((side) =>
      side ? readsInSubquery(side, refuse) : [],
    );
    if (reads.length > 0 && !(select.op === "SETOP_UNION" && select.all))
      refuse("has a subquery that joins tables by another set operation than UNION ALL.");
    return reads;
  }
  const reads = readsOf(select, refuse);
  const { groupClause, havingClause, distinctClause, limitCount, limitOffset, withClause } = select;
  const gathers = [
    groupClause,
    havingClause,
    distinctClause,
    limitCount,
    limitOffset,
    withClause,
  ].some(Boolean);
  if (reads.length > 0 && gathers)
    refuse("has a subquery in FROM that groups, limits or has a WITH: group in the query itself.");
  return reads;
}

// A table in a subquery of an expression could change without anybody knowing which rows it is for.
function refuseSubqueries(select: SelectStmt, reads: readonly Read[], refuse: Refuse): void {
  const known = new Set<unknown>(
    reads.map(({ node }) => ("RangeVar" in node ? node.RangeVar : undefined)),
  );
  for (const [kind, body] of nodesOf(select))
    if (kind === "RangeVar" && !known.has(body))
      refuse(
        `reads ${[body.schemaname, body.relname].filter(Boolean).join(".")} in a subquery of an expression: join it in FROM.`,
      );
}

function outputsOf({ targetList = [] }: SelectStmt, refuse: Refuse): string[] {
  const names = targetList.map((node) => {
    const { name, val } = "ResTarget" in node ? node.ResTarget : {};
    const last = val && "ColumnRef" in val ? fieldsOf(val.ColumnRef as Fields).at(-1) : undefined;
    if (name === undefined && last === "*")
      return refuse("selects *: name the columns, so that each is accounted for.");
    return name ?? last ?? refuse("selects an expression without a name: add AS column.");
  });
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) refuse(`selects ${twice} twice.`);
  return names;
}

/** What the query groups by; undefined when it does not group. */
function groupsOf(select: SelectStmt, refuse: Refuse): Node[] | undefined {
  const { distinctClause, groupClause } = select;
  if (distinctClause && !isDistinctOn(select))
    return refuse("has a DISTINCT: say by GROUP BY which rows are the same.");
  const groups = distinctClause ?? groupClause;
  if (groups?.some((node) => "A_Const" in node))
    return refuse("groups by the position of a column: name the column.");
  return groups;
}

function isDistinctOn({ distinctClause = [] }: SelectStmt): boolean {
  return distinctClause.some((node) => Object.keys(node).length > 0);
}

/** The key of the first table, whose rows are the units of a query that does not group. */
function rowUnit(
  { select, reads: [read] }: WrittenQuery,
  { tables }: Catalog,
  declared: readonly string[],
  refuse: Refuse,
): Node[] {
  const [first] = select.fromClause ?? [];
  if (!read || !first || !isFirst(first, read))
    return refuse("begins with no table, and does not group: begin with the one that gives rows.");
  const table = tables.get(read.table);
  if (!table) return refuse(`reads ${read.table}, which the database does not have.`);
  const key = declared.length > 0 ? declared : primaryKey(table);
  if (key.length === 0)
    return refuse(
      `reads ${read.table}, which has no primary key: name in \`unit\` the columns that tell its rows apart.`,
    );
  return key.map((column) => columnRef(read.alias, column));
}

/** Whether it is there in every row of a FROM. */
function isFirst(node: Node, { node: table }: Read): boolean {
  if (node === table) return true;
  if (!("JoinExpr" in node) || !node.JoinExpr.larg) return false;
  const { jointype, larg } = node.JoinExpr;
  const keeps = jointype === "JOIN_INNER" || jointype === "JOIN_LEFT";
  return keeps && isFirst(larg, { node: table } as Read);
}

/** Whether it is a column that is never null, of a table that is there in every row of the query. */
function isNeverNull(part: Node, { select, reads }: WrittenQuery, { tables }: Catalog): boolean {
  const [alias, column, ...deeper] = "ColumnRef" in part ? fieldsOf(part.ColumnRef as Fields) : [];
  const read = reads.find((one) => one.alias === alias);
  if (!read || column === undefined || deeper.length > 0) return false;
  const table = tables.get(read.table);
  return (
    (select.fromClause ?? []).some((node) => isKept(node, read)) &&
    table?.columns.some(({ name, notNull }) => name === column && notNull) === true
  );
}

/** Whether no outer join can leave the table out of a row. */
function isKept(node: Node, read: Read): boolean {
  if (node === read.node) return true;
  if (!("JoinExpr" in node)) return false;
  const { jointype, larg, rarg } = node.JoinExpr;
  const [left, right] = [larg && isKept(larg, read), rarg && isKept(rarg, read)];
  return (
    (jointype === "JOIN_INNER" && (left || right)) ||
    (jointype === "JOIN_LEFT" && left) ||
    (jointype === "JOIN_RIGHT" && right) ||
    false
  );
}
