import { type Catalog, sqlName, type Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { dropParked, park, parkedName, unpark } from "../../ledger/parked.js";
import type { Step } from "../../plan/step.js";
import { type KeyChanges, keyChanges } from "./foreign-keys.js";
import type { Replacement } from "./replacement.js";
import type { Successor } from "./successor.js";

/** Why a table is parked. */
export type ParkReason =
  | { readonly reason: "placeholder"; readonly real: string }
  | { readonly reason: "no common key"; readonly with: string };

/** A table that is parked whole. */
export interface Parking {
  readonly table: Table;
  readonly catalog: Catalog;
  /** The table to which foreign keys point instead, with the table's columns as it calls them; none without. */
  readonly successor?: Successor | undefined;
  readonly replacement: Replacement;
  readonly why: ParkReason;
}

/**
 * The steps that park a table whole: it lies in our schema under `parked()` until rollback, and
 * finalize drops it only when it is empty. Its rows are in no other table, and verify counts them
 * where they lie.
 */
export function planPark(parking: Parking): Step[] {
  const keys = keyChanges(parking.table, parking.catalog, parking.successor);
  return [parkStep(parking, keys), ...validateStep(parking, keys)];
}

function parkStep({ table, replacement, why }: Parking, keys: KeyChanges): Step {
  const name = plainName(table);
  return {
    ...base(table),
    id: { kind: "park", action: "park", on: name },
    about: { ...why },
    forward: {
      how: "transaction",
      sql: [
        `LOCK TABLE ${sqlName(table)} IN ACCESS EXCLUSIVE MODE`,
        ...keys.drop,
        ...park(table),
        ...replacement.forward,
        ...keys.repoint,
      ],
    },
    inverse: [
      { how: "transaction", sql: [...replacement.inverse, ...unpark(table), ...keys.restore] },
      ...keys.afterRestore,
    ],
    finish: [...replacement.finish, dropParked(table, "true")],
    lock: "ACCESS EXCLUSIVE",
    hazards: [
      ...replacement.hazards,
      ...keys.hazards,
      { code: "rows parked", table: name, in: parkedName(table) },
    ],
  };
}

function validateStep({ table }: Parking, { validate }: KeyChanges): Step[] {
  if (validate.length === 0) return [];
  return [
    {
      ...base(table),
      id: { kind: "park", action: "validate keys", on: plainName(table) },
      forward: { how: "transaction", sql: validate, scans: true },
      inverse: [],
      lock: "SHARE UPDATE EXCLUSIVE",
      hazards: [{ code: "key not valid" }],
    },
  ];
}

function base(table: Table): Pick<Step, "table" | "rows" | "seconds"> {
  return { table: plainName(table), rows: 0, seconds: 0.05 };
}
