import type { Catalog, Table } from "../catalog/catalog.js";
import type { Objects } from "../catalog/objects/read-objects.js";
import { plainName } from "../catalog/table-name.js";
import { type Conflict, counted } from "./finding.js";
import type { Matches } from "./match-tables.js";

/** What there is beside the target's own, on either side. */
export interface Surroundings {
  readonly source: Catalog;
  readonly target: Catalog;
  readonly owners: ReadonlyMap<string, string>;
  readonly objects: Objects;
  readonly matches: Matches;
  /** Names of the target's own views and functions, as `schema.name`. */
  readonly ofTarget: ReadonlySet<string>;
  /** Rows by `schema.table`. */
  readonly rows: ReadonlyMap<string, number>;
}

/** Tables that no package owns, placeholders among them. */
export function findUnowned({ matches, rows, source, target, owners }: Surroundings): Conflict[] {
  const owned = [...target.tables.values()].filter((table) => owners.has(plainName(table)));
  return matches.others.map((table) => {
    const on = plainName(table);
    const count = rows.get(on) ?? 0;
    const stoodFor = placeholderFor(table, owned);
    if (!stoodFor)
      return {
        kind: "unowned",
        on,
        what: "No package owns it; it stays as it is.",
        count,
        samples: [],
      };
    const keys = keysTo(source, on);
    const what = `It stands in for ${plainName(stoodFor)}; ${counted(keys, "foreign key points", "foreign keys point")} to it.`;
    return { kind: "placeholder", on, what, count, samples: [] };
  });
}

/** The table that one with nothing but a key stands in for: `User` for users. */
function placeholderFor({ name, columns }: Table, owned: readonly Table[]): Table | undefined {
  if (columns.length !== 1) return undefined;
  return owned.find((table) => table.name === `${name.toLowerCase()}s`);
}

function keysTo({ tables }: Catalog, name: string): number {
  const keys = [...tables.values()].flatMap(({ constraints }) => constraints);
  return keys.filter(({ references }) => references?.table === name).length;
}

/** Triggers whose function names a table that is not there: every write to their table fails. */
export function findDanglingTriggers({ source, objects }: Surroundings): Conflict[] {
  const there = new Set([
    ...source.tables.keys(),
    ...[...objects.views, ...objects.sequences].map(({ schema, name }) => `${schema}.${name}`),
  ]);
  const missingOf = new Map(
    objects.routines.map(({ schema, name, names }) => [
      `${schema}.${name}`,
      names.filter((named) => !there.has(named) && !/^information_schema\./.test(named)),
    ]),
  );
  return objects.triggers.flatMap(({ table, name, function: routine }) => {
    const missing = missingOf.get(routine) ?? [];
    if (missing.length === 0) return [];
    const what = `Trigger ${name} calls ${routine}, which names ${missing.join(", ")}: not there.`;
    return [{ kind: "dangling trigger", on: table, what, count: 1, samples: [] }];
  });
}

/** Views, functions, publications and foreign keys of others that lean on tables with an owner. */
export function findDependents(surroundings: Surroundings): Conflict[] {
  const { objects, matches, ofTarget } = surroundings;
  const owned = new Set(matches.places.map((place) => plainName(place.source)));
  const ownedOf = (names: readonly string[]) => names.filter((name) => owned.has(name));
  const conflict = (kind: Conflict["kind"], on: string, verb: string, names: readonly string[]) =>
    names.length === 0
      ? []
      : [{ kind, on, what: `It ${verb} ${names.join(", ")}.`, count: names.length, samples: [] }];
  return [
    ...objects.views
      .filter(({ schema, name }) => !ofTarget.has(`${schema}.${name}`))
      .flatMap((view) =>
        conflict("dependent view", `${view.schema}.${view.name}`, "reads", ownedOf(view.reads)),
      ),
    ...objects.routines
      .filter(({ schema, name }) => !ofTarget.has(`${schema}.${name}`))
      .flatMap((one) =>
        conflict("dependent routine", `${one.schema}.${one.name}`, "names", ownedOf(one.names)),
      ),
    ...objects.publications.flatMap(({ name, tables }) =>
      conflict("dependent publication", name, "publishes", ownedOf(tables)),
    ),
    ...matches.others.flatMap((table) =>
      conflict("dependent key", plainName(table), "has foreign keys to", ownedOf(pointedTo(table))),
    ),
  ];
}

function pointedTo({ constraints }: Table): string[] {
  const tables = constraints.flatMap(({ references }) => (references ? [references.table] : []));
  return [...new Set(tables)];
}
