import { quoteIdentifier, quoteTable } from "@deepiri/database";
import { type Statement, writeStatement } from "@deepiri/sql";
import { type Catalog, find, type Table } from "../catalog/catalog.js";
import { RequiredColumnError } from "../errors.js";
import type { Performance } from "../statement/perform.js";
import { commandsOf, targetOf, withCommands } from "../statement/tree.js";
import { type ForeignKey, foreignKeyOf } from "./foreign-key.js";
import { hazardsOf } from "./hazards.js";
import { liveNotNull } from "./not-null.js";
import { type Label, type Labelled, type Part, safe } from "./part.js";
import { requiredWithoutDefault } from "./required-column.js";

/**
 * Prisma's statements in the form that a live database bears: keys and rules NOT VALID and validated
 * afterwards, indexes CONCURRENTLY, NOT NULL by way of a rule. Tables that the migration makes itself
 * hold no rows, and keep Prisma's form.
 *
 * @param before what is there before the statements
 * @throws RequiredColumnError for a column that existing rows have no value for
 */
export function liveForm(
  statements: readonly Statement[],
  before: Catalog,
  performance: Performance,
): Part[] {
  const unsafeValues = [...performance.refused.values()].includes(unsafeNewEnumValue);
  const context: Context = {
    before,
    performance,
    uniqueTables: new Set(
      statements.filter((one) => isOnlineIndex(one, before)).map(uniqueTableOf),
    ),
    valueLabel: unsafeValues ? "values" : "",
  };
  return inParts(statements.flatMap((one) => liveStatements(one, context)));
}

// PostgreSQL does not let a new enum value be used in the transaction that adds it.
const unsafeNewEnumValue = "55P04";

interface Context {
  readonly before: Catalog;
  readonly performance: Performance;
  /** Tables, quoted, that get a unique index in a later part, to which a key may refer. */
  readonly uniqueTables: ReadonlySet<string | undefined>;
  readonly valueLabel: Label;
}

function liveStatements(statement: Statement, context: Context): Labelled[] {
  const table = existingTable(statement, context.before);
  const hazards = hazardsOf(statement, table, context.performance);
  const plain = (label: Label = "", sql = statement.text): Labelled => ({ label, sql, hazards });
  if (statement.kind === "AlterEnumStmt") return [plain(context.valueLabel)];
  const key = foreignKeyOf(statement);
  if (key) return liveKey(statement, key, table, context, plain);
  if (!table) return [plain()];
  if (isOnlineIndex(statement, context.before)) return [liveIndex(statement, plain("index"))];
  return liveAlterTable(statement, table, plain);
}

function liveIndex({ text, node }: Statement, plain: Labelled): Labelled {
  const isUnique = "IndexStmt" in node && node.IndexStmt.unique === true;
  const hazards = isUnique ? ["rows with equal values make it fail"] : [];
  return { ...plain, sql: text.replace("INDEX", "INDEX CONCURRENTLY"), hazards };
}

type Plain = (label?: Label, sql?: string) => Labelled;

function liveKey(
  { text }: Statement,
  key: ForeignKey,
  table: Table | undefined,
  { uniqueTables }: Context,
  plain: Plain,
): Labelled[] {
  const label = uniqueTables.has(key.refersTo) ? "keys" : "";
  if (!table || table.partitioned) return [plain(label)];
  const validate = `ALTER TABLE ${quoted(table)} VALIDATE CONSTRAINT ${quoteIdentifier(key.name)}`;
  return [plain(label, `${text} NOT VALID`), safe("validate", validate)];
}

function liveAlterTable(statement: Statement, table: Table, plain: Plain): Labelled[] {
  const commands = commandsOf(statement);
  const [required] = commands.flatMap(requiredWithoutDefault);
  if (required !== undefined) throw new RequiredColumnError(table.schema, table.name, required);
  const filled = commands.filter(({ subtype }) => subtype === "AT_SetNotNull");
  const others = commands.filter((one) => !filled.includes(one));
  const rest =
    filled.length === 0
      ? [plain()]
      : others.length > 0
        ? [plain("", writeStatement(withCommands(statement, others)))]
        : [];
  return [...rest, ...filled.flatMap((one) => liveNotNull(table, one))];
}

function existingTable(statement: Statement, { tables }: Catalog): Table | undefined {
  const target = targetOf(statement);
  return target && find(tables, target.schema, target.name);
}

function isOnlineIndex(statement: Statement, before: Catalog): boolean {
  if (statement.kind !== "IndexStmt") return false;
  return existingTable(statement, before)?.partitioned === false;
}

function uniqueTableOf(statement: Statement): string | undefined {
  const target = targetOf(statement);
  const { node } = statement;
  return target && "IndexStmt" in node && node.IndexStmt.unique ? quoted(target) : undefined;
}

const quoted = ({ schema, name }: { schema: string; name: string }) => quoteTable(schema, name);

const order: readonly Label[] = ["values", "", "index", "keys", "validate"];

function inParts(statements: readonly Labelled[]): Part[] {
  return order.flatMap((label): Part[] => {
    const those = statements.filter((one) => one.label === label);
    if (label === "index") return those.map((one) => ({ label, statements: [one] }));
    return those.length > 0 ? [{ label, statements: those }] : [];
  });
}
