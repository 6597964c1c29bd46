import { quoteIdentifier } from "@deepiri/database";
import { type Column, type Constraint, columnOf } from "../catalog/catalog.js";
import { plainName } from "../catalog/table-name.js";
import { type ConflictKind, columnName, counted } from "./finding.js";
import type { Place } from "./match-tables.js";
import { raw } from "./rows-of-place.js";
import { isSameBase, isValid, longest, type TargetTypes } from "./target-types.js";

/** A condition that rows of a place should not meet; all of a place are counted in one scan. */
export interface RowCheck {
  readonly kind: ConflictKind;
  readonly on: string;
  /** SQL over `source`, the raw row, or over the row under the target's names. */
  readonly condition: string;
  readonly over: "source" | "row";
  /** Told although no row meets it. */
  readonly always?: boolean;
  readonly what: (count: number) => string;
}

/** All conditions of a place: nulls, CHECKs, lengths, casts, and values without a column in the target. */
export function rowChecks(place: Place, types: TargetTypes): RowCheck[] {
  const table = plainName(place.source);
  const pairs = [...place.columns].map(([target, source]) => ({
    wanted: columnOf(place.target, target) as Column,
    found: columnOf(place.source, source) as Column,
  }));
  return [
    ...extraColumns(place),
    ...pairs.flatMap(({ wanted, found }) => [
      ...nullCheck(table, wanted, found),
      ...lengthCheck(table, wanted, found),
      ...castCheck(table, wanted, found, types),
    ]),
    ...ruleChecks(place, types),
  ];
}

function extraColumns({ source, columns }: Place): RowCheck[] {
  const known = new Set(columns.values());
  return source.columns
    .filter(({ name }) => !known.has(name))
    .map((column) => ({
      kind: "extra column",
      on: columnName(plainName(source), column.name),
      condition: `${raw(column)} IS NOT NULL`,
      over: "source",
      always: true,
      what: (count) =>
        `The target has no such column; ${counted(count, "row holds", "rows hold")} a value in it.`,
    }));
}

function nullCheck(table: string, wanted: Column, found: Column): RowCheck[] {
  if (!wanted.notNull || found.notNull) return [];
  return [
    {
      kind: "null rows",
      on: columnName(table, found.name),
      condition: `${raw(found)} IS NULL`,
      over: "source",
      what: (count) => `The target wants NOT NULL; ${counted(count, "row has", "rows have")} none.`,
    },
  ];
}

function lengthCheck(table: string, wanted: Column, found: Column): RowCheck[] {
  const limit = longest(wanted);
  if (limit === undefined || (longest(found) ?? Number.POSITIVE_INFINITY) <= limit) return [];
  return [
    {
      kind: "too long",
      on: columnName(table, found.name),
      condition: `pg_catalog.char_length(${raw(found)}::pg_catalog.text) > ${limit}`,
      over: "source",
      what: (count) =>
        `The target takes ${limit} characters; ${counted(count, "value is", "values are")} longer.`,
    },
  ];
}

function castCheck(table: string, wanted: Column, found: Column, types: TargetTypes): RowCheck[] {
  if (isSameBase(wanted.type, found.type)) return [];
  const text = `${raw(found)}::pg_catalog.text`;
  const valid = isValid(text, wanted.type, types);
  if (valid === "true") return [];
  const on = columnName(table, found.name);
  if (valid === undefined) {
    const what = () => `Whether its values are ${wanted.type} cannot be told before PostgreSQL 16.`;
    return [{ kind: "not checked", on, condition: "false", over: "source", always: true, what }];
  }
  const wrong = types.enums.has(wanted.type) ? "is no word of" : "is no";
  const what = (count: number) =>
    `${counted(count, "value")} ${count === 1 ? wrong : wrong.replace("is", "are")} ${wanted.type}.`;
  return [{ kind: "cast", on, condition: `NOT (${valid})`, over: "source", what }];
}

function ruleChecks({ source, target, columns }: Place, types: TargetTypes): RowCheck[] {
  const kept = source.constraints.filter(({ kind, validated }) => kind === "check" && validated);
  return target.constraints
    .filter(
      ({ kind, columns: needed }) => kind === "check" && needed.every((name) => columns.has(name)),
    )
    .filter(({ expression }) => !kept.some((rule) => rule.expression === expression))
    .map((rule) => ({
      kind: "check",
      on: ruleName(plainName(source), rule, columns),
      condition: `NOT (${withoutEnums(rule.expression ?? "true", types)})`,
      over: "row",
      what: (count) =>
        `${counted(count, "row breaks", "rows break")} the CHECK ${quoteIdentifier(rule.name)} of the target.`,
    }));
}

function ruleName(
  table: string,
  { columns }: Constraint,
  names: ReadonlyMap<string, string>,
): string {
  const [column, ...more] = columns;
  if (column === undefined || more.length > 0) return table;
  return columnName(table, names.get(column) ?? column);
}

// The types are not in this database, and their words are compared as text.
function withoutEnums(expression: string, { enums }: TargetTypes): string {
  return [...enums.keys()].reduce((sql, type) => sql.replaceAll(`::${type}`, "::text"), expression);
}
