import { counted, green, red } from "@deepiri/terminal";
import type { Stage } from "../ledger/plan.js";
import type { ShapeStatus } from "../lifecycle/status.js";
import { type Class, classes } from "../projection/account.js";
import type { WrittenRows } from "../verify/projections/outcome.js";
import type {
  Account,
  DifferingRows,
  ProjectionsVerification,
  ProjectionVerification,
} from "../verify/projections/projections-verification.js";
import { namesText } from "./names-text.js";
import { wrap } from "./wrap.js";

/** Rows that change shape: how they compare, what has become of each, and what programs have written themselves. */
export function describeShapesFound(
  { projections, accounts, own }: ProjectionsVerification,
  stage: Stage,
): string {
  return [
    ...projections.map((one) => describeProjection(one, stage)),
    ...own.filter(({ rows }) => rows > 0).map(ownText),
    describeAccounts(accounts),
  ].join("\n");
}

/** How far rows that change shape are. */
export function describeShapes({ phase, accounts, behind }: ShapeStatus): string {
  const checked = behind
    ? `${behind.rows === 0 ? "nothing was" : `${counted(behind.rows, "row")} were`} behind when last verified, ${behind.verifiedAt.slice(0, 16).replace("T", " ")} UTC`
    : "not verified yet";
  return [
    wrap(`Rows that change shape: ${phaseText[phase]}; ${checked}.`),
    describeAccounts(accounts),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

const phaseText: Record<ShapeStatus["phase"], string> = {
  parallel: "the new tables stand beside the old ones",
  fill: "the new tables are being filled",
  "in step": "the new tables are in step with the old ones",
  switched: "the new tables count, and old ones are read-only or follow",
  finalizing: "the old tables go",
  undoing: "the new tables go",
};

/** What programs have written to a new table and old ones do not have. */
export function writtenText({ table, added, changed, deleted }: WrittenRows): string {
  const parts = [
    ...(added > 0 ? [`${counted(added, "row")} added`] : []),
    ...(changed > 0 ? [`${counted(changed, "row")} changed`] : []),
    ...(deleted > 0 ? [`${counted(deleted, "row")} deleted`] : []),
  ];
  return `In ${table} programs have ${parts.join(", ")} since the switch`;
}

function describeProjection(one: ProjectionVerification, stage: Stage): string {
  const { name, from, to, rows, differing, failing } = one;
  const mark = one.ok || stage === "switched" ? green("✔") : red("✘");
  const head = `${name}: ${to} from ${from.join(", ")}, ${counted(rows, "row")}`;
  const wrong = [
    ...differing.map((some) => differingText(some, stage)),
    ...(failing > 0 ? [`${counted(failing, "unit")} on which its query fails`] : []),
  ];
  const equal = "every column of each is as its query says";
  return `${mark} ${wrap(wrong.length === 0 ? `${head}: ${equal}` : `${head}: ${wrong.join("; ")}`, 2).trimStart()}`;
}

const howText: Record<DifferingRows["how"], string> = {
  changed: "not as the query says",
  missing: "missing",
  extra: "that the query does not give",
  untracked: "there but not in the lineage",
};

function differingText({ how, rows, columns, keys }: DifferingRows, stage: Stage): string {
  const which = columns.map((one) => `${one.column} in ${one.rows}`);
  const named = keys.flatMap((key) => (key ? [key.join(" ")] : []));
  const since = stage === "switched" ? ", written since the switch" : "";
  return [
    `${counted(rows, "row")} ${howText[how]}${since}`,
    ...(which.length > 0 ? [` (${which.join(", ")})`] : []),
    ...(named.length > 0 ? [`, such as ${named.join(", ")}`] : []),
  ].join("");
}

function ownText({ table, rows }: ProjectionsVerification["own"][number]): string {
  return wrap(`${counted(rows, "row")} of ${table} are programs' own: no old table has them.`, 2);
}

/** What has become of the rows of each old table: the sum, and why rows are not as the others. */
function describeAccounts(accounts: readonly Account[]): string {
  return accounts.map(describeAccount).join("\n");
}

function describeAccount({ table, rows, classes: found, ...more }: Account): string {
  const parts = classes.filter((one) => found[one] > 0).map((one) => `${count(found[one])} ${one}`);
  const sum = parts.length === 0 ? "" : ` = ${parts.join(" + ")}`;
  const mark = found.unaccounted > 0 ? red("✘") : green("✔");
  const named = more.unaccounted.flatMap((key) => (key ? [key.join(" ")] : []));
  return [
    `${mark} ${wrap(`${table}: ${counted(rows, "row")}${sum}`, 2).trimStart()}`,
    ...more.reasons.map((one) =>
      wrap(`${reasonText(one.class)}, ${count(one.rows)}: ${one.reason}`, 4),
    ),
    ...more.rules.map((one) => wrap(`by the rule ${one.rule}, ${count(one.rows)}`, 4)),
    ...(named.length > 0 ? [wrap(`unaccounted for, such as ${namesText(named)}`, 4)] : []),
  ].join("\n");
}

function reasonText(one: Class): string {
  return one === "waiting" ? "waiting for another row" : one;
}

function count(rows: number): string {
  return rows.toLocaleString("en-US");
}
