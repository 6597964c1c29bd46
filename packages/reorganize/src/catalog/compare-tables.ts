import type { Column, Constraint, Index, Table } from "./catalog.js";

/** One thing in which two definitions of a table differ; null where one side has nothing. */
export interface Difference {
  readonly aspect: "column" | "type" | "not null" | "default" | Constraint["kind"] | "index";
  /** The column, else the constraint or index. */
  readonly name: string;
  readonly wanted: string | null;
  readonly found: string | null;
}

/**
 * How `found` differs from `wanted`: columns, types, nullability, defaults, constraints, indexes.
 * Names of constraints and indexes do not count, nor does the order of columns.
 */
export function compareTables(wanted: Table, found: Table): Difference[] {
  return [
    ...wanted.columns.flatMap((column) =>
      compareColumn(
        column,
        found.columns.find(({ name }) => name === column.name),
      ),
    ),
    ...found.columns
      .filter(({ name }) => !wanted.columns.some((column) => column.name === name))
      .map(({ name, type }) => ({ aspect: "column" as const, name, wanted: null, found: type })),
    ...compareRules(
      wanted.constraints.map(ruleOfConstraint),
      found.constraints.map(ruleOfConstraint),
    ),
    ...compareRules(indexesOf(wanted), indexesOf(found)),
  ];
}

function compareColumn(wanted: Column, found: Column | undefined): Difference[] {
  const { name } = wanted;
  if (!found) return [{ aspect: "column", name, wanted: wanted.type, found: null }];
  const pairs = [
    ["type", plainType(wanted.type), plainType(found.type)],
    ["not null", nullability(wanted), nullability(found)],
    ["default", defaultOf(wanted), defaultOf(found)],
  ] as const;
  return pairs
    .filter(([, one, other]) => one !== other)
    .map(([aspect, one, other]) => ({ aspect, name, wanted: one, found: other }));
}

/** The type as it is stored: six digits of a second are what a time has without saying so. */
export function plainType(type: string): string {
  return type.replace(/^(time\w*|interval)\(6\)/, "$1");
}

function nullability({ notNull }: Column): string {
  return notNull ? "NOT NULL" : "nullable";
}

function defaultOf(column: Column): string | null {
  if (column.identity) return "identity";
  return column.generated ? `generated ${column.default}` : column.default;
}

interface Rule {
  readonly aspect: Difference["aspect"];
  readonly name: string;
  readonly body: string;
}

function ruleOfConstraint({ kind, name, rule }: Constraint): Rule {
  return { aspect: kind, name, body: rule };
}

function indexesOf({ indexes }: Table): Rule[] {
  return indexes
    .filter(({ ofConstraint }) => !ofConstraint)
    .map(({ name, body }: Index) => ({ aspect: "index", name, body }));
}

function compareRules(wanted: readonly Rule[], found: readonly Rule[]): Difference[] {
  return [
    ...without(wanted, found).map(({ aspect, name, body }) => ({
      aspect,
      name,
      wanted: body,
      found: null,
    })),
    ...without(found, wanted).map(({ aspect, name, body }) => ({
      aspect,
      name,
      wanted: null,
      found: body,
    })),
  ];
}

/** Rules without an equal among the others; the same index built twice is equal to one. */
function without(rules: readonly Rule[], others: readonly Rule[]): Rule[] {
  return rules.filter(
    (rule) => !others.some(({ aspect, body }) => aspect === rule.aspect && body === rule.body),
  );
}
