import { quoteTable } from "@deepiri/database";
import { parseTableName, plainName } from "../catalog/table-name.js";
import type { Hazard, Step } from "../plan/step.js";
import { kindOf } from "../steps/kinds.js";

/** What a step does, in a phrase. */
export function titleOf(step: Step): string {
  return kindOf(step.id.kind).title(step);
}

/** What programs have to know of a step of this kind. */
export function hazardText(kind: string, hazard: Hazard): string {
  if (hazard.code === "table rewritten") return rewriteText(hazard);
  return kindOf(kind).hazard(hazard);
}

/** Where it is rewritten only to become LOGGED, also the way that makes nobody wait. */
function rewriteText({ table, beside }: Hazard): string {
  const text = `PostgreSQL rewrites ${table}, and programs wait until it has`;
  if (beside === undefined) return text;
  const { from, to, rename } = beside as unknown as Beside;
  const own = parseTableName(to).name;
  const [made, like] = [quoteTable("logged", own), parseTableName(from)];
  const rule = { table: plainName({ schema: "logged", name: own }), rename };
  // A line ends at blanks, and what has none in 80 columns would be cut.
  const mapping = JSON.stringify({ tables: { [to]: [rule] } }, undefined, 1);
  return [
    `${text}; if it is too large for that, run CREATE SCHEMA logged; CREATE TABLE ${made} (LIKE ${quoteTable(like.schema, like.name)} INCLUDING ALL);`,
    `put ${mapping.replaceAll(/\n\s*/g, " ")} into a mapping, and plan again: that table gets the rows in batches, and then its place`,
  ].join(" ");
}

interface Beside {
  readonly from: string;
  readonly to: string;
  readonly rename: Readonly<Record<string, string>>;
}
