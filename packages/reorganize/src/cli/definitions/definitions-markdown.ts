import type { DefinitionReport, FamilyReport } from "../../findings/definition/report.js";
import {
  type ComparisonTable,
  familyTable,
  featureTable,
  legend,
  objectTable,
  withoutPublic,
} from "./comparison-tables.js";
import { fileText, ledgerText, noLedger, remarksOn, shapesText } from "./definition-texts.js";
import { differencesText } from "./differences-text.js";

/** All that definitions say, as a page of Markdown. */
export function definitionsMarkdown(report: DefinitionReport): string {
  const { families, matrix, tables, database } = report;
  const kinds = [...new Set(matrix.map(({ kind }) => kind))];
  const several = tables.filter(({ shapes }) => shapes.length > 1);
  return [
    "# Definitions",
    asTable(familyTable(report)),
    ...families.flatMap(familyParts),
    ...(several.length > 0 ? ["## In several shapes"] : []),
    ...several.flatMap((table) => [
      `### ${escaped(withoutPublic(table.name))}`,
      list([
        ...shapesText(table),
        ...table.shapes
          .slice(1)
          .map(({ letter, differences }) => `${letter} against A: ${differencesText(differences)}`),
      ]),
    ]),
    "## Features",
    "Tables that load / that are defined, by the first word of their names.",
    asTable(featureTable(report)),
    "## Objects",
    escaped(legend),
    ...kinds.map((kind) =>
      asTable(
        objectTable(
          report,
          kind,
          matrix.filter((row) => row.kind === kind),
        ),
      ),
    ),
    ...(database
      ? [
          "## Ledger",
          database.ledgers.length > 0 ? list(database.ledgers.map(ledgerText)) : noLedger,
          ...(database.notDefined.length > 0
            ? ["## Deployed and not defined", list(database.notDefined)]
            : []),
        ]
      : []),
  ].join("\n\n");
}

function familyParts({
  name,
  order,
  files,
  leftOut,
  hasStandIn,
  inDatabase,
}: FamilyReport): string[] {
  return [
    `## ${escaped(name)}`,
    `In the ${escaped(order)}.${hasStandIn ? " The server lacks pgvector: a type stands in for vectors." : ""}`,
    ...files.flatMap((file) => {
      const remarks = remarksOn(file);
      return [
        `**${escaped(file.file)}**: ${fileText(file)}`,
        ...(remarks.length > 0 ? [list(remarks)] : []),
      ];
    }),
    ...(leftOut.length > 0
      ? [
          list(
            leftOut.map(({ file, reason }) => `${file} is not loaded: ${reason.split("\n", 1)[0]}`),
          ),
        ]
      : []),
    ...(inDatabase
      ? [
          `${inDatabase.alike} deployed as defined.`,
          list([
            ...[...inDatabase.notDeployed, ...inDatabase.others.notDeployed].map(
              (one) => `${one} is not deployed`,
            ),
            ...inDatabase.others.different.map((one) => `${one} is deployed with another text`),
            ...inDatabase.different.map(
              (one) => `${one.name}, as deployed, ${differencesText(one.differences)}`,
            ),
          ]),
        ]
      : []),
  ].filter((part) => part !== "");
}

function asTable({ heading, rows }: ComparisonTable): string {
  const line = (cells: readonly (string | number)[]): string =>
    `| ${cells.map((cell) => escaped(String(cell))).join(" | ")} |`;
  return [line(heading), line(heading.map(() => "---")), ...rows.map(line)].join("\n");
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${escaped(item)}`).join("\n");
}

function escaped(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll(/[|*_<>`]/g, "\\$&");
}
