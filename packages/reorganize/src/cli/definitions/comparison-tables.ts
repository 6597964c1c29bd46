import {
  type Ability,
  abilitiesOf,
  type Feature,
} from "../../findings/definition/compare/features.js";
import type { Cell, MatrixRow } from "../../findings/definition/compare/matrix.js";
import type { DefinitionReport, FamilyReport } from "../../findings/definition/report.js";

/** A table of texts and numbers, for a terminal or a page. */
export interface ComparisonTable {
  readonly heading: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** How the letters of a cell read. */
export const legend =
  "K keys, F foreign keys, C checks, R row security with policies, r row security that lets nobody in, " +
  "V vectors, T triggers, U used by another table, view, policy or function. " +
  "A, B, C: shapes, where they differ; A/B loads as A, and a file that wants B passes it over or fails; ✘B does not load.";

const letters: Readonly<Record<Ability, string>> = {
  keys: "K",
  "foreign keys": "F",
  checks: "C",
  "row security": "R",
  "closed row security": "r",
  vectors: "V",
  triggers: "T",
  used: "U",
};

/** A line for each family: how much of it loads. */
export function familyTable({ families }: DefinitionReport): ComparisonTable {
  const total = (all: FamilyReport, of: "failed" | "skipped" | "notRun"): number =>
    all.files.reduce((sum, file) => sum + file[of].length, 0);
  return {
    heading: ["family", "files", "statements", "failed", "passed over", "not run", "tables"],
    rows: families.map((family) => [
      family.name,
      family.files.length,
      family.files.reduce((sum, { statements }) => sum + statements, 0),
      total(family, "failed"),
      total(family, "skipped"),
      total(family, "notRun"),
      `${family.tables.loads} of ${family.tables.defined}`,
    ]),
  };
}

/** A line for each feature: how many of its tables each family defines and loads, and what they have. */
export function featureTable({ features, families }: DefinitionReport): ComparisonTable {
  return {
    heading: ["feature", ...families.map(({ name }) => name)],
    rows: features.map((feature) => [
      feature.tables.length > 1 ? `${feature.name} (${feature.tables.length})` : feature.name,
      ...families.map(({ name }) => featureCell(feature, name)),
    ]),
  };
}

function featureCell({ cells }: Feature, family: string): string {
  const cell = cells[family];
  if (!cell) return "";
  const { defined, loads, has } = cell;
  return `${loads}/${defined} ${has.map((one) => letters[one]).join("")}`.trim();
}

/** A line for each object of the kinds that are asked for. */
export function objectTable(
  { families }: DefinitionReport,
  heading: string,
  rows: readonly MatrixRow[],
): ComparisonTable {
  return {
    heading: [heading, ...families.map(({ name }) => name)],
    rows: rows.map(({ name, cells }) => [
      withoutPublic(name),
      ...families.map((family) => objectCell(cells[family.name])),
    ]),
  };
}

function objectCell(cell: Cell | undefined): string {
  if (!cell) return "";
  const { outcome, shape, passedOver, abilities } = cell;
  if (outcome === "stands in") return "stands in";
  const mark = outcome === "loads" ? (shape ?? "✔") : "✘";
  const wanted =
    passedOver.length === 0 ? "" : `${outcome === "fails" ? "" : "/"}${passedOver.join("/")}`;
  const has = abilities
    ? abilitiesOf(abilities)
        .map((one) => letters[one])
        .join("")
    : "";
  return `${mark}${wanted} ${has}`.trim();
}

/** A name without the schema that most things are in. */
export function withoutPublic(name: string): string {
  return name.replace(/^public\./, "").replace(/ on public\./, " on ");
}
