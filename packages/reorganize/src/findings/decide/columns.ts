import type { Table } from "../../catalog/catalog.js";
import { plainColumn, plainName } from "../../catalog/table-name.js";
import { byTarget, type Effect } from "../../plan/decision.js";
import type { FindingOf } from "../finding.js";
import { subjectOf } from "../finding.js";
import { matchColumns } from "../match-tables.js";
import { asked, type Context, counterpartOf, decided, type Ruling, ruleOf } from "./ruling.js";

/** The target has a column that the table lacks. */
export function missingColumn(finding: FindingOf<"missing column">, context: Context): Ruling {
  const { to = "", name = "", wanted } = counterpartOf(finding, context) ?? {};
  const renamed = renamedTo(finding, context);
  if (renamed) return renamed;
  const key = plainColumn(to, name);
  if (context.mapping.repairs[key]?.null !== undefined && wanted?.notNull)
    return decided(finding, `repairs.${key}`, { code: "create column", filledBy: "repair" });
  const filledBy = wanted?.default ? "default" : "nothing";
  return decided(finding, byTarget, { code: "create column", filledBy });
}

/** The ruling for a column that another becomes. */
function renamedTo(finding: FindingOf<"missing column">, context: Context): Ruling {
  const assignment = context.assigned.get(finding.table);
  const renamed = [...(assignment?.rename ?? [])].find(([, to]) => to === finding.column);
  if (!assignment || !renamed) return undefined;
  const effect: Effect = { code: "renamed from", column: renamed[0] };
  return decided(finding, ruleOf(assignment, context), effect);
}

/** The table has a column that the target lacks. */
export function extraColumn(finding: FindingOf<"extra column">, context: Context): Ruling {
  const renamed = renaming(finding, context);
  if (renamed) return renamed;
  const effect: Effect = { code: "drop column" };
  if (context.mapping.otherwise.extraColumn !== "ask")
    return decided(finding, "otherwise.extraColumn", effect);
  return asked(subjectOf(finding), { code: "finding", finding }, [
    {
      answer: { code: "effect", effect },
      mapping: { otherwise: { extraColumn: "set aside" } },
    },
  ]);
}

/** A column has another name than in the target. */
export function columnName(finding: FindingOf<"column name">, context: Context): Ruling {
  const renamed = renaming(finding, context);
  if (renamed) return renamed;
  const { table, to = "" } = counterpartOf(finding, context) ?? {};
  const wanted = context.target.tables.get(to);
  return table && wanted ? areTheyTheSame(table, wanted, to) : undefined;
}

/** One question for all columns of a table: one rule of a mapping names them all. */
function areTheyTheSame(found: Table, wanted: Table, to: string): Ruling {
  const pairs = [...matchColumns(found, wanted)].filter(([name, old]) => name !== old);
  const rename = Object.fromEntries(pairs.map(([name, old]) => [old, name]));
  const table = plainName(found);
  return asked({ table }, { code: "same columns", rename }, [
    { answer: { code: "rename columns" }, mapping: { tables: { [to]: [{ table, rename }] } } },
  ]);
}

/** The ruling for a column that a rule gives another name. */
function renaming(finding: FindingOf<"extra column" | "column name">, context: Context): Ruling {
  const assignment = context.assigned.get(finding.table);
  const column = assignment?.rename.get(finding.column);
  if (!assignment || column === undefined) return undefined;
  const effect: Effect = { code: "rename column", column, table: assignment.to };
  return decided(finding, ruleOf(assignment, context), effect);
}

/** A column has another type than in the target. */
export function columnType(finding: FindingOf<"type">, context: Context): Ruling {
  const type = counterpartOf(finding, context)?.wanted?.type;
  const effect: Effect = { code: "change type", ...(type === undefined ? {} : { type }) };
  return decided(finding, byTarget, effect);
}

/** Constraints and indexes differ from the target's. */
export function rules(finding: FindingOf<"rules">): Ruling {
  return decided(finding, byTarget, { code: "adopt rules" });
}
