import { keepsOut, modeText, strongest } from "./lock-mode.js";
import type { Relation, Snapshot } from "./snapshot.js";

/** A table that the database has already, and about how many rows there are. */
export interface LiveTable {
  readonly schema: string;
  readonly name: string;
  /** As the server estimates them; null where it never counted. */
  readonly rows: number | null;
}

/** A lock that a statement takes on a table that is there already. */
export interface TakenLock {
  readonly table: LiveTable;
  /** Such as `ACCESS EXCLUSIVE`. */
  readonly mode: string;
}

/** Work that a statement does on a table that is there already, and that takes the longer the more rows it has. */
export interface Work {
  readonly kind: "rewrites" | "empties" | "reads" | "builds an index on" | "rebuilds an index of";
  readonly table: LiveTable;
  /** Tables that clients cannot use meanwhile, by whom it keeps out; the lock may be of a statement before. */
  readonly keepsOut: readonly {
    readonly table: LiveTable;
    readonly whom: "writers" | "everybody";
  }[];
}

/** What programs know that is not there any more after a statement. */
export interface Loss {
  readonly kind: "table renamed" | "table dropped" | "column renamed" | "column dropped";
  readonly table: LiveTable;
  /** The column of that name. */
  readonly column?: string;
}

/** What a statement did on a scratch database. */
export interface Effects {
  readonly locks: readonly TakenLock[];
  readonly work: readonly Work[];
  readonly losses: readonly Loss[];
}

/** Tables by their numbers in the scratch database. */
export type LiveTables = ReadonlyMap<number, LiveTable>;

/** What a statement did, by what there was before and after it; `isEmptying` when it is TRUNCATE. */
export function effectsOf(
  before: Snapshot,
  after: Snapshot,
  live: LiveTables,
  isEmptying: boolean,
): Effects {
  const lasting = [...live].flatMap(([oid, table]): Lasting[] => {
    const was = before.relations.get(oid);
    return was ? [{ oid, table, was, is: after.relations.get(oid) }] : [];
  });
  const held = lasting.flatMap(({ oid, table }) => {
    const whom = keepsOut(strongest(after.locks.get(oid) ?? []));
    return whom === "nobody" ? [] : [{ table, whom }];
  });
  const work = lasting.flatMap((one) => workOn(one, before, after, isEmptying));
  return {
    locks: lasting.flatMap((one) => newLock(one, before, after)),
    work: work.map((one) => ({ ...one, keepsOut: held })),
    losses: lasting.flatMap(lossesOf),
  };
}

interface Lasting {
  readonly oid: number;
  readonly table: LiveTable;
  readonly was: Relation;
  readonly is: Relation | undefined;
}

/** The lock that a statement takes itself, where it is stronger than those held before. */
function newLock({ oid, table }: Lasting, before: Snapshot, after: Snapshot): TakenLock[] {
  const [was, is] = [before.locks, after.locks].map((locks) => strongest(locks.get(oid) ?? []));
  return is === undefined || is === was ? [] : [{ table, mode: modeText(is) }];
}

function workOn(
  { table, was, is }: Lasting,
  before: Snapshot,
  after: Snapshot,
  isEmptying: boolean,
): Pick<Work, "kind" | "table">[] {
  if (!is) return [];
  if (was.file !== is.file) return [{ kind: isEmptying ? "empties" : "rewrites", table }];
  const indexes = [...after.relations.values()].filter(({ tableOid }) => tableOid === is.oid);
  const kinds = indexes.flatMap(({ oid, file }): Work["kind"][] => {
    const index = before.relations.get(oid);
    if (!index) return ["builds an index on"];
    return index.file === file ? [] : ["rebuilds an index of"];
  });
  if (kinds.length === 0 && is.scans > was.scans) kinds.push("reads");
  return [...new Set(kinds)].map((kind) => ({ kind, table }));
}

function lossesOf({ table, was, is }: Lasting): Loss[] {
  if (!is) return [{ kind: "table dropped", table }];
  const columns = was.columns.flatMap((column, at): Loss[] => {
    const now = is.columns[at];
    if (column === null || now === column) return [];
    return [{ kind: now === null ? "column dropped" : "column renamed", table, column }];
  });
  const isRenamed = was.schema !== is.schema || was.name !== is.name;
  return [...(isRenamed ? [{ kind: "table renamed" as const, table }] : []), ...columns];
}
