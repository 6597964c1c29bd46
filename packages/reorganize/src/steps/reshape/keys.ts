import { quoteIdentifier, quoteTable } from "@deepiri/database";
import { type Constraint, type Index, sqlName, type Table } from "../../catalog/catalog.js";
import type { Action } from "../../catalog/delta/action.js";
import { temporaryName } from "../../catalog/temporary-name.js";
import type { Alone } from "../../plan/step.js";
import { addKeySql } from "../shared/add-key.js";
import { buildIndexRun, createIndexSql } from "../shared/build-index.js";

/** A table where actions begin and where they lead: the other way round for the undo. */
export interface Sides {
  readonly here: Table;
  readonly goal: Table;
}

/** A change of a key or an index that leaves no moment without it. */
export interface KeyChange {
  readonly actions: readonly Action[];
  /** Builds the index that the rule is to stand on; absent when there is one. */
  readonly build?: Alone;
  /** Removes that index, if it is there. */
  readonly cleanUp?: string;
  readonly sql: readonly string[];
}

/**
 * What of the actions makes a key, or an index of a key, or one in the place of another of its name. A
 * key is made of the unique index that it takes the place of, or of one that is built for it; an index
 * that takes the place of something is built before that goes.
 */
export function keyChanges(actions: readonly Action[], { here, goal }: Sides): KeyChange[] {
  return [
    ...keysOnlyIn(goal, here).flatMap((key) => {
      const made = actions.find(({ produces }) => isAbout(produces, "constraint", key));
      return made ? [keyMade(made, key, actions, here)] : [];
    }),
    ...keysOnlyIn(here, goal).flatMap((key) => {
      const index = standIn(key, goal);
      const gone = actions.find(({ destroys }) => isAbout(destroys, "constraint", key));
      const made = index && actions.find(({ produces }) => isAbout(produces, "index", { index }));
      return gone && made ? [indexMade(gone, made, goal, index)] : [];
    }),
    ...replacedIndexes({ here, goal }).flatMap((index) => {
      const gone = actions.find(({ destroys }) => isAbout(destroys, "index", { index }));
      const made = actions.find(({ produces }) => isAbout(produces, "index", { index }));
      return gone && made ? [indexMade(gone, made, goal, index)] : [];
    }),
  ];
}

/** Indexes of the goal whose name has an index of another form here. */
export function replacedIndexes({ here, goal }: Sides): Index[] {
  const isOther = (one: Index, other: Index): boolean =>
    !other.ofConstraint && one.name === other.name && one.body !== other.body;
  return goal.indexes.filter(
    (index) => !index.ofConstraint && here.indexes.some((other) => isOther(index, other)),
  );
}

/** Names of the indexes that take the place of a key, or that a key takes the place of. */
export function exchangedIndexes({ here, goal }: Sides): string[] {
  return [
    ...keysOnlyIn(goal, here).map((key) => standIn(key, here)),
    ...keysOnlyIn(here, goal).map((key) => standIn(key, goal)),
  ].flatMap((index) => index?.name ?? []);
}

/** Whether the constraint is a primary key or unique. */
export function isKey({ kind }: Constraint): boolean {
  return kind === "primary key" || kind === "unique";
}

interface Key {
  readonly constraint: Constraint;
  readonly index: Index;
}

function keysOnlyIn(table: Table, other: Table): Key[] {
  const isThere = ({ name, definition }: Constraint): boolean =>
    other.constraints.some((one) => one.name === name && one.definition === definition);
  return table.constraints
    .filter((constraint) => isKey(constraint) && !isThere(constraint))
    .flatMap((constraint) => {
      const index = table.indexes.find(({ name }) => name === constraint.name);
      // One WITHOUT OVERLAPS is made with its index, of another kind, and of no index that is there.
      return index?.using.startsWith("btree ") ? [{ constraint, index }] : [];
    });
}

/** The index of the other side that keeps the same rule without a constraint, or has its name. */
function standIn({ index }: Key, other: Table): Index | undefined {
  const free = other.indexes.filter(({ ofConstraint }) => !ofConstraint);
  return (
    free.find(({ body }) => body === index.body) ?? free.find(({ name }) => name === index.name)
  );
}

function isAbout(
  ids: Action["produces"],
  kind: "constraint" | "index",
  { index }: Pick<Key, "index">,
): boolean {
  return ids.some((id) => id.kind === kind && id.name === index.name);
}

function keyMade(
  made: Action,
  { constraint, index }: Key,
  actions: readonly Action[],
  here: Table,
): KeyChange {
  const found = standIn({ constraint, index }, here);
  const dropped =
    found && actions.find(({ destroys }) => isAbout(destroys, "index", { index: found }));
  if (dropped && found.body === index.body)
    return {
      actions: [made, dropped],
      sql: [addKeySql(sqlName(here), constraint, found.name)],
    };
  // What has its name, such as the same key when it was not deferrable, leaves in the same moment.
  const gone = actions.filter(
    ({ destroys }) =>
      isAbout(destroys, "constraint", { index }) || isAbout(destroys, "index", { index }),
  );
  return {
    ...build(here, index),
    actions: [made, ...gone],
    sql: [
      ...gone.map(({ sql }) => sql),
      addKeySql(sqlName(here), constraint, temporaryName(index.name)),
    ],
  };
}

function indexMade(gone: Action, made: Action, table: Table, index: Index): KeyChange {
  return {
    ...build(table, index),
    actions: [gone, made],
    sql: [
      gone.sql,
      `ALTER INDEX ${temporary(table, index)} RENAME TO ${quoteIdentifier(index.name)}`,
    ],
  };
}

function build(table: Table, index: Index): Pick<KeyChange, "build" | "cleanUp"> {
  return {
    build: buildIndexRun(
      temporary(table, index),
      createIndexSql(table, index, temporaryName(index.name)),
    ),
    cleanUp: `DROP INDEX IF EXISTS ${temporary(table, index)}`,
  };
}

function temporary({ schema }: Table, { name }: Index): string {
  return quoteTable(schema, temporaryName(name));
}
