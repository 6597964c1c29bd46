import { quoteIdentifier } from "@deepiri/database";
import {
  type Column,
  type Constraint,
  columnOf,
  plainName,
  primaryKey,
  sqlName,
  type Table,
} from "../../inventory/catalogue.js";
import type { Run, Step } from "../../plan/plan.js";
import { literal } from "../../session/session.js";
import { asPrinted } from "../convert/as-printed.js";
import type { TwinTables } from "./pair.js";
import { quarantine } from "./values.js";

/**
 * The step that lets the winner take what its twin holds: its NOT NULLs and CHECKs that the twin's rows
 * need not keep go, and the twin's columns that it lacks come. Rules that the target has are added again
 * after rows have been repaired. Nothing when the twin fits as it is.
 */
export function relaxSteps({ winner, twin, columns }: TwinTables): Step[] {
  const theirs = new Map([...columns].map(([from, to]) => [to, columnOf(twin, from)]));
  const nullable = winner.columns.filter((column) =>
    mayBeNull(winner, column, theirs.get(column.name)),
  );
  const checks = winner.constraints.filter((one) => one.kind === "check" && !hasCheck(twin, one));
  const missing = twin.columns.filter(
    ({ name, generated }) => !generated && !columnOf(winner, columns.get(name) ?? ""),
  );
  const changes = [
    ...nullable.map(({ name }) => `ALTER COLUMN ${quoteIdentifier(name)} DROP NOT NULL`),
    ...checks.map(({ name }) => `DROP CONSTRAINT ${quoteIdentifier(name)}`),
    ...missing.map(
      ({ name, type }) => `ADD COLUMN ${quoteIdentifier(columns.get(name) ?? name)} ${type}`,
    ),
  ];
  if (changes.length === 0) return [];
  return [
    {
      id: `relax ${plainName(winner)} for ${plainName(twin)}`,
      kind: "merge",
      title: `${plainName(winner)} takes what ${plainName(twin)} may hold: ${told(nullable, checks, missing)}`,
      table: plainName(winner),
      forward: {
        how: "transaction",
        sql: [`ALTER TABLE ${sqlName(winner)} ${changes.join(", ")}`],
      },
      inverse: tighten(
        winner,
        nullable,
        checks,
        missing.map(({ name }) => columns.get(name) ?? name),
      ),
      lock: "ACCESS EXCLUSIVE",
      hazards: checks.map(
        ({ name }) => `until rows are repaired, ${plainName(winner)} is without the rule ${name}`,
      ),
      rows: 0,
      seconds: 0.05,
    },
  ];
}

function mayBeNull(winner: Table, column: Column, theirs: Column | undefined): boolean {
  const { name, notNull, identity, generated } = column;
  if (!notNull || identity || generated || primaryKey(winner).includes(name)) return false;
  return theirs ? !theirs.notNull : column.default === null;
}

function hasCheck(twin: Table, { expression }: Constraint): boolean {
  return twin.constraints.some((one) => one.kind === "check" && one.expression === expression);
}

function told(
  nullable: readonly Column[],
  checks: readonly Constraint[],
  missing: readonly Column[],
): string {
  const names = (all: readonly { readonly name: string }[]) =>
    all.map(({ name }) => name).join(", ");
  return [
    ...(nullable.length > 0 ? [`null in ${names(nullable)}`] : []),
    ...(checks.length > 0 ? [`rows without ${names(checks)}`] : []),
    ...(missing.length > 0 ? [`columns ${names(missing)}`] : []),
  ].join("; ");
}

/**
 * What was written since and breaks a rule of before is set aside whole. Only then are the rules
 * promised, looked through while programs go on, and required.
 */
function tighten(
  winner: Table,
  nullable: readonly Column[],
  checks: readonly Constraint[],
  added: readonly string[],
): Run[] {
  const relation = sqlName(winner);
  const promise = (name: string): string => quoteIdentifier(`${name}_reorganize_not_null`);
  const rules = [
    ...nullable.map(({ name }) => ({
      name: promise(name),
      definition: `CHECK (${quoteIdentifier(name)} IS NOT NULL)`,
      broken: `r.${quoteIdentifier(name)} IS NULL`,
      reason: `${plainName(winner)} needs a value in ${name}`,
      validated: true,
    })),
    ...checks.map(({ name, definition, expression, validated }) => ({
      name: quoteIdentifier(name),
      definition: asPrinted(definition.replace(/ NOT VALID$/, "")),
      broken: `NOT (${expression})`,
      reason: `breaks the rule ${name} of ${plainName(winner)}`,
      validated,
    })),
  ];
  const alter = (clauses: readonly string[]): string[] =>
    clauses.length === 0 ? [] : [`ALTER TABLE ${relation} ${clauses.join(", ")}`];
  return [
    {
      how: "transaction",
      silent: true,
      sql: [
        ...added.map((name) => keepColumn(winner, name)),
        ...alter([
          ...added.map((name) => `DROP COLUMN ${quoteIdentifier(name)}`),
          ...rules.map(({ name, definition }) => `ADD CONSTRAINT ${name} ${definition} NOT VALID`),
        ]),
      ],
    },
    ...rules
      .filter(({ validated }) => validated)
      .map(({ name, broken, reason }) => ({
        how: "transaction" as const,
        silent: true,
        patient: true,
        sql: [
          setAside(winner, broken, reason),
          `ALTER TABLE ${relation} VALIDATE CONSTRAINT ${name}`,
        ],
      })),
    ...(nullable.length === 0
      ? []
      : [
          {
            how: "transaction" as const,
            sql: alter([
              ...nullable.map(({ name }) => `ALTER COLUMN ${quoteIdentifier(name)} SET NOT NULL`),
              ...nullable.map(({ name }) => `DROP CONSTRAINT ${promise(name)}`),
            ]),
          },
        ]),
  ];
}

const step = ({ schema, name }: Table): string => literal(`tighten ${schema}.${name}`);

function keyOf(table: Table): string {
  const parts = primaryKey(table).map((name) => `${literal(name)}, r.${quoteIdentifier(name)}`);
  return `pg_catalog.jsonb_build_object(${parts.join(", ")})`;
}

function setAside(winner: Table, broken: string, reason: string): string {
  return `WITH gone AS (DELETE FROM ${sqlName(winner)} AS r WHERE ${broken} RETURNING r.*)
    INSERT INTO ${quarantine} (step, relation, key, row, reason)
    SELECT ${step(winner)}, ${literal(plainName(winner))}, ${keyOf(winner)}, pg_catalog.to_jsonb(r.*), ${literal(reason)} FROM gone AS r`;
}

// Rows that came by the twin's name and were never the twin's stay here, without the twin's column.
function keepColumn(winner: Table, column: string): string {
  return `INSERT INTO ${quarantine} (step, relation, key, row, reason)
    SELECT ${step(winner)}, ${literal(plainName(winner))}, ${keyOf(winner)},
           pg_catalog.jsonb_build_object(${literal(column)}, r.${quoteIdentifier(column)}),
           ${literal(`${plainName(winner)} has no column ${column}`)}
      FROM ${sqlName(winner)} AS r WHERE r.${quoteIdentifier(column)} IS NOT NULL`;
}
