import { plainName } from "../../inventory/catalogue.js";
import type { Conflict } from "../../inventory/conflict/conflict.js";
import {
  asked,
  byTarget,
  decided,
  type Grounds,
  type Ruling,
  ruleOf,
  subjectOf,
} from "./ruling.js";

/** The target has a column that the table lacks. */
export function missingColumn(conflict: Conflict, grounds: Grounds): Ruling {
  const subject = subjectOf(conflict.on, grounds);
  const repair = subject && grounds.mapping.repairs[`${subject.to}.${subject.name}`];
  const { wanted } = subject ?? {};
  if (isRenamedTo(conflict.on, grounds)) return undefined;
  if (repair?.null !== undefined && wanted?.notNull)
    return decided(conflict, `repairs.${subject?.to}.${subject?.name}`, "it is made and filled");
  const filled = wanted?.default ? "with the target's default" : "and is null at first";
  return decided(conflict, byTarget, `it is made, ${filled}`);
}

/** Whether a column of the table gets this name. */
function isRenamedTo(on: string, { assigned }: Grounds): boolean {
  const dot = on.lastIndexOf(".");
  const names = assigned.get(on.slice(0, dot))?.rename.values() ?? [];
  return [...names].includes(on.slice(dot + 1));
}

/** The table has a column that the target lacks. */
export function extraColumn(conflict: Conflict, grounds: Grounds): Ruling {
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
export function columnName(conflict: Conflict, grounds: Grounds): Ruling {
  const renamed = renaming(conflict, grounds);
  if (renamed) return renamed;
  const { table, to } = subjectOf(conflict.on, grounds) ?? {};
  if (!table || to === undefined) return undefined;
  const [, wanted = ""] = /calls it (.+)\.$/.exec(conflict.what) ?? [];
  const old = conflict.on.slice(plainName(table).length + 1);
  return asked(conflict, conflict.what, [
    {
      label: `it becomes ${wanted}`,
      mapping: { tables: { [to]: [{ table: plainName(table), rename: { [old]: wanted } }] } },
    },
  ]);
}

/** The ruling for a column that a rule gives another name. */
function renaming(conflict: Conflict, grounds: Grounds): Ruling {
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
export function columnType(conflict: Conflict, grounds: Grounds): Ruling {
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
