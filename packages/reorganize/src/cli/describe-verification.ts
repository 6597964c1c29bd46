import { counted, formatTable, green, red } from "@deepiri/terminal";
import { isUnforeseen } from "../plan/problem.js";
import type { Verb } from "../session/errors.js";
import type { DifferingRow, TableVerification, Verification } from "../verify/verification.js";
import { describeShapesFound } from "./describe-shapes.js";
import { type Chosen, nextCommand } from "./next-command.js";
import { problemText } from "./problem-text.js";

/** All of a verification: every table that has or had rows, what differs, what to do next. */
export function describeVerification(
  found: Verification,
  displayUrl: string,
  chosen: Chosen,
): string {
  const parts = [
    headline(found, displayUrl),
    describeTables(found.tables),
    describeMerging(found.merging),
    describeRows(found.tables),
    found.shapes ? describeShapesFound(found.shapes, found.stage) : "",
    describeProblems(found),
    explainForeseen(found),
    describeNotes(found),
    nextOf(found, chosen),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function headline({ ok }: Verification, database: string): string {
  return ok
    ? `${green("✔")} Every row is where it should be in ${database}.`
    : `${red("✘")} Not everything is as it should be in ${database}.`;
}

const heading = [
  "",
  "table",
  "before",
  "inserted",
  "updated",
  "deleted",
  "repaired",
  "quarantined",
  "now",
  "expected",
];

function describeTables(tables: readonly TableVerification[]): string {
  const [shown, empty] = [tables.filter(isOfNote), tables.filter((one) => !isOfNote(one))];
  return [
    ...(shown.length > 0 ? [formatTable(heading, shown.map(rowOf))] : []),
    ...(empty.length > 0 ? [`${counted(empty.length, "table")} had no rows and got none.`] : []),
  ].join("\n");
}

function isOfNote({ sources, inserted, now, ok }: TableVerification): boolean {
  return !ok || now > 0 || inserted > 0 || sources.some(({ rows }) => rows > 0);
}

function rowOf(one: TableVerification): (string | number)[] {
  return [
    one.ok ? green("✔") : red("✘"),
    nameOf(one),
    one.sources.reduce((sum, { rows }) => sum + rows, 0),
    one.inserted,
    one.updated,
    one.deleted,
    one.repaired,
    one.quarantined,
    one.now,
    one.expected,
  ];
}

function nameOf({ table, sources }: TableVerification): string {
  const others = sources.map((source) => source.table).filter((name) => name !== table);
  return others.length === 0 ? table : `${table} (from ${others.join(", ")})`;
}

function describeMerging(merging: readonly string[]): string {
  return merging.length === 0
    ? ""
    : `Not compared, because rows are on their way between them: ${merging.join(", ")}.`;
}

function describeRows(tables: readonly TableVerification[]): string {
  const lines = tables.flatMap(({ table, rows, differing }) => [
    ...(differing.length > 0 ? [`${table} differs in ${differing.join(", ")}`] : []),
    ...rows.flatMap((row) => sentences(row).map((sentence) => `${table}: ${sentence}`)),
  ]);
  return section("The first rows that differ, by key", lines);
}

const howText: Record<DifferingRow["how"], string> = {
  changed: "changed by a write that was not captured",
  missing: "missing",
  extra: "one more than there should be",
  among: "one or more of these differ",
};

function sentences({ how, keys }: DifferingRow): string[] {
  const names = keys.map((key) => key?.join(" ") ?? "a row whose key is unknown");
  if (how === "among") return [`${howText.among}: ${names.join(", ")}`];
  return names.map((name) => `${name}, ${howText[how]}`);
}

function describeProblems({ problems }: Verification): string {
  return section("Problems", problems.map(problemText));
}

function explainForeseen({ problems }: Verification): string {
  if (!problems.some(isUnforeseen)) return "";
  return (
    "The plan foresaw objects and rights as they were on its scratch copy after the last step. Somebody has changed " +
    "these since, or apply did not do here what it did there."
  );
}

function describeNotes({ notes }: Verification): string {
  return section("Made by others", notes.map(problemText));
}

function section(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return "";
  return [`${title} (${lines.length})`, ...lines.map((line) => `  ${line}`)].join("\n");
}

function nextOf({ ok, stage, shapes }: Verification, chosen: Chosen): string {
  const command = (verb: Verb): string => nextCommand(verb, chosen);
  switch (stage) {
    case "applying":
      return `Only rows were compared, as the plan is not applied to its end. Next: ${command("apply")}`;
    case "undoing":
      return `Only rows were compared, as a rollback has begun. Next: ${command("rollback")}`;
    case "finalizing":
      return `Next: ${command("finalize")}`;
    case "switching":
      return `Next: ${command("switch")}, or ${nextCommand("switch", chosen, "--back")}`;
    case "switched":
      return ok
        ? `Next: ${nextCommand("finalize", chosen, "--backup", "FOLDER")}, or ${nextCommand("switch", chosen, "--back")}, or ${command("rollback")}`
        : `Next: look at what is named above before anything else; ${nextCommand("switch", chosen, "--back")} or ${command("rollback")} brings the old tables back.`;
    case "applied":
      if (ok && shapes)
        return `Next: ${command("switch")}, once programs know the new tables, or ${command("rollback")}.`;
      return ok
        ? `Next: ${command("status")} says which programs still use old names; then ${command("finalize")}, or ${command("rollback")}.`
        : `Next: look at what is named above before anything else, and ${command("verify")} again; ${command("rollback")} restores the old schema.`;
  }
}
