import { quoteIdentifier } from "@deepiri/database";
import { type Catalog, sqlName, type Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { unlessViolated } from "../../ledger/unless-violated.js";
import type { Run } from "../../plan/step.js";
import { literal } from "../../session/literal.js";
import type { ForeignKey } from "./foreign-key.js";
import type { NameHazard } from "./name-hazards.js";
import { applyOnDelete } from "./on-delete.js";
import { canRepoint, repointed } from "./repoint-key.js";
import type { Successor } from "./successor.js";

/** What becomes of foreign keys when a table is parked. */
export interface KeyChanges {
  /** SQL before the table is parked, in the same transaction. */
  readonly drop: readonly string[];
  /** SQL once the successor is there, in the same transaction. */
  readonly repoint: readonly string[];
  /** SQL that validates those that were repointed, once programs go on. */
  readonly validate: readonly string[];
  /** SQL that has each as it was, once the table is back, in the same transaction. */
  readonly restore: readonly string[];
  /** Runs after that. */
  readonly afterRestore: readonly Run[];
  readonly hazards: readonly NameHazard[];
}

/**
 * Keys of the table are dropped while it is parked: it must not block deletes of the rows that it
 * points to. Keys that point to it are pointed to its successor, where that can have them. The inverse
 * restores each; rows of the table whose parents were deleted meanwhile get what ON DELETE would have done.
 */
export function keyChanges(
  table: Table,
  catalog: Catalog,
  successor: Successor | undefined,
): KeyChanges {
  const own = foreignKeys(table);
  const others = keysTo(table, catalog);
  const following = others.filter(({ key }) => successor && canRepoint(key, table, successor));
  const all = [...others, ...own];
  return {
    drop: all.map(drop),
    repoint: successor
      ? following.map((one) => add(atSuccessor(one, successor), repointed(one.key, successor)))
      : [],
    validate: following
      .filter(({ key }) => key.validated)
      .map((one) => validateUnlessOrphaned(successor ? atSuccessor(one, successor) : one)),
    restore: [...following.map(drop), ...all.map((one) => add(one, one.key.definition))],
    afterRestore: [...applyOnDelete(own, catalog), ...validateRuns(all)],
    hazards: others
      .filter((one) => !following.includes(one))
      .map((one) => keyLost(one, plainName(table))),
  };
}

function foreignKeys(table: Table): ForeignKey[] {
  return table.constraints
    .filter(({ kind }) => kind === "foreign key")
    .map((key) => ({ table, key }));
}

function keysTo(table: Table, { tables }: Catalog): ForeignKey[] {
  return [...tables.values()]
    .filter((other) => other.oid !== table.oid)
    .flatMap(foreignKeys)
    .filter(({ key }) => key.references?.table === plainName(table));
}

/** The key where its table lies once the successor is in place: it may be the successor's own. */
function atSuccessor({ table, key }: ForeignKey, successor: Successor): ForeignKey {
  const { schema, name } = successor;
  return { table: table.oid === successor.table.oid ? { ...table, schema, name } : table, key };
}

function drop({ table, key }: ForeignKey): string {
  return `ALTER TABLE ${sqlName(table)} DROP CONSTRAINT ${quoteIdentifier(key.name)}`;
}

function add({ table, key }: ForeignKey, definition: string): string {
  // One that is not validated says so itself.
  const later = key.validated ? " NOT VALID" : "";
  return `ALTER TABLE ${sqlName(table)} ADD CONSTRAINT ${quoteIdentifier(key.name)} ${definition}${later}`;
}

// Rows written meanwhile, by either name, may point to one that is only in the other table: then the
// key is enforced for new rows, and stays NOT VALID.
function validateRuns(keys: readonly ForeignKey[]): Run[] {
  return keys
    .filter(({ key }) => key.validated)
    .map((one) => ({
      how: "transaction",
      scans: true,
      sql: [unlessViolated(validate(one), plainName(one.table), one.key.name)],
    }));
}

// A row may point to one in the quarantine; what is ours is repaired after this, and validated then.
function validateUnlessOrphaned(one: ForeignKey): string {
  const body = `BEGIN ${validate(one)}; EXCEPTION WHEN foreign_key_violation THEN NULL; END`;
  return `DO ${literal(body)}`;
}

function validate({ table, key }: ForeignKey): string {
  return `ALTER TABLE ${sqlName(table)} VALIDATE CONSTRAINT ${quoteIdentifier(key.name)}`;
}

function keyLost({ table, key }: ForeignKey, to: string): NameHazard {
  return { code: "key lost", table: plainName(table), key: key.name, to };
}
