import { differing, keyOf, type Observation, type ObservedRow } from "@deepiri/observer";
import { nameAfter } from "../../plan/name-after.js";
import type { Source } from "../../plan/plan.js";
import { withoutGuard } from "../../steps/project/silence.js";

/** The scratch copy before the first step and after the last one, and the target. */
export interface Moments {
  readonly before: Observation;
  readonly after: Observation;
  readonly target: Observation;
  /** Tables of the copy by oid, as `schema.table`: those of before, and those of after. */
  readonly tables: {
    readonly before: TableNames;
    readonly after: TableNames;
    readonly target: TableNames;
  };
  readonly sources: readonly Source[];
}

export type TableNames = ReadonlyMap<number, string>;

/** Something that is not as it was. */
export interface Change {
  /** The catalog that it is in. */
  readonly catalog: string;
  /** As the server named it. */
  readonly object: string;
  readonly how: "gone" | "changed";
  /** Which settings; none when it is gone. */
  readonly settings: readonly string[];
}

/**
 * Accounts for everything that hangs on the tables of the source or stands beside them, whatever kind of
 * thing it is: it is still there as it was, or is made again the same, or is as the target has it; all else is
 * a change that users have to be told. Things are known by their numbers, since names change.
 */
export function findChanges(moments: Moments): Change[] {
  const known = new Accounts(moments);
  return [...moments.before.values()].flatMap((row) => known.changesOf(row));
}

class Accounts {
  readonly #moments: Moments;
  readonly #byNumber: ReadonlyMap<string, ObservedRow>;
  readonly #afterByName: ReadonlyMap<string, ObservedRow>;
  readonly #targetByName: ReadonlyMap<string, ObservedRow>;

  constructor(moments: Moments) {
    this.#moments = moments;
    const { after, target, tables } = moments;
    this.#byNumber = new Map(
      [...after.values()].flatMap((row) => (row.number === null ? [] : [[row.number, row]])),
    );
    this.#afterByName = byName(after, tables.after);
    this.#targetByName = byName(target, tables.target);
  }

  changesOf(row: ObservedRow): Change[] {
    if (isOfIndex(row)) return [];
    const table = this.#moments.tables.before.get(row.root ?? -1);
    if (table === undefined) return this.#changesBeside(row);
    const source = this.#moments.sources.find(({ from }) => from === table);
    const now = this.#moments.tables.after.get(row.root ?? -1) ?? source?.to;
    const found = this.#find(row, now, source);
    if (!found) return this.#isTold(row, now) ? [] : [changeOf(row, "gone")];
    if (isEnforced(row, found)) return [];
    const wanted = this.#targetByName.get(nameKey(now ?? "", found));
    const settings = changedFrom(row, found, wanted);
    return settings.length > 0 ? [changeOf(row, "changed", settings)] : [];
  }

  // What hangs on no table keeps its name.
  #changesBeside(row: ObservedRow): Change[] {
    if (isDerived(row)) return [];
    const key = keyOf(row);
    const found = this.#byNumber.get(row.number ?? "") ?? this.#moments.after.get(key);
    if (!found) return [changeOf(row, "gone")];
    const wanted = this.#moments.target.get(key);
    const settings = changedFrom(row, found, wanted);
    return settings.length > 0 ? [changeOf(row, "changed", settings)] : [];
  }

  /** The same thing afterwards, or what was made in its place by its name. */
  #find(
    row: ObservedRow,
    now: string | undefined,
    source: Source | undefined,
  ): ObservedRow | undefined {
    const same = row.number === null ? undefined : this.#byNumber.get(row.number);
    if (same || now === undefined) return same;
    const found = this.#afterByName.get(nameKey(now, row));
    if (found || !source || row.ownName === null) return found;
    const ownName = nameAfter(source, row.ownName);
    return this.#afterByName.get(nameKey(now, { ...row, ownName }));
  }

  /** Whether it goes by what the plan says anyway: with its table's columns, rules and indexes. */
  #isTold(row: ObservedRow, now: string | undefined): boolean {
    const isParked = !this.#moments.tables.after.has(row.root ?? -1);
    if (isDerived(row)) return true;
    // The rows of a table that is parked are under the rules of another one, or of none.
    return isParked ? isOfTable(row) : row.catalog === "pg_attribute" && now !== undefined;
  }
}

/** Settings that are neither as they were nor as the target has them. */
function changedFrom(row: ObservedRow, found: ObservedRow, wanted: ObservedRow | undefined) {
  return differing(row.settings, found.settings).filter(
    (name) =>
      !isGuard(row, found, name) &&
      (wanted === undefined || wanted.settings[name] !== found.settings[name]),
  );
}

/** Whether it is by this alone that the trigger tells what is projected from what programs write, until finalize. */
function isGuard(row: ObservedRow, found: ObservedRow, name: string): boolean {
  const definition = found.settings[name];
  return (
    row.catalog === "pg_trigger" &&
    name === "tgqual" &&
    withoutGuard(definition ?? "") === row.settings[name]
  );
}

/** Whether it is the trigger of a foreign key that holds for projected rows too, until finalize. */
function isEnforced(row: ObservedRow, found: ObservedRow): boolean {
  return (
    row.catalog === "pg_trigger" &&
    row.settings.tgisinternal === "true" &&
    row.settings.tgenabled === "O" &&
    found.settings.tgenabled === "A"
  );
}

function changeOf(
  { catalog, name }: ObservedRow,
  how: Change["how"],
  settings: readonly string[] = [],
): Change {
  return { catalog, object: name, how, settings };
}

function byName(observed: Observation, tables: TableNames): Map<string, ObservedRow> {
  return new Map(
    [...observed.values()].flatMap((row) => {
      const table = tables.get(row.root ?? -1);
      return table === undefined ? [] : [[nameKey(table, row), row]];
    }),
  );
}

function nameKey(
  table: string,
  { catalog, ownName, name }: Pick<ObservedRow, "catalog" | "ownName" | "name">,
): string {
  return JSON.stringify([table, catalog, ownName ?? name]);
}

const derived = new Set(["pg_amop", "pg_amproc", "pg_attrdef", "pg_enum", "pg_type"]);

/** Whether it is part of another thing that is told of itself. */
function isDerived({ catalog, settings, isPart }: ObservedRow): boolean {
  if (catalog === "pg_trigger") return settings.tgisinternal === "true";
  if (catalog === "pg_constraint") return settings.contype === "n";
  return isPart || derived.has(catalog);
}

// Its settings are those of the column that it reads, and of the index.
function isOfIndex({ catalog, ownName }: ObservedRow): boolean {
  return catalog === "pg_attribute" && ownName === null;
}

const ofTable = new Set(["pg_attribute", "pg_class", "pg_constraint"]);

function isOfTable({ catalog }: ObservedRow): boolean {
  return ofTable.has(catalog);
}
