import { counted } from "@deepiri/terminal";
import type { ComparedTable, Variant } from "../../findings/definition/compare/variants.js";
import type { FileReport, LedgerReport } from "../../findings/definition/report.js";
import { differencesText } from "./differences-text.js";

/** What became of a file, in one line. */
export function fileText(file: FileReport): string {
  const { statements, failed, skipped, notRun, inDatabase, inLedger } = file;
  return [
    counted(statements, "statement"),
    ...(failed.length > 0 ? [`${failed.length} failed`] : []),
    ...(skipped.length > 0 ? [`${skipped.length} passed over`] : []),
    ...(notRun.length > 0 ? [`${notRun.length} not run`] : []),
    ...(inDatabase
      ? [`${inDatabase.deployed} of ${counted(inDatabase.defined, "object")} in the database`]
      : []),
    ...(inLedger === undefined ? [] : [inLedger ? "in the ledger" : "not in the ledger"]),
  ].join(", ");
}

/** Everything about a file that somebody has to know, the most dangerous first. */
export function remarksOn({ failed, skipped, notRun, replaced, undone }: FileReport): string[] {
  return [
    ...skipped
      .filter(({ alike }) => alike === false)
      .map(
        ({ line, statement, differences }) =>
          `line ${line}, ${statement}: passed over; what is there ${differencesText(differences) || "is another"}`,
      ),
    ...skipped
      .filter(({ alike }) => alike === null)
      .map(
        ({ line, statement }) =>
          `line ${line}, ${statement}: passed over; how that differs cannot be told`,
      ),
    ...replaced.map(
      ({ line, statement }) => `line ${line}, ${statement}: replaces another one of that name`,
    ),
    ...undone.map(
      ({ line, reason }) => `line ${line}: the transaction leaves nothing, because ${reason}`,
    ),
    ...failed.map(
      ({ line, statement, sqlstate, reason }) =>
        `line ${line}, ${statement}: failed, ${reason} (${sqlstate})`,
    ),
    ...notRun.map(
      ({ line, statement, reason }) => `line ${line}, ${statement}: not run, ${reason}`,
    ),
  ];
}

/** Who wants a table in which shape. */
export function shapesText({ shapes, variants }: ComparedTable): string[] {
  const unknown = variants.filter(({ shape }) => shape === null);
  return [
    ...shapes.map(({ letter, variants: of }) => `${letter}: ${of.map(variantText).join(", ")}`),
    ...(unknown.length > 0 ? [`unknown: ${unknown.map(variantText).join(", ")}`] : []),
  ];
}

const outcomes = { loads: "", skipped: ", passed over", failed: ", does not load" };

function variantText({ family, place, outcome }: Variant): string {
  return place ? `${family} (${place.file}:${place.line}${outcomes[outcome]})` : family;
}

/** What a ledger says of the files. */
export function ledgerText({ table, tool, entries, files, others }: LedgerReport): string {
  const by = tool === null ? "" : ` of ${tool}`;
  const rest =
    others.length === 0
      ? ""
      : `; ${counted(others.length, "entry is", "entries are")} none of these files`;
  return `${table}${by} has ${counted(entries, "entry", "entries")}: ${files.applied} of ${counted(files.of, "file")}${rest}`;
}

/** Said where a database has no ledger. */
export const noLedger =
  "The database has no ledger of what was applied. How much of a file is there says each file.";
