import { parseTableName } from "../../catalog/table-name.js";
import { byTarget } from "../../plan/decision.js";
import { type FindingOf, subjectOf } from "../finding.js";
import type { Choice } from "../open-decision.js";
import { asked, type Context, decided, type Ruling, ruleOf } from "./ruling.js";

/** Rows of one table of the target lie in several tables: they become one. */
export function twins(finding: FindingOf<"twins">, context: Context): Ruling {
  const { table } = finding;
  const all = [...context.matched].filter(([, to]) => to === table).map(([from]) => from);
  const assigned = all.filter((name) => context.assigned.get(name)?.to === table);
  const others = all.filter((name) => !assigned.includes(name));
  const [doubtful] = others.filter((name) => !known(name, context));
  if (doubtful !== undefined) return isItTheSame(doubtful, table, context);
  if (assigned.length < 2) return others.map((name) => known(name, context))[0];
  const rules = assigned
    .filter((name) => name !== table)
    .flatMap((name) => context.assigned.get(name) ?? [])
    .map((assignment) => ruleOf(assignment, context));
  const rule = [...new Set(rules)].join(", ") || byTarget;
  return decided(finding, rule, { code: "merge tables", tables: assigned });
}

/** A table of the target lies elsewhere: it moves. */
export function otherLocation(finding: FindingOf<"other location">, context: Context): Ruling {
  const { table, target } = finding;
  const assignment = context.assigned.get(table);
  if (!assignment) return known(table, context) ?? isItTheSame(table, target, context);
  const oldName = context.target.tables.has(table) ? "reused" : "view";
  return decided(finding, ruleOf(assignment, context), {
    code: "move table",
    table: assignment.to,
    oldName,
  });
}

/** A table has the name of one of the target and is another. */
export function otherShape(finding: FindingOf<"other shape">, context: Context): Ruling {
  const { table } = finding;
  const assignment = context.assigned.get(table);
  if (assignment)
    return decided(finding, ruleOf(assignment, context), {
      code: "become table",
      table: assignment.to,
    });
  const likely = [context.matched.get(table), ...Object.keys(context.mapping.tables)].filter(
    (to) => to !== undefined && to !== table && isLikely(table, to, context),
  ) as string[];
  return (
    known(table, context) ??
    asked(subjectOf(finding), { code: "which table", finding }, [
      ...[...new Set(likely)].map((to) => isTable(table, to)),
      ...isUnmanaged(table, context),
    ])
  );
}

function isLikely(from: string, to: string, { matched }: Context): boolean {
  return matched.get(from) === to || nameOf(from) === nameOf(to);
}

/** No step turns a partitioned table into a plain one, nor the other way round. */
export function partitioning(finding: FindingOf<"partitioning">, context: Context): Ruling {
  const { table, partitioned } = finding;
  return asked(subjectOf(finding), { code: "finding", finding }, [
    { answer: { code: partitioned ? "make plain" : "make partitioned" }, mapping: {} },
    ...isUnmanaged(table, context),
  ]);
}

/** The ruling for a table that the mapping knows as unmanaged, unless the target needs its name. */
export function known(name: string, { mapping, target }: Context): Ruling {
  const why = mapping.known[name];
  if (why === undefined || target.tables.has(name)) return undefined;
  return { unmanaged: { object: { kind: "table", name }, reason: { code: "known", why } } };
}

/** The target has a table that the database lacks. */
export function missingTable(finding: FindingOf<"missing table">): Ruling {
  return decided(finding, byTarget, { code: "create table" });
}

/** A table whose rows change shape. */
export function projectedTable(
  finding: FindingOf<"projected table">,
  { projected }: Context,
): Ruling {
  const by = projected.projections.filter(({ sources }) => sources.includes(finding.table));
  const rule = by.map(({ name }) => `projections.${name}`).join(", ");
  return decided(finding, rule, { code: "project rows", tables: finding.targets });
}

/** A table that no package owns. Where rows change shape each of them has to be known. */
export function unmanagedTable(finding: FindingOf<"unmanaged table">, context: Context): Ruling {
  const { table, count } = finding;
  const { projected, mapping } = context;
  if (context.assigned.has(table) || context.matched.has(table)) return undefined;
  if (projected.leftOut.has(table))
    return decided(finding, `leftOut.${table}`, {
      code: "leave out table",
      reason: mapping.leftOut[table] ?? "",
    });
  if (
    projected.projections.length > 0 &&
    !isBookkeeping(table) &&
    mapping.known[table] === undefined
  )
    return asked({ table }, { code: "unknown table", rows: count }, [
      {
        answer: { code: "leave out" },
        mapping: { leftOut: { [table]: "why it is not carried" } },
      },
      ...isUnmanaged(table, context),
    ]);
  return staying(table, { code: "no owner" }, context);
}

/** Whether it lies where tools keep books of their own, such as histories and imports. */
function isBookkeeping(table: string): boolean {
  return parseTableName(table).schema.startsWith("_");
}

/** A table without content that stands for another. */
export function placeholder(finding: FindingOf<"placeholder">, context: Context): Ruling {
  const { table, standsFor } = finding;
  const real = context.mapping.placeholders[table];
  if (real !== undefined)
    return decided(finding, `placeholders.${table}`, {
      code: "redirect foreign keys",
      table: real,
    });
  const stays = known(table, context);
  if (stays) return stays;
  return asked(subjectOf(finding), { code: "finding", finding }, [
    {
      answer: { code: "effect", effect: { code: "redirect foreign keys", table: standsFor } },
      mapping: { placeholders: { [table]: standsFor } },
    },
    ...isUnmanaged(table, context),
  ]);
}

/** A history that belongs to no package, and what in it failed. */
export function history(
  { table }: FindingOf<"history" | "failed migration">,
  context: Context,
): Ruling {
  return staying(table, { code: "foreign history" }, context);
}

function staying(
  name: string,
  otherwise: { readonly code: "no owner" | "foreign history" },
  { mapping }: Context,
): Ruling {
  const why = mapping.known[name];
  const reason = why === undefined ? otherwise : ({ code: "known", why } as const);
  return { unmanaged: { object: { kind: "table", name }, reason } };
}

/** Keys that several twins have: only one row can have each. */
export function sameKey(finding: FindingOf<"same key">): Ruling {
  return decided(finding, byTarget, { code: "newest row" });
}

function isItTheSame(from: string, to: string, context: Context): Ruling {
  return asked({ table: from }, { code: "same table", table: to }, [
    isTable(from, to),
    ...relocates(from, to),
    ...isUnmanaged(from, context),
  ]);
}

function isTable(from: string, to: string): Choice {
  return {
    answer: { code: "is table", table: to },
    mapping: { tables: { [to]: [{ table: from }] } },
  };
}

function relocates(table: string, to: string): Choice[] {
  if (nameOf(table) !== nameOf(to)) return [];
  const [from, schema] = [parseTableName(table).schema, parseTableName(to).schema];
  return [
    {
      answer: { code: "relocate schema", schema, from },
      mapping: { relocate: { [schema]: [from] } },
    },
  ];
}

/** No choice where the target needs the name for a table of its own. */
function isUnmanaged(name: string, { target }: Context): Choice[] {
  if (target.tables.has(name)) return [];
  return [{ answer: { code: "unmanaged" }, mapping: { known: { [name]: "unmanaged" } } }];
}

function nameOf(table: string): string {
  return parseTableName(table).name;
}
