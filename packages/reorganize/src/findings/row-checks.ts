import { type Column, type Constraint, columnOf } from "../catalog/catalog.js";
import { plainName } from "../catalog/table-name.js";
import type { Finding, FindingKind } from "./finding.js";
import type { Match } from "./match-tables.js";
import { raw } from "./rows-of-match.js";
import { canBecome, longest, type TargetTypes } from "./target-types.js";

/** A condition that rows of a table should not meet; all of a table are counted in one scan. */
export interface RowCheck {
  readonly kind: FindingKind;
  readonly table: string;
  /** Those of the table that it is about; none when it is about whole rows. */
  readonly columns: readonly string[];
  /** SQL over `source`, the raw row, or over the row under the target's names. */
  readonly condition: string;
  readonly over: "source" | "row";
  /** Reported although no row meets it. */
  readonly always?: boolean;
  readonly found: (count: number, samples: readonly string[]) => Finding;
}

/** All conditions of a table: nulls, CHECKs, lengths, casts, and values without a column in the target. */
export function rowChecks(match: Match, types: TargetTypes): RowCheck[] {
  const table = plainName(match.source);
  const pairs = [...match.columns].map(([target, source]) => ({
    wanted: columnOf(match.target, target) as Column,
    found: columnOf(match.source, source) as Column,
  }));
  return [
    ...extraColumns(match),
    ...pairs.flatMap(({ wanted, found }) => [
      ...nullCheck(table, wanted, found),
      ...lengthCheck(table, wanted, found),
      ...castCheck(table, wanted, found, types),
    ]),
    ...ruleChecks(match, types),
  ];
}

function extraColumns({ source, columns }: Match): RowCheck[] {
  const known = new Set(columns.values());
  const table = plainName(source);
  return source.columns
    .filter(({ name }) => !known.has(name))
    .map((extra) => ({
      kind: "extra column",
      table,
      columns: [extra.name],
      condition: `${raw(extra)} IS NOT NULL`,
      over: "source",
      always: true,
      found: (count, samples) => ({
        kind: "extra column",
        table,
        column: extra.name,
        count,
        samples,
      }),
    }));
}

function nullCheck(table: string, wanted: Column, found: Column): RowCheck[] {
  if (!wanted.notNull || found.notNull) return [];
  const column = found.name;
  return [
    {
      kind: "null rows",
      table,
      columns: [column],
      condition: `${raw(found)} IS NULL`,
      over: "source",
      found: (count, samples) => ({ kind: "null rows", table, column, count, samples }),
    },
  ];
}

function lengthCheck(table: string, wanted: Column, found: Column): RowCheck[] {
  const limit = longest(wanted);
  if (limit === undefined || (longest(found) ?? Number.POSITIVE_INFINITY) <= limit) return [];
  const column = found.name;
  return [
    {
      kind: "too long",
      table,
      columns: [column],
      condition: `pg_catalog.char_length(${raw(found)}::pg_catalog.text) > ${limit}`,
      over: "source",
      found: (count, samples) => ({ kind: "too long", table, column, limit, count, samples }),
    },
  ];
}

function castCheck(table: string, wanted: Column, found: Column, types: TargetTypes): RowCheck[] {
  const valid = canBecome(raw(found), found, wanted, types);
  if (valid === "true") return [];
  if (valid === undefined) return [unknownCast(table, wanted, found)];
  const isEnum = types.enums.has(wanted.type);
  const finding = { kind: "cast" as const, table, column: found.name, wanted: wanted.type, isEnum };
  return [
    {
      kind: "cast",
      table,
      columns: [found.name],
      condition: `NOT (${valid})`,
      over: "source",
      found: (count, samples) => ({ ...finding, count, samples }),
    },
  ];
}

function unknownCast(table: string, wanted: Column, { name }: Column): RowCheck {
  const about = {
    kind: "not checked" as const,
    table,
    columns: [name],
    check: { code: "cast" as const, wanted: wanted.type },
  };
  return {
    ...about,
    condition: "false",
    over: "source",
    always: true,
    found: (count, samples) => ({ ...about, count, samples }),
  };
}

function ruleChecks({ source, target, columns }: Match, types: TargetTypes): RowCheck[] {
  const held = source.constraints.filter(({ kind, validated }) => kind === "check" && validated);
  return target.constraints
    .filter(
      ({ kind, columns: needed }) => kind === "check" && needed.every((name) => columns.has(name)),
    )
    .filter(({ expression }) => !held.some((rule) => rule.expression === expression))
    .map((rule) => {
      const about = {
        kind: "check" as const,
        table: plainName(source),
        columns: soleColumn(rule, columns),
      };
      return {
        ...about,
        condition: `NOT (${withoutEnums(rule.expression ?? "true", types)})`,
        over: "row",
        found: (count, samples) => ({ ...about, rule: rule.name, count, samples }),
      };
    });
}

function soleColumn(
  { columns: [column, ...more] }: Constraint,
  names: ReadonlyMap<string, string>,
): string[] {
  return column === undefined || more.length > 0 ? [] : [names.get(column) ?? column];
}

// The types are not in this database, and their words are compared as text.
function withoutEnums(expression: string, { enums }: TargetTypes): string {
  return [...enums.keys()].reduce((sql, type) => sql.replaceAll(`::${type}`, "::text"), expression);
}
