import { parseTableName } from "../../../catalog/table-name.js";
import type { MatrixRow } from "./matrix.js";

/** What a family can do for a feature. */
export interface FeatureCell {
  /** How many of the feature's tables it defines, and how many of those load. */
  readonly defined: number;
  readonly loads: number;
  /** What any of those that load has. */
  readonly has: readonly Ability[];
}

export type Ability =
  | "keys"
  | "foreign keys"
  | "checks"
  | "row security"
  | "closed row security"
  | "vectors"
  | "triggers"
  | "used";

/** Tables whose names begin with the same word, such as deals and deal_contacts. */
export interface Feature {
  /** That word, or the name of a table that stands alone. */
  readonly name: string;
  readonly tables: readonly string[];
  readonly cells: Readonly<Record<string, FeatureCell>>;
}

/** The tables of a matrix by feature. */
export function groupFeatures(matrix: readonly MatrixRow[]): Feature[] {
  const tables = matrix.filter(({ kind }) => kind === "table");
  const byWord = new Map<string, MatrixRow[]>();
  for (const row of tables) {
    const word = firstWord(parseTableName(row.name).name);
    byWord.set(word, [...(byWord.get(word) ?? []), row]);
  }
  return [...byWord]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([word, rows]) => feature(word, rows));
}

function feature(word: string, rows: readonly MatrixRow[]): Feature {
  const [first] = rows;
  const isAlone = rows.length === 1 && first;
  const families = [...new Set(rows.flatMap(({ cells }) => Object.keys(cells)))];
  return {
    name: isAlone ? parseTableName(first.name).name : word,
    tables: rows.map(({ name }) => name),
    cells: Object.fromEntries(families.map((family) => [family, featureCell(family, rows)])),
  };
}

function featureCell(family: string, rows: readonly MatrixRow[]): FeatureCell {
  const cells = rows.flatMap(({ cells }) => cells[family] ?? []);
  const has = new Set(cells.flatMap(({ abilities }) => (abilities ? abilitiesOf(abilities) : [])));
  return {
    defined: cells.length,
    loads: cells.filter(({ outcome }) => outcome === "loads").length,
    has: abilityOrder.filter((one) => has.has(one)),
  };
}

const abilityOrder: readonly Ability[] = [
  "keys",
  "foreign keys",
  "checks",
  "row security",
  "closed row security",
  "vectors",
  "triggers",
  "used",
];

type Abilities = NonNullable<MatrixRow["cells"][string]["abilities"]>;

/** What a table has, in words. */
export function abilitiesOf(table: Abilities): Ability[] {
  const { rowSecurity } = table;
  const is: Record<Ability, boolean> = {
    keys: table.keys > 0,
    "foreign keys": table.foreignKeys > 0,
    checks: table.checks > 0,
    "row security": rowSecurity === "on" || rowSecurity === "forced",
    "closed row security": rowSecurity === "closed",
    vectors: table.vectors.length > 0,
    triggers: table.triggers > 0,
    used: table.referredToBy.length > 0,
  };
  return abilityOrder.filter((one) => is[one]);
}

/** The first word of a name, in the singular as English mostly makes it. */
function firstWord(name: string): string {
  const [word = name] = name.split("_");
  if (/[^s]ies$/.test(word)) return word.replace(/ies$/, "y");
  return /[^s]s$/.test(word) && !/(us|is)$/.test(word) ? word.slice(0, -1) : word;
}
