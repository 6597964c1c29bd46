import type { Action } from "@supabase/pg-delta/plan";
import { type Catalogue, plainName } from "../../inventory/catalogue.js";
import type { Run, Step } from "../../plan/plan.js";
import { dropView, makeView, type OldNameView } from "../old-name-view.js";
import { keepColumns } from "./kept-columns.js";
import { notNullSteps } from "./not-null.js";
import { onlineRuns } from "./online.js";
import { isAboutRights, keyOf, type StableId, subjectOf, tableOf } from "./subject.js";

/** What pg-delta says of the way from a database to the target, and of the way back. */
export interface Difference {
  readonly there: readonly Action[];
  readonly back: readonly Action[];
  readonly from: Catalogue;
  readonly to: Catalogue;
  /** Tables of the target, as `schema.table`; what belongs to any other table stays as it is. */
  readonly ours: ReadonlySet<string>;
  /** Triggers on our tables that call somebody else's function, as keyOf their id. */
  readonly strangers: ReadonlySet<string>;
  /** The view at the old name of a table, by the name of the table now. */
  readonly views: ReadonlyMap<string, OldNameView>;
}

/** The order in which the groups of actions run; each group is one transaction per table. */
const groups = [
  "loosen",
  "make",
  "create",
  "reshape",
  "refer",
  "index",
  "drop index",
  "react",
] as const;
type Group = (typeof groups)[number];

const titles: Record<Group, string> = {
  loosen: "drop triggers and foreign keys that the target does not have",
  make: "make types, functions and sequences",
  create: "make the table",
  reshape: "give columns, defaults and rules their target form",
  refer: "add foreign keys",
  index: "build indexes",
  "drop index": "drop indexes that the target does not have",
  react: "make triggers",
};

/**
 * The steps that bring everything but rows, rights and histories to the target. The statements and
 * their inverses are pg-delta's; the order is ours, since none may make a program wait.
 */
export function planReshape(difference: Difference): Step[] {
  const indexes = indexTables(difference);
  const mine = difference.there.filter((action) => isOurs(action, difference, indexes));
  const buckets = new Map<string, { group: Group; table: string; actions: Action[] }>();
  for (const action of mine) {
    const group = groupOf(action, difference, indexes);
    const id = subjectOf(action);
    const table = (id && tableOf(id, indexes)) ?? "";
    const key = `${groups.indexOf(group)} ${table}`;
    const bucket = buckets.get(key) ?? { group, table, actions: [] };
    bucket.actions.push(action);
    buckets.set(key, bucket);
  }
  const ordered = groups.flatMap((group) =>
    [...buckets.values()].filter((one) => one.group === group),
  );
  const back = difference.back.filter(isStructure);
  const taken = new Set<Action>();
  const steps = ordered.map(({ group, table, actions }) =>
    stepsOf(
      group,
      table,
      actions,
      aroundView(table, "back", inverseOf(group, table, actions, back, taken, indexes), difference),
      difference,
    ),
  );
  const place = ordered.findIndex(({ group }) => groups.indexOf(group) > groups.indexOf("refer"));
  const before = place === -1 ? steps : steps.slice(0, place);
  return [
    ...before.flat(),
    ...notNullSteps(difference.from, difference.to, difference.ours),
    ...(place === -1 ? [] : steps.slice(place).flat()),
  ];
}

function stepsOf(
  group: Group,
  table: string,
  actions: readonly Action[],
  inverse: Run[],
  difference: Difference,
): Step[] {
  const runs = aroundView(table, "there", onlineRuns(actions), difference);
  return runs
    .map((run) => repaired(run, table))
    .map((forward, index) => ({
      id: [group, table, index === 0 ? "" : String(index + 1)].filter(Boolean).join(" "),
      kind: "reshape",
      title: table ? `${table}: ${titles[group]}` : titles[group],
      ...(table ? { table } : {}),
      forward,
      inverse: index === 0 ? inverse : [],
      lock: lockOf(forward),
      hazards:
        actions.some(({ rewriteRisk }) => rewriteRisk) && index === 0
          ? ["may rewrite the table"]
          : [],
      rows: 0,
      seconds: 0.05,
    }));
}

const changesColumns = / (ADD COLUMN|DROP COLUMN|ALTER COLUMN \S+ TYPE) /;

/** A view stands in the way of its columns' types: it leaves and comes back in the same transaction. */
function aroundView(
  table: string,
  way: "there" | "back",
  runs: Run[],
  difference: Difference,
): Run[] {
  const { views, from, to } = difference;
  const kept = keeping(table, way, runs, difference);
  const view = views.get(table);
  const goal = (way === "there" ? to : from).tables.get(table);
  if (!view || !goal) return kept;
  const present = new Set(goal.columns.map(({ name }) => name));
  return kept.map((run) =>
    run.how === "transaction" && run.sql.some((sql) => changesColumns.test(sql))
      ? { ...run, sql: [dropView(view), ...run.sql, ...makeView(view, present)] }
      : run,
  );
}

