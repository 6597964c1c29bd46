import type { Verified } from "../../ledger/verified.js";
import type { ProjectionsVerification } from "./projections-verification.js";

/** A verification of projections in numbers, as the ledger keeps it. */
export function outcomeOf({ projections, own, ok }: ProjectionsVerification): Verified {
  const rows = projections.flatMap(({ differing, failing }) => [
    failing,
    ...differing.map((one) => one.rows),
  ]);
  return {
    isEqual: ok,
    differing: rows.reduce((sum, one) => sum + one, 0),
    own: Object.fromEntries(own.map(({ table, rows: count }) => [table, count])),
  };
}

/** Rows that programs have written to new tables in ways that old tables do not have. */
export interface WrittenRows {
  /** `schema.table` of the target. */
  readonly table: string;
  readonly added: number;
  readonly changed: number;
  readonly deleted: number;
}

/**
 * What programs have written to the new tables since the switch and the old ones do not have. They were equal then,
 * and the old ones have not changed since.
 *
 * @param before what the verification at the switch came to
 */
export function writtenSince(
  { projections, own }: ProjectionsVerification,
  before: Verified | undefined,
): WrittenRows[] {
  const written = own.map(({ table, rows }) => {
    const differing = projections.filter((one) => one.to === table).flatMap((one) => one.differing);
    const count = (how: string) =>
      differing.filter((one) => one.how === how).reduce((sum, one) => sum + one.rows, 0);
    return {
      table,
      added: Math.max(0, rows - (before?.own[table] ?? 0)),
      changed: count("changed"),
      deleted: count("missing"),
    };
  });
  return written.filter(({ added, changed, deleted }) => added + changed + deleted > 0);
}
