import { quoteIdentifier } from "@deepiri/database";
import { counted } from "@deepiri/terminal";
import type { Finding, FindingKind, FindingOf } from "../findings/finding.js";
import { uncheckedText } from "./unchecked-text.js";

type Texts = { readonly [Kind in FindingKind]: (finding: FindingOf<Kind>) => string };

const texts: Texts = {
  twins: ({ twins }) =>
    `Its rows are in ${twins.map(({ table, rows }) => `${table} (${counted(rows, "row")})`).join(" and ")}.`,
  "same key": ({ count, twin, different }) =>
    `${counted(count, "key is", "keys are")} also in ${twin}, ${different} of them with other values.`,
  "other location": ({ target }) => `The target has it as ${target}.`,
  "other shape": ({ target, shared, wanted }) =>
    `It has ${shared} of the ${wanted} columns of ${target}: another table of the same name.`,
  partitioning: ({ target, partitioned }) =>
    partitioned
      ? `It is partitioned, and ${target} of the target is not.`
      : `It is not partitioned, and ${target} of the target is.`,
  "missing table": ({ namesake }) =>
    `No table holds its rows${namesake ? "; the table of that name is another" : ""}.`,
  "projected table": ({ targets }) => `Its rows change shape and go to ${targets.join(", ")}.`,
  "unmanaged table": () => "No package owns it.",
  placeholder: ({ standsFor, keys }) =>
    `It stands in for ${standsFor}; ${counted(keys, "foreign key points", "foreign keys point")} to it.`,
  history: ({ count }) => `It holds ${counted(count, "migration")} that no package owns.`,
  "failed migration": ({ count }) => `${counted(count, "migration")} never finished.`,
  "missing column": ({ type }) => `The target has it as ${type}.`,
  "extra column": ({ count }) =>
    `The target has no such column; ${counted(count, "row holds", "rows hold")} a value in it.`,
  "column name": ({ wanted }) => `The target calls it ${wanted}.`,
  type: ({ found, wanted }) => `It is ${found}; the target wants ${wanted}.`,
  rules: ({ count, rules }) =>
    `${counted(count, "rule differs", "rules differ")} from the target: ${rules.map((rule) => `${rule.aspect} ${rule.count}`).join(", ")}.`,
  "null rows": ({ count }) =>
    `The target wants NOT NULL; ${counted(count, "row has", "rows have")} none.`,
  check: ({ count, rule }) =>
    `${counted(count, "row violates", "rows violate")} CHECK ${quoteIdentifier(rule)} of the target.`,
  "too long": ({ count, limit }) =>
    `The target takes ${limit} characters; ${counted(count, "value is", "values are")} longer.`,
  cast: ({ count, wanted, isEnum }) =>
    `${counted(count, "value is", "values are")} no ${isEnum ? "word of" : "valid"} ${wanted}.`,
  orphan: ({ count, parent, parentFound }) =>
    `${counted(count, "row refers", "rows refer")} to no row of ${parent}${parentFound ? "" : ", a table that does not exist"}.`,
  duplicate: ({ count, keys }) =>
    `${counted(count, "row shares", "rows share")} ${keys.join(", ")}, unique in the target.`,
  "self reference": ({ count }) =>
    `${counted(count, "row refers to itself", "rows refer to themselves")}.`,
  cycle: ({ count }) => `${counted(count, "row is", "rows are")} part of a dependency cycle.`,
  "dangling trigger": ({ trigger, routine, missing }) =>
    `Trigger ${trigger} calls ${routine}, which names ${missing.join(", ")}: not there.`,
  "dependent view": ({ tables }) => `It reads ${tables.join(", ")}.`,
  "dependent routine": ({ tables }) => `It names ${tables.join(", ")}.`,
  "dependent publication": ({ tables }) => `It publishes ${tables.join(", ")}.`,
  "dependent key": ({ tables }) => `It has foreign keys to ${tables.join(", ")}.`,
  "not checked": ({ check }) => uncheckedText(check),
};

/** A finding as a sentence, which its table or object stands above. */
export function findingText(finding: Finding): string {
  return textOfKind(finding);
}

function textOfKind<Kind extends FindingKind>(finding: FindingOf<Kind>): string {
  return texts[finding.kind](finding);
}

/** What each kind of finding means. */
export const findingMeanings: Readonly<Record<FindingKind, string>> = {
  twins: "rows of one table are in several",
  "same key": "keys that several of these tables have",
  "other location": "a table is in another schema or has another name",
  "other shape": "a table of the right name is another table",
  partitioning: "a table is partitioned, or the target's is",
  "missing table": "the target has it, the database does not",
  "projected table": "tables whose rows change shape",
  "unmanaged table": "tables that no package owns",
  placeholder: "empty stand-ins for a table",
  history: "a migration history that several share",
  "failed migration": "migrations in it that never finished",
  "missing column": "the target has it, the table does not",
  "extra column": "the table has it, the target does not",
  "column name": "a column under another name",
  type: "a column of another type",
  rules: "constraints and indexes that differ",
  "null rows": "null where the target has none",
  check: "rows that violate a CHECK of the target",
  "too long": "values longer than the target takes",
  cast: "values that the target's type does not take",
  orphan: "rows that refer to a row that does not exist",
  duplicate: "rows that violate a unique rule of the target",
  "self reference": "rows that refer to themselves",
  cycle: "rows that refer to each other in a cycle",
  "dangling trigger": "triggers that write to a missing table",
  "dependent view": "unmanaged views on tables with an owner",
  "dependent routine": "unmanaged functions that name tables with an owner",
  "dependent publication": "publications of tables with an owner",
  "dependent key": "foreign keys of unmanaged tables to tables with an owner",
  "not checked": "what could not be checked",
};
