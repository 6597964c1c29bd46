import type { Catalog, Table } from "../catalog/catalog.js";
import type { Objects } from "../catalog/objects/read-objects.js";
import { parseTableName, plainName } from "../catalog/table-name.js";
import type { ObjectName } from "../plan/subject.js";
import type { Finding } from "./finding.js";
import type { Matches } from "./match-tables.js";
import { apartOf, type Projected, targetsBySource } from "./projected/read-projected.js";

/** The database beside the tables that a package owns. */
export interface Unmanaged {
  readonly source: Catalog;
  readonly target: Catalog;
  readonly owners: ReadonlyMap<string, string>;
  readonly objects: Objects;
  readonly matches: Matches;
  /** Names of the target's own views and functions, as `schema.name`. */
  readonly ofTarget: ReadonlySet<string>;
  readonly projected: Projected;
  /** Rows by `schema.table`. */
  readonly rows: ReadonlyMap<string, number>;
}

/** Tables that no package owns, placeholders and sources of projections among them. */
export function findUnmanagedTables(unmanaged: Unmanaged): Finding[] {
  const { matches, rows, source, target, owners, projected } = unmanaged;
  const targets = targetsBySource(projected);
  const owned = [...target.tables.values()].filter((table) => owners.has(plainName(table)));
  return matches.unmatched.map((unmatched) => {
    const table = plainName(unmatched);
    const base = { table, count: rows.get(table) ?? 0, samples: [] };
    const into = targets.get(table);
    if (into) return { kind: "projected table", ...base, targets: into };
    const real = placeholderFor(unmatched, owned);
    return real
      ? {
          kind: "placeholder",
          ...base,
          standsFor: plainName(real),
          keys: keysTo(source, table),
        }
      : { kind: "unmanaged table", ...base };
  });
}

/**
 * The table that one with nothing but a key stands for. By the name of a Prisma model and of the
 * table that it was meant to be mapped to, its English plural in lower case: `User` for `users`. It
 * is a guess only: a mapping confirms it or says otherwise.
 */
function placeholderFor({ name, columns }: Table, owned: readonly Table[]): Table | undefined {
  if (columns.length !== 1) return undefined;
  return owned.find((table) => table.name === `${name.toLowerCase()}s`);
}

function keysTo({ tables }: Catalog, name: string): number {
  const keys = [...tables.values()].flatMap(({ constraints }) => constraints);
  return keys.filter(({ references }) => references?.table === name).length;
}

/** Triggers whose function names a table that is not there: every write to their table fails. */
export function findDanglingTriggers({ source, objects }: Unmanaged): Finding[] {
  const there = new Set([
    ...source.tables.keys(),
    ...[...objects.views, ...objects.sequences].map(plainName),
  ]);
  const isMissing = (name: string) =>
    !there.has(name) && parseTableName(name).schema !== "information_schema";
  const missingOf = new Map(
    objects.routines.map((routine) => [plainName(routine), routine.names.filter(isMissing)]),
  );
  return objects.triggers.flatMap(({ table, name: trigger, function: routine }) => {
    const missing = missingOf.get(routine) ?? [];
    if (missing.length === 0) return [];
    return [
      {
        kind: "dangling trigger",
        table,
        trigger,
        routine,
        missing,
        count: 1,
        samples: [],
      } as const,
    ];
  });
}

type DependentKind =
  | "dependent view"
  | "dependent routine"
  | "dependent publication"
  | "dependent key";

/** Unmanaged views, functions, publications and foreign keys that use tables with an owner, or tables that go. */
export function findDependents({ objects, matches, ofTarget, projected }: Unmanaged): Finding[] {
  const apart = apartOf(projected);
  const owned = new Set([...apart, ...matches.matched.map(({ source }) => plainName(source))]);
  const using = (kind: DependentKind, object: ObjectName, names: readonly string[]): Finding[] => {
    const tables = names.filter((name) => owned.has(name));
    return tables.length === 0 ? [] : [{ kind, object, tables, count: tables.length, samples: [] }];
  };
  const isUnmanaged = (object: { readonly schema: string; readonly name: string }) =>
    !ofTarget.has(plainName(object));
  return [
    ...objects.views
      .filter(isUnmanaged)
      .flatMap((view) =>
        using("dependent view", { kind: "view", name: plainName(view) }, view.reads),
      ),
    ...objects.routines
      .filter(isUnmanaged)
      .flatMap((one) =>
        using("dependent routine", { kind: "function", name: plainName(one) }, one.names),
      ),
    ...objects.publications.flatMap(({ name, tables }) =>
      using("dependent publication", { kind: "publication", name }, tables),
    ),
    ...matches.unmatched
      .filter((table) => !apart.has(plainName(table)))
      .flatMap((table) =>
        using("dependent key", { kind: "foreign keys", name: plainName(table) }, pointedTo(table)),
      ),
  ];
}

function pointedTo({ constraints }: Table): string[] {
  const tables = constraints.flatMap(({ references }) => (references ? [references.table] : []));
  return [...new Set(tables)];
}
