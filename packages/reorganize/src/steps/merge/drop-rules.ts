import { quoteIdentifier } from "@deepiri/database";
import { canonical } from "../../catalog/canonical.js";
import {
  type Column,
  type Constraint,
  columnOf,
  plainName,
  primaryKey,
  sqlName,
  type Table,
} from "../../catalog/catalog.js";
import { quarantine } from "../../ledger/quarantine.js";
import { unlessViolated } from "../../ledger/unless-violated.js";
import type { Run, Step } from "../../plan/step.js";
import { literal } from "../../session/literal.js";
import { promise, requiredAgain } from "../reshape/not-null.js";
import type { TwinTables } from "./pair.js";

/**
 * The step that lets the winner take what its twin holds: its NOT NULLs and CHECKs that the twin's rows
 * need not keep go, and the twin's columns that it lacks come. Rules that the target has are added again
 * after rows have been repaired. Nothing when the twin fits as it is.
 */
export function relaxSteps({ winner, twin, columns, goal }: TwinTables): Step[] {
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
      id: {
        kind: "merge",
        action: "drop rules",
        on: plainName(winner),
        part: `for ${plainName(twin)}`,
      },
      about: {
        twin: plainName(twin),
        nullable: nullable.map(({ name }) => name),
        checks: checks.map(({ name }) => name),
        columns: missing.map(({ name }) => name),
      },
      table: plainName(goal ?? winner),
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
      hazards: checks.map(({ name }) => ({
        code: "rule dropped",
        table: plainName(winner),
        rule: name,
      })),
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

/** The rules come back first for new rows and then for all; what breaks them since stays where it is. */
function tighten(
  winner: Table,
  nullable: readonly Column[],
  checks: readonly Constraint[],
  added: readonly string[],
): Run[] {
  const relation = sqlName(winner);
  const clauses = [
    ...added.map((name) => `DROP COLUMN ${quoteIdentifier(name)}`),
    ...nullable.map(({ name }) => promise(name)),
    ...checks.map(comesBack),
  ];
  const proven = checks.filter(({ validated }) => validated);
  return [
    {
      how: "transaction",
      sql: [
        ...added.map((name) => keepColumn(winner, name)),
        `ALTER TABLE ${relation} ${clauses.join(", ")}`,
      ],
    },
    ...proven.map(({ name }) => ({
      how: "transaction" as const,
      scans: true,
      sql: [
        unlessViolated(
          `ALTER TABLE ${relation} VALIDATE CONSTRAINT ${quoteIdentifier(name)}`,
          plainName(winner),
          name,
        ),
      ],
    })),
    ...requiredAgain(
      winner,
      nullable.map(({ name }) => name),
    ),
  ];
}

function comesBack({ name, definition }: Constraint): string {
  const rule = canonical(definition.replace(/ NOT VALID$/, ""));
  return `ADD CONSTRAINT ${quoteIdentifier(name)} ${rule} NOT VALID`;
}

// Rows that came by the winner's name stay here, without the twin's column.
function keepColumn(winner: Table, column: string): string {
  const [relation, value] = [plainName(winner), `r.${quoteIdentifier(column)}`];
  const key = primaryKey(winner).map((name) => `${literal(name)}, r.${quoteIdentifier(name)}`);
  return `INSERT INTO ${quarantine} (step, relation, key, row, reason)
    SELECT ${literal(`tighten ${relation}`)}, ${literal(relation)}, pg_catalog.jsonb_build_object(${key.join(", ")}),
           pg_catalog.jsonb_build_object(${literal(column)}, ${value}), ${literal(`${relation} has no column ${column}`)}
      FROM ${sqlName(winner)} AS r WHERE ${value} IS NOT NULL`;
}
