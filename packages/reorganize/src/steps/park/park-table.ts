import { type Catalog, plainName, sqlName, type Table } from "../../catalog/catalog.js";
import { dropParked, park, parkedName, unpark } from "../../ledger/parked.js";
import type { Hazard, Step } from "../../plan/step.js";
import { type Move, planMove } from "../relocate/move.js";
import { copyRights, dropView, makeView } from "../shared/compatibility-view.js";
import { keyChanges, type Successor } from "../shared/foreign-keys.js";

/** What stands at the name of a table that has left it. */
export interface Replacement {
  /** SQL right after the name has become free. */
  readonly come: readonly string[];
  /** SQL that frees it again. */
  readonly go: readonly string[];
  /** What finalize drops of it. */
  readonly finish: readonly string[];
  readonly hazards: readonly Hazard[];
}

/** Why a table is parked. */
export type ParkReason =
  | { readonly reason: "placeholder"; readonly real: string }
  | { readonly reason: "no common key"; readonly with: string };

/** A table that is parked whole. */
export interface Parking {
  readonly table: Table;
  readonly catalog: Catalog;
  /** The table that takes its place, with the table's columns as the successor calls them; nothing does without it. */
  readonly successor?: Successor | undefined;
  readonly replacement: Replacement;
  readonly why: ParkReason;
}

/**
 * The steps that set a table aside whole: it lies in our schema under `parked()` until it comes back,
 * and finalize drops it only when it is empty. Its rows are in no other table, and verify counts them
 * where they lie.
 */
export function planPark({ table, catalog, successor, replacement, why }: Parking): Step[] {
  const keys = keyChanges(table, catalog, successor);
  const name = plainName(table);
  const base = { table: name, rows: 0, seconds: 0.05 };
  return [
    {
      ...base,
      id: { kind: "park", action: "park", on: name },
      about: { ...why },
      forward: {
        how: "transaction",
        sql: [
          `LOCK TABLE ${sqlName(table)} IN ACCESS EXCLUSIVE MODE`,
          ...keys.leave,
          ...park(table),
          ...replacement.come,
          ...keys.follow,
        ],
      },
      inverse: [
        { how: "transaction", sql: [...replacement.go, ...unpark(table), ...keys.comeBack] },
        ...keys.afterwards,
      ],
      finish: [...replacement.finish, dropParked(table, "true")],
      lock: "ACCESS EXCLUSIVE",
      hazards: [
        ...replacement.hazards,
        ...keys.hazards,
        { code: "rows parked", table: name, in: parkedName(table) },
      ],
    },
    ...(keys.validate.length === 0
      ? []
      : [
          {
            ...base,
            id: { kind: "park", action: "validate keys", on: name },
            forward: { how: "transaction" as const, sql: keys.validate, scans: true },
            inverse: [],
            lock: "SHARE UPDATE EXCLUSIVE",
            hazards: [{ code: "key not valid" }],
          },
        ]),
  ];
}

/**
 * The steps that set aside a table which only stood in for another, such as `public."User"` for
 * `public.users`: a view of the real table takes its name, and keys that pointed to it point there.
 */
export function planPlaceholder(placeholder: Table, real: Table, catalog: Catalog): Step[] {
  const view = viewOf(placeholder, real, new Map());
  const reaches: Hazard = { code: "reaches", table: plainName(placeholder), real: plainName(real) };
  return planPark({
    table: placeholder,
    catalog,
    successor: successorOf(real, new Map(placeholder.columns.map(({ name }) => [name, name]))),
    replacement: { ...view, hazards: [...view.hazards, reaches] },
    why: { reason: "placeholder", real: plainName(real) },
  });
}

/** The table as the one that others point to from now on. */
export function successorOf(table: Table, columns: ReadonlyMap<string, string>): Successor {
  return {
    table,
    schema: table.schema,
    name: table.name,
    columns: new Map([...columns].map(([from, now]) => [from, { name: now, now }])),
  };
}

/** A view of the other table at the table's name, with those of its columns that the other has. */
export function viewOf(table: Table, to: Table, rename: ReadonlyMap<string, string>): Replacement {
  const view = { table, to, rename };
  const present = new Set(to.columns.map(({ name }) => name));
  const shown = table.columns.map(({ name }) => rename.get(name) ?? name);
  const lacking = shown.filter((name) => !present.has(name));
  const needed = to.columns.filter(
    (one) => one.notNull && one.default === null && !one.identity && !shown.includes(one.name),
  );
  const [old, now] = [plainName(table), plainName(to)];
  return {
    come: [...makeView(view, present), copyRights(parkedName(table), sqlName(table))],
    go: [dropView(view)],
    finish: [dropView(view)],
    hazards: [
      { code: "view", table: old },
      ...(lacking.length > 0
        ? [{ code: "view lacks", table: old, columns: lacking, successor: now }]
        : []),
      ...(needed.length > 0
        ? [
            {
              code: "view refuses insert",
              table: old,
              columns: needed.map(({ name }) => name),
              successor: now,
            },
          ]
        : []),
    ],
  };
}

/** Nothing at the table's name, because a third table is to have it. */
export function nothing(table: Table, to: Table): Replacement {
  const hazard = { code: "name taken", table: plainName(table), becomes: plainName(to) };
  return { come: [], go: [], finish: [], hazards: [hazard] };
}

/** The other table itself at the table's name; a view stays where that one was. */
export function moveOf(move: Move): Replacement {
  const { forward, inverse, finish = [], hazards } = planMove(move);
  const [back] = inverse;
  if (forward.how !== "transaction" || back?.how !== "transaction")
    throw new TypeError("a move is one transaction there and one back");
  return { come: forward.sql, go: back.sql, finish, hazards };
}
