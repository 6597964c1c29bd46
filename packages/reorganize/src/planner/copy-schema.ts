import { type Observation, type ObservedDifference, observedDifferences } from "@deepiri/observer";
import type pg from "pg";
import { canonical } from "../catalog/canonical.js";
import type { Action } from "../catalog/delta/action.js";
import { keyOf, nameOf, subjectOf } from "../catalog/delta/object-id.js";
import {
  readNewDatabase,
  readUserObjects,
  type UserObjects,
  userObjectPlan,
} from "../catalog/delta/user-objects.js";
import { withVirtual } from "../catalog/delta/virtual-columns.js";
import { observe } from "../catalog/observer/observe.js";
import { type Queryable, queryable } from "../session/queryable.js";
import { reading } from "../session/read-only.js";
import { withConnection } from "../session/with-connection.js";
import { notAlike, notMade } from "./copy/ask-not-copied.js";
import { leftOutSql } from "./copy/left-out-sql.js";
import { ownKindsSql } from "./copy/own-kinds-sql.js";
import { sendStatements } from "./copy/send-statements.js";
import type { Statement } from "./copy/statement.js";
import { inColumnOrder } from "./in-column-order.js";
import type { Moment } from "./moment.js";

/** What the objects of a database are made again by. */
export interface Making {
  readonly wanted: UserObjects;
  /** What pg-delta does not know of them. */
  readonly ownKinds: readonly Statement[];
  readonly leftOut: readonly Statement[];
}

export async function readMaking(from: string): Promise<Making> {
  const [more, wanted] = await Promise.all([reading(from, readMore), readUserObjects(from)]);
  return { ...more, wanted };
}

/**
 * Creates every user object of a database in the empty one of `to`, on the same
 * server: what pg-delta knows, what it leaves out of that, and objects of kinds that it does not know.
 * `fill` is called before constraints that are NOT VALID are created. Then the copy is observed, and is the
 * same as what was observed of the source.
 *
 * @param source what the database is
 * @throws OpenDecisionsError that names what could not be copied
 */
export async function copySchema(
  making: Promise<Making>,
  to: string,
  source: Moment,
  fill: () => Promise<void> = async () => {},
): Promise<Observation> {
  const [{ wanted, ownKinds, leftOut }, empty] = await Promise.all([making, readNewDatabase(to)]);
  const { actions: unordered, preamble } = userObjectPlan(empty, wanted);
  const actions = inColumnOrder(unordered.map(withVirtual(source.catalog)), source);
  const isLate = lateOnes(wanted);
  const [first, late] = [actions.filter((one) => !isLate(one)), actions.filter(isLate)];
  const [firing, others] = [
    late.filter(isOfEventTrigger),
    late.filter((one) => !isOfEventTrigger(one)),
  ];
  const made = await withConnection(to, { searchPath: "of the login" }, async (copy) => {
    // All names have their schema, but for those in functions, which are found by the path of the login.
    for (const { name, value } of preamble)
      if (name !== "search_path") await copy.query(`SET ${name} = ${value}`);
    await send(copy, first.map(statementOf), ownKinds);
    await fill();
    await send(copy, [...others.map(statementOf), ...leftOut]);
    await send(copy, firing.map(statementOf));
    // Its server process knows the objects that it made.
    await copy.query("SET search_path = ''");
    return observe(queryable(copy));
  });
  const left = observedDifferences(source.objects, made).filter(matters);
  if (left.length > 0) throw notAlike(left);
  return made;
}

async function readMore(reader: Queryable) {
  return {
    ownKinds: await readStatements(reader, ownKindsSql),
    leftOut: await readStatements(reader, leftOutSql),
  };
}

async function readStatements(reader: Queryable, queries: readonly string[]): Promise<Statement[]> {
  const found: Statement[] = [];
  for (const sql of queries) found.push(...(await reader.query<Statement>(sql)));
  return found;
}

async function send(
  copy: pg.Client,
  statements: readonly Statement[],
  early: readonly Statement[] = [],
): Promise<void> {
  const refused = await sendStatements(copy, statements, early);
  if (refused.length > 0) throw notMade(refused);
}

// The text of a function is kept as it was written; everything else was printed from what was parsed.
function statementOf(action: Action): Statement {
  const isText = action.produces.some(({ kind }) => ["function", "procedure"].includes(kind));
  const subject = subjectOf(action);
  return {
    name: subject ? nameOf(subject) : "",
    sql: isText ? action.sql : canonical(action.sql),
    isFoundation: action.produces.some(({ kind }) => foundations.has(kind)),
  };
}

const foundations = new Set(["function", "type", "domain", "schema", "extension", "table"]);

/** Whether it makes an event trigger, which would fire on every statement after it, or says more of one. */
function isOfEventTrigger({ produces, consumes }: Action): boolean {
  const isOne = ({ kind }: { readonly kind: string }): boolean => kind === "eventTrigger";
  return (
    produces.some((id) => isOne(id) || ("target" in id && isOne(id.target))) || consumes.some(isOne)
  );
}

/** What makes constraints that are not validated, for old rows may violate them, and comments on these. */
function lateOnes({ facts }: UserObjects): (action: Action) => boolean {
  const late = facts
    .facts()
    .filter(({ id, payload }) => id.kind === "constraint" && payload.validated === false);
  const keys = new Set(late.map(({ id }) => keyOf(id)));
  return (action) =>
    isOfEventTrigger(action) ||
    [...action.produces, ...action.consumes].some((id) => keys.has(keyOf(id)));
}

/**
 * What may differ: pg-delta puts a placeholder for what may be a password, and that is as well, for a
 * copy is to reach no other server; a collation is made for the encoding of its database, which is the same.
 */
const unimportant = new Set([
  "fdwoptions",
  "srvoptions",
  "ftoptions",
  "attfdwoptions",
  "collencoding",
]);

function matters({ how, properties }: ObservedDifference): boolean {
  return how !== "changed" || properties.some((name) => !unimportant.has(name));
}
