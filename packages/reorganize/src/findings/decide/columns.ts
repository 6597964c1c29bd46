import type { Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import type { Conflict } from "../finding.js";
import { matchColumns } from "../match-tables.js";
import {
  asked,
  byTarget,
  type Context,
  decided,
  type Ruling,
  ruleOf,
  subjectOf,
} from "./ruling.js";

/** The target has a column that the table lacks. */
export function missingColumn(conflict: Conflict, grounds: Context): Ruling {
  const subject = subjectOf(conflict.on, grounds);
  const repair = subject && grounds.mapping.repairs[`${subject.to}.${subject.name}`];
  const { wanted } = subject ?? {};
  const renamed = renamedTo(conflict, grounds);
  if (renamed) return renamed;
  if (repair?.null !== undefined && wanted?.notNull)
    return decided(conflict, `repairs.${subject?.to}.${subject?.name}`, "it is made and filled");
  const filled = wanted?.default ? "with the target's default" : "and is null at first";
  return decided(conflict, byTarget, `it is made, ${filled}`);
}

/** The ruling for a column that another becomes. */
function renamedTo(conflict: Conflict, grounds: Context): Ruling {
  const dot = conflict.on.lastIndexOf(".");
  const assignment = grounds.assigned.get(conflict.on.slice(0, dot));
  const renamed = [...(assignment?.rename ?? [])].find(
    ([, to]) => to === conflict.on.slice(dot + 1),
  );
  if (!assignment || !renamed) return undefined;
  return decided(conflict, ruleOf(assignment, grounds), `${renamed[0]} becomes it`);
}

/** The table has a column that the target lacks. */
export function extraColumn(conflict: Conflict, grounds: Context): Ruling {
  const renamed = renaming(conflict, grounds);
  if (renamed) return renamed;
  if (grounds.mapping.otherwise.extraColumn === "ask")
    return asked(conflict, conflict.what, [
      { label: "its values are set aside", mapping: { otherwise: { extraColumn: "set aside" } } },
    ]);
  const effect = "it goes; its values are kept and come back with a rollback";
  return decided(conflict, "otherwise.extraColumn", effect);
}

/** A column has another name than in the target. */
export function columnName(conflict: Conflict, grounds: Context): Ruling {
  const renamed = renaming(conflict, grounds);
  if (renamed) return renamed;
  const { table, to = "" } = subjectOf(conflict.on, grounds) ?? {};
  const wanted = grounds.target.tables.get(to);
  return table && wanted ? areTheyTheSame(table, wanted, to) : undefined;
}

/** One question for all columns of a table: one rule of a mapping names them all. */
function areTheyTheSame(table: Table, wanted: Table, to: string): Ruling {
  const pairs = [...matchColumns(table, wanted)].filter(([name, old]) => name !== old);
  const rename = Object.fromEntries(pairs.map(([name, old]) => [old, name]));
  const [olds, names] = [Object.keys(rename).join(", "), Object.values(rename).join(", ")];
  return asked(
    { on: plainName(table) },
    `It has ${olds} where the target has ${names}. Are they the same columns?`,
    [
      {
        label: "they are, and get the target's names",
        mapping: { tables: { [to]: [{ table: plainName(table), rename }] } },
      },
    ],
  );
}

/** The ruling for a column that a rule gives another name. */
function renaming(conflict: Conflict, grounds: Context): Ruling {
  const subject = subjectOf(conflict.on, grounds);
  const assignment = subject && grounds.assigned.get(plainName(subject.table));
  const old = subject?.column?.name;
  if (!assignment || old === undefined || !assignment.rename.has(old)) return undefined;
  return decided(
    conflict,
    ruleOf(assignment, grounds),
    `it becomes ${assignment.rename.get(old)} of ${assignment.to}`,
  );
}

/** A column has another type than in the target. */
export function columnType(conflict: Conflict, grounds: Context): Ruling {
  const { wanted } = subjectOf(conflict.on, grounds) ?? {};
  return decided(
    conflict,
    byTarget,
    wanted ? `it becomes ${wanted.type}` : "it is as in the target",
  );
}

/** Constraints and indexes differ from the target's. */
export function rules(conflict: Conflict): Ruling {
  return decided(conflict, byTarget, "its rules and indexes become the target's");
}
