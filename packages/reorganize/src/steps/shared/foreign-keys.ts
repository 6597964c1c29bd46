import { quoteIdentifier } from "@deepiri/database";
import {
  type Catalog,
  type Constraint,
  columnOf,
  plainName,
  sqlName,
  type Table,
} from "../../catalog/catalog.js";
import { unlessViolated } from "../../ledger/unless-violated.js";
import type { Hazard, Run } from "../../plan/step.js";
import { literal } from "../../session/literal.js";

/** A foreign key of a table that leaves, or of one that points to it. */
interface ForeignKey {
  readonly table: Table;
  readonly key: Constraint;
}

/** The table that takes the place of another, for those who point to it. */
export interface Successor {
  readonly table: Table;
  readonly schema: string;
  readonly name: string;
  /** The column of the other table, to what the successor calls it in the end and has it as now. */
  readonly columns: ReadonlyMap<string, { readonly name: string; readonly now: string }>;
}

/** What becomes of foreign keys when a table leaves its name. */
export interface KeyChanges {
  /** Together with the leaving. */
  readonly leave: readonly string[];
  /** After the successor has come, in the same transaction. */
  readonly follow: readonly string[];
  /** Looks through the rows of those that follow, once programs go on. */
  readonly validate: readonly string[];
  /** After the table has come back, in the same transaction. */
  readonly comeBack: readonly string[];
  /** Runs after that. */
  readonly afterwards: readonly Run[];
  readonly hazards: readonly Hazard[];
}

/**
 * Keys of the table go while it is parked: it must not hold up who deletes the rows that it points to.
 * Keys that point to it go to its successor, where that can have them. On the way back each is what it
 * was; rows of the table whose parents were deleted meanwhile get what ON DELETE would have done.
 */
export function keyChanges(
  table: Table,
  { tables }: Catalog,
  successor: Successor | undefined,
): KeyChanges {
  const own = foreignKeys(table);
  const others = [...tables.values()]
    .filter((other) => other.oid !== table.oid)
    .flatMap(foreignKeys)
    .filter(({ key }) => key.references?.table === plainName(table));
  const following = others.filter((one) => successor && canFollow(one, table, successor));
  const lost = others.filter((one) => !following.includes(one));
  const all = [...others, ...own];
  const checked = all.filter(({ key }) => key.validated);
  return {
    leave: all.map(drop),
    follow: successor
      ? following.map((one) => add(there(one, successor), pointTo(one.key, successor)))
      : [],
    validate: following
      .filter(({ key }) => key.validated)
      .map((one) => validateUnlessOrphaned(successor ? there(one, successor) : one)),
    comeBack: [...following.map(drop), ...all.map((one) => add(one, one.key.definition))],
    afterwards: [
      ...(own.some(isMendable)
        ? [
            {
              how: "transaction" as const,
              silent: true,
              scans: true,
              sql: own.filter(isMendable).map(mend),
            },
          ]
        : []),
      ...checked.map((one) => ({
        how: "transaction" as const,
        scans: true,
        sql: [validate(one)],
      })),
    ],
    hazards: lost.map(({ table: other, key }) => ({
      code: "key lost",
      table: plainName(other),
      key: key.name,
      to: plainName(table),
    })),
  };
}

/** The key where its table lies once the successor has come: it may be the successor's own. */
function there({ table, key }: ForeignKey, { table: itself, schema, name }: Successor): ForeignKey {
  return { table: table.oid === itself.oid ? { ...table, schema, name } : table, key };
}

function foreignKeys(table: Table): ForeignKey[] {
  return table.constraints
    .filter(({ kind }) => kind === "foreign key")
    .map((key) => ({ table, key }));
}

function drop({ table, key }: ForeignKey): string {
  return `ALTER TABLE ${sqlName(table)} DROP CONSTRAINT ${quoteIdentifier(key.name)}`;
}

function add({ table, key }: ForeignKey, definition: string): string {
  const later = definition.endsWith(" NOT VALID") ? "" : " NOT VALID";
  return `ALTER TABLE ${sqlName(table)} ADD CONSTRAINT ${quoteIdentifier(key.name)} ${definition}${later}`;
}

// Rows written meanwhile, by whatever name, may point to one that is only in the other table: then the
// key holds for what comes, and stays NOT VALID.
function validate(one: ForeignKey): string {
  return unlessViolated(validation(one), plainName(one.table), one.key.name);
}

// A row may point to one that is set aside; what is ours is repaired after this, and then looked through.
function validateUnlessOrphaned(one: ForeignKey): string {
  const body = `BEGIN ${validation(one)}; EXCEPTION WHEN foreign_key_violation THEN NULL; END`;
  return `DO ${literal(body)}`;
}

function validation({ table, key }: ForeignKey): string {
  return `ALTER TABLE ${sqlName(table)} VALIDATE CONSTRAINT ${quoteIdentifier(key.name)}`;
}

function isMendable({ key }: ForeignKey): boolean {
  return key.validated && ["c", "n"].includes(key.references?.onDelete ?? "");
}

function mend({ table, key }: ForeignKey): string {
  const references = key.references as NonNullable<Constraint["references"]>;
  const [schema = "", ...rest] = references.table.split(".");
  const parent = sqlName({ schema, name: rest.join(".") });
  const columns = key.columns.map(quoteIdentifier);
  const same = references.columns.map(
    (name, at) => `parent.${quoteIdentifier(name)} = r.${columns[at]}`,
  );
  const orphans = `${columns.map((name) => `r.${name} IS NOT NULL`).join(" AND ")}
    AND NOT EXISTS (SELECT FROM ${parent} AS parent WHERE ${same.join(" AND ")})`;
  return references.onDelete === "c"
    ? `DELETE FROM ${sqlName(table)} AS r WHERE ${orphans}`
    : `UPDATE ${sqlName(table)} AS r SET ${columns.map((name) => `${name} = NULL`).join(", ")} WHERE ${orphans}`;
}

// PostgreSQL points a key only to columns that a unique index keeps apart, of a type it can compare.
function canFollow({ key }: ForeignKey, table: Table, successor: Successor): boolean {
  const names = key.references?.columns ?? [];
  const pairs = names.map((name) => successor.columns.get(name));
  const types = names.every((name, at) => {
    const [old, now] = [columnOf(table, name), columnOf(successor.table, pairs[at]?.now ?? "")];
    return old && now && family(old.type) === family(now.type);
  });
  const wanted = pairs.map((one) => one?.now);
  return (
    types &&
    successor.table.constraints.some(
      ({ kind, columns }) =>
        (kind === "primary key" || kind === "unique") &&
        columns.length === wanted.length &&
        wanted.every((name) => columns.includes(name ?? "")),
    )
  );
}

function family(type: string): string {
  if (/^(text|character varying(\(\d+\))?)$/.test(type)) return "text";
  return /^(smallint|integer|bigint)$/.test(type) ? "integer" : type;
}

const name = '(?:[^"(]|"(?:[^"]|"")*")+';
const list = '\\((?:[^")]|"(?:[^"]|"")*")*\\)';
const form = new RegExp(`^(FOREIGN KEY ${list} REFERENCES )${name}${list}`);

function pointTo({ definition, references }: Constraint, successor: Successor): string {
  const columns = (references?.columns ?? []).map((column) =>
    quoteIdentifier(successor.columns.get(column)?.name ?? column),
  );
  return definition.replace(
    form,
    (_, begin) => `${begin}${sqlName(successor)}(${columns.join(", ")})`,
  );
}
