import { bold, dim, formatTable, green, red, yellow } from "@deepiri/terminal";
import type { FamilyDeployed } from "../findings/definition/compare/deployed.js";
import type { DefinitionReport, FamilyReport, FileReport } from "../findings/definition/report.js";
import {
  type ComparisonTable,
  familyTable,
  featureTable,
  legend,
  objectTable,
  withoutPublic,
} from "./definitions/comparison-tables.js";
import {
  fileText,
  ledgerText,
  noLedger,
  remarksOn,
  shapesText,
} from "./definitions/definition-texts.js";
import { differencesText } from "./definitions/differences-text.js";
import { short, width, wrap } from "./wrap.js";

/** How many remarks on one file are printed; JSON and Markdown have them all. */
const most = 8;
/** How many differences of one table are, likewise. */
const mostDifferences = 16;

/** What definitions say, for a person at a terminal of 80 columns. */
export function describeDefinitions(report: DefinitionReport): string {
  const { families, matrix } = report;
  const kinds = [...new Set(matrix.map(({ kind }) => kind))];
  const parts = [
    `${bold("Definitions")} (${families.length})\n${asTable(familyTable(report))}`,
    ...families.map(describeFamily),
    describeShapes(report),
    ...(families.length > 1
      ? [
          `${bold("Features")} ${dim("tables that load / that are defined")}\n${asTable(featureTable(report))}`,
        ]
      : []),
    ...kinds.map((kind) =>
      asTable(
        objectTable(
          report,
          kind,
          matrix.filter((row) => row.kind === kind),
        ),
      ),
    ),
    dim(wrap(legend)),
    describeDatabase(report),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function asTable({ heading, rows }: ComparisonTable): string {
  return formatTable(heading, rows, width);
}

function describeFamily({
  name,
  order,
  files,
  leftOut,
  hasStandIn,
  inDatabase,
}: FamilyReport): string {
  return [
    `${bold(short(name, 40))} ${dim(`in the ${order}`)}`,
    ...(hasStandIn
      ? [
          wrap(
            "The server lacks pgvector: a type stands in for vectors, and their indexes fail.",
            2,
          ),
        ]
      : []),
    ...files.flatMap(describeFile),
    ...leftOut.map(({ file, reason }) =>
      wrap(`not loaded ${file}: ${reason.split("\n", 1)[0]}`, 2).replace("not loaded", red),
    ),
    ...(inDatabase ? describeInDatabase(inDatabase) : []),
  ].join("\n");
}

function describeFile(file: FileReport): string[] {
  const remarks = remarksOn(file);
  const mark = remarks.length === 0 ? green("✔") : file.failed.length > 0 ? red("✘") : yellow("!");
  return [
    `  ${mark} ${wrap(`${file.file}: ${fileText(file)}`, 4).trimStart()}`,
    ...remarks.slice(0, most).map((remark) => wrap(remark, 6)),
    ...(remarks.length > most
      ? [dim(`      and ${remarks.length - most} more; --json and --markdown have them all`)]
      : []),
  ];
}

function describeInDatabase({ alike, notDeployed, different, others }: FamilyDeployed): string[] {
  const missing = [...notDeployed, ...others.notDeployed];
  return [
    `  ${alike} deployed as defined`,
    ...(missing.length > 0
      ? [wrap(`defined and not deployed (${missing.length}): ${missing.join(", ")}`, 2)]
      : []),
    ...different.map(({ name, differences }) =>
      wrap(`${name}, as deployed, ${limited(differences)}`, 2),
    ),
    ...(others.different.length > 0
      ? [wrap(`deployed with another text: ${others.different.join(", ")}`, 2)]
      : []),
  ];
}

function limited(differences: Parameters<typeof differencesText>[0]): string {
  const more = differences.length - mostDifferences;
  return (
    differencesText(differences.slice(0, mostDifferences)) + (more > 0 ? `; and ${more} more` : "")
  );
}

function describeShapes({ tables }: DefinitionReport): string {
  const several = tables.filter(({ shapes }) => shapes.length > 1);
  if (several.length === 0) return "";
  return [
    `${bold("In several shapes")} (${several.length})`,
    ...several.flatMap((table) => [
      `  ${yellow(short(withoutPublic(table.name), width - 2))}`,
      ...shapesText(table).map((text) => wrap(text, 4)),
      ...table.shapes
        .slice(1)
        .map(({ letter, differences }) =>
          dim(wrap(`${letter} against A: ${limited(differences)}`, 4)),
        ),
    ]),
  ].join("\n");
}

function describeDatabase({ database }: DefinitionReport): string {
  if (!database) return "";
  const { ledgers, notDefined } = database;
  return [
    ...(notDefined.length > 0
      ? [
          `${bold("Deployed and not defined")} (${notDefined.length})\n${wrap(notDefined.join(", "), 2)}`,
        ]
      : []),
    [
      bold("Ledger"),
      ...(ledgers.length > 0
        ? ledgers.map((one) => wrap(ledgerText(one), 2))
        : [wrap(noLedger, 2)]),
    ].join("\n"),
  ].join("\n\n");
}
