import { quoteIdentifier, quoteTable } from "@deepiri/database";
import { type Statement, writeStatement } from "@deepiri/sql";
import { type Catalog, find, type Table } from "../catalog/catalog.js";
import { RequiredColumnError } from "../errors.js";
import type { Performance } from "../statement/perform.js";
import { type AlterTableCommand, commandsOf, targetOf, withCommands } from "../statement/tree.js";
import { hazardsOf } from "./hazards.js";
import type { DraftStatement, Part } from "./part.js";
import { requiredWithoutDefault } from "./required-column.js";

type Label = Part["label"];
type Labelled = DraftStatement & { readonly label: Label };

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
  const key = keyOf(statement);
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
  key: Key,
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

/** With a valid rule in place, SET NOT NULL does not read the table. */
function liveNotNull(table: Table, { name = "" }: AlterTableCommand): Labelled[] {
  const alter = `ALTER TABLE ${quoted(table)}`;
  const column = quoteIdentifier(name);
  const rule = quoteIdentifier(ruleName(table.name, name));
  return [
    safe("", `${alter} ADD CONSTRAINT ${rule} CHECK (${column} IS NOT NULL) NOT VALID`),
    {
      label: "validate",
      sql: `${alter} VALIDATE CONSTRAINT ${rule}`,
      hazards: [`rows with null in column ${name} make it fail`],
    },
    safe("validate", `${alter} ALTER COLUMN ${column} SET NOT NULL, DROP CONSTRAINT ${rule}`),
  ];
}

const safe = (label: Label, sql: string): Labelled => ({ label, sql, hazards: [] });

// At most 63 bytes, cut where no character is.
function ruleName(table: string, column: string): string {
  const suffix = "_is_filled";
  let stem = `${table}_${column}`;
  while (Buffer.byteLength(stem + suffix) > 63) stem = [...stem].slice(0, -1).join("");
  return stem + suffix;
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

interface Key {
  readonly name: string;
  /** The table that it refers to, quoted. */
  readonly refersTo: string;
}

/** The foreign key that an ALTER TABLE adds: Prisma gives each one a statement of its own. */
function keyOf(statement: Statement): Key | undefined {
  const [{ def } = {}] = commandsOf(statement);
  if (!def || !("Constraint" in def) || def.Constraint.contype !== "CONSTR_FOREIGN")
    return undefined;
  const { conname = "", pktable: { schemaname = "public", relname = "" } = {} } = def.Constraint;
  return { name: conname, refersTo: quoteTable(schemaname, relname) };
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
