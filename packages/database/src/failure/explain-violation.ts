import type { DatabaseError, FailureDetails } from "../error/database-error.js";
import {
  CheckViolation,
  ExclusionViolation,
  ForeignKeyViolation,
  NotNullViolation,
  UniqueViolation,
  ValueTooLong,
} from "../error/violations.js";
import { quoteIdentifier, quoteTable } from "../sql/quote-identifier.js";
import { sqlState } from "../sql/sqlstate.js";
import { type ConstraintMeaning, columnsOfType, constraintMeaning } from "./constraint-meaning.js";
import type { FailureOrigin } from "./failure-origin.js";
import type { ServerFailure } from "./server-failure.js";
import type { StatementTarget } from "./statement-target.js";
import { withoutValues } from "./without-values.js";

/** What one kind of violation is made from. */
interface Refusal {
  readonly server: ServerFailure;
  readonly origin: FailureOrigin;
  readonly target: StatementTarget | undefined;
  readonly meaning: ConstraintMeaning | undefined;
  /** `"schema"."table"`, or "the table" when the server named none. */
  readonly table: string;
  /** ` (constraint "name")`, or nothing. */
  readonly by: string;
  readonly details: FailureDetails;
}

type Explain = (refusal: Refusal) => DatabaseError | Promise<DatabaseError>;

const kinds: Readonly<Record<string, Explain>> = {
  [sqlState.uniqueViolation]: unique,
  [sqlState.foreignKeyViolation]: foreignKey,
  [sqlState.restrictViolation]: foreignKey,
  [sqlState.checkViolation]: check,
  [sqlState.notNullViolation]: notNull,
  [sqlState.exclusionViolation]: exclusion,
  [sqlState.stringDataRightTruncation]: tooLong,
};

/** The refusal of a row as the violation it is, with what the constraint means; else undefined. */
export async function explainViolation(
  server: ServerFailure,
  origin: FailureOrigin,
  target: StatementTarget | undefined,
): Promise<DatabaseError | undefined> {
  const explain = kinds[server.code ?? ""];
  if (explain === undefined) return undefined;
  const schema = server.schema ?? target?.schema;
  const table = server.table ?? target?.table;
  const { constraint } = server;
  const named = schema !== undefined && table !== undefined;
  const meaning =
    named && constraint !== undefined
      ? await constraintMeaning(origin.pool, schema, table, constraint)
      : undefined;
  return explain({
    server,
    origin,
    target,
    meaning,
    table: named ? quoteTable(schema, table) : "the table",
    by: constraint === undefined ? "" : ` (constraint ${quoteIdentifier(constraint)})`,
    details: {
      schema,
      table,
      constraint,
      columns: meaning?.columns ?? (server.column === undefined ? [] : [server.column]),
      sqlstate: server.code,
      cause: withoutValues(server, origin.sql),
    },
  });
}

function unique({ meaning, table, by, details }: Refusal): UniqueViolation {
  const columns = listed(meaning?.columns ?? []);
  const same = columns === "" ? "A row like this" : `A row with the same ${columns}`;
  const rule = meaning?.comment ? `: ${sentence(meaning.comment)}` : "";
  return new UniqueViolation(`${same} already exists in ${table}${by}${rule || "."}`, details);
}

function foreignKey(refusal: Refusal): ForeignKeyViolation {
  const { server, target, meaning, table, by, details } = refusal;
  const columns = listed(meaning?.columns ?? []);
  if (meaning?.referenced_schema == null || meaning.referenced_table === null) {
    return new ForeignKeyViolation(`A foreign key of ${table} refuses the change${by}.`, details);
  }
  const referenced = quoteTable(meaning.referenced_schema, meaning.referenced_table);
  const fromReferenced =
    target?.table !== server.table || target?.schema !== server.schema || target?.verb === "DELETE";
  const message =
    target === undefined
      ? `${table} must refer by ${columns} to a row of ${referenced} that exists${by}.`
      : fromReferenced
        ? `A row of ${referenced} must stay as it is: ${table} still refers to it by ${columns}${by}.`
        : `${table} refers by ${columns} to a row of ${referenced} that does not exist${by}.`;
  return new ForeignKeyViolation(message, details);
}

function check({ server, meaning, table, by, details }: Refusal): CheckViolation {
  // Without a constraint a trigger raised it, and the message is the trigger's own.
  const own = server.message ?? "it breaks a rule";
  const rule = meaning?.comment ?? (meaning ? `it demands ${meaning.definition}` : own);
  return new CheckViolation(`${table} refuses the row: ${sentence(rule, by)}`, details);
}

function notNull({ server, table, details }: Refusal): NotNullViolation {
  const column = server.column === undefined ? "a column" : quoteIdentifier(server.column);
  return new NotNullViolation(`${table} refuses the row: ${column} must have a value.`, details);
}

function exclusion({ meaning, table, by, details }: Refusal): ExclusionViolation {
  const rule = meaning?.comment ?? meaning?.definition ?? "it conflicts with another row";
  return new ExclusionViolation(`${table} refuses the row: ${sentence(rule, by)}`, details);
}

async function tooLong({ server, origin, table, details }: Refusal): Promise<ValueTooLong> {
  const type = /type (character(?: varying)?\(\d+\))/.exec(server.message ?? "")?.[1];
  const { schema, table: name } = details;
  const columns =
    type !== undefined && schema !== undefined && name !== undefined
      ? await columnsOfType(origin.pool, schema, name, type)
      : [];
  const which = columns.length === 1 ? "column" : "one of the columns";
  const where = columns.length === 0 ? "" : ` for ${which} ${listed(columns)}`;
  const limit = type === undefined ? "" : ` (${type})`;
  return new ValueTooLong(`A text is too long${where} of ${table}${limit}.`, {
    ...details,
    columns,
  });
}

function listed(columns: readonly string[]): string {
  return columns.map((column) => (/^[\w$]+$/.test(column) ? `"${column}"` : column)).join(", ");
}

/** The text with `by` before its full stop, which it gets if it has none. */
function sentence(text: string, by = ""): string {
  return `${text.trim().replace(/\.$/, "")}${by}.`;
}