/** Rows written since the repair may break a rule that comes: then they are repaired once more. */
function repaired(run: Run, table: string): Run {
  if (run.how === "alone") return { ...run, repairedBy: `distinct ${table}` };
  return run.how === "transaction" && run.patient
    ? { ...run, repairedBy: `set aside ${table}` }
    : run;
}

function lockOf(run: Run): string {
  if (run.how === "alone" || (run.how === "transaction" && run.patient))
    return "SHARE UPDATE EXCLUSIVE";
  return "ACCESS EXCLUSIVE";
}

const nullability = / (SET|DROP) NOT NULL$/;

/** Rights have a step of their own, and NOT NULL is promised before it is required. */
function isStructure(action: Action): boolean {
  return !isAboutRights(action) && !nullability.test(action.sql);
}

function isOurs(
  action: Action,
  { ours, strangers }: Difference,
  indexes: ReadonlyMap<string, string>,
): boolean {
  if (!isStructure(action)) return false;
  const id = subjectOf(action);
  if (!id || id.kind === "extension" || strangers.has(keyOf(id))) return false;
  const table = tableOf(id, indexes);
  if (table !== undefined) return ours.has(table);
  if (id.kind === "comment" && id.target.kind === "extension") return false;
  // Whatever is only in the source and belongs to no table of ours is a stranger's.
  return action.verb !== "drop" || id.kind === "comment";
}

function indexTables({ from, to }: Difference): Map<string, string> {
  const tables = [...from.tables.values(), ...to.tables.values()];
  return new Map(
    tables.flatMap((table) =>
      table.indexes.map(({ name }) => [`${table.schema}.${name}`, plainName(table)] as const),
    ),
  );
}

/** Columns of our tables that the target does not have. */
function columnsDropped({ from, to }: Difference, table: string): string[] {
  const [here, there] = [from.tables.get(table), to.tables.get(table)];
  if (!here || !there) return [];
  const wanted = new Set(there.columns.map(({ name }) => name));
  return here.columns.map(({ name }) => name).filter((name) => !wanted.has(name));
}

/** What dropped columns held is kept, and is back when they are. */
function keeping(table: string, way: "there" | "back", runs: Run[], difference: Difference): Run[] {
  const here = difference.from.tables.get(table);
  const columns = columnsDropped(difference, table);
  if (!here || columns.length === 0) return runs;
  const { keep, restore } = keepColumns(here, columns);
  const pattern = way === "there" ? / DROP COLUMN / : / ADD COLUMN /;
  return runs.map((run) =>
    run.how === "transaction" && run.sql.some((sql) => pattern.test(sql))
      ? { ...run, sql: way === "there" ? [keep, ...run.sql] : [...run.sql, ...restore] }
      : run,
  );
}

function groupOf(
  action: Action,
  difference: Difference,
  indexes: ReadonlyMap<string, string>,
): Group {
  const id = subjectOf(action);
  if (!id) return "make";
  const table = tableOf(id, indexes);
  if (table === undefined) return "make";
  const object = id.kind === "comment" ? id.target : id;
  if (object.kind === "trigger") return action.verb === "drop" ? "loosen" : "react";
  const isNew = !difference.from.tables.has(table);
  if (object.kind === "constraint" && isForeignKey(table, object.name, difference))
    return action.verb === "drop" ? "loosen" : "refer";
  if (isNew) return "create";
  // An index goes with its column, and has to be back before its column's values are.
  if (object.kind === "index" && action.verb === "drop")
    return columnsDropped(difference, table).length > 0 ? "loosen" : "drop index";
  if (object.kind === "index") return "index";
  return "reshape";
}

function isForeignKey(table: string, name: string, { from, to }: Difference): boolean {
  return [from, to].some((catalogue) =>
    catalogue.tables
      .get(table)
      ?.constraints.some((one) => one.name === name && one.kind === "foreign key"),
  );
}

function isAlteration({ produces, destroys, consumes }: Action): boolean {
  return produces.length + destroys.length === 0 && consumes.length > 0;
}

/** What pg-delta does on the way back about the same objects, in its order. */
function inverseOf(
  group: Group,
  table: string,
  actions: readonly Action[],
  back: readonly Action[],
  taken: Set<Action>,
  indexes: ReadonlyMap<string, string>,
): Run[] {
  const made = new Set(actions.flatMap(({ produces }) => produces).map(keyOf));
  const dropped = new Set(actions.flatMap(({ destroys }) => destroys).map(keyOf));
  const altered = new Set(
    actions.filter(isAlteration).map((action) => keyOf(subjectOf(action) as StableId)),
  );
  const mine = back.filter((action) => {
    if (taken.has(action)) return false;
    const { produces, destroys } = action;
    if (produces.length + destroys.length > 0)
      return (
        produces.some((id) => dropped.has(keyOf(id))) || destroys.some((id) => made.has(keyOf(id)))
      );
    const id = subjectOf(action);
    if (!id) return false;
    if (tableOf(id, indexes) !== undefined)
      return group === "reshape" && tableOf(id, indexes) === table;
    return altered.has(keyOf(id));
  });
  for (const action of mine) taken.add(action);
  return onlineRuns(mine);
}
