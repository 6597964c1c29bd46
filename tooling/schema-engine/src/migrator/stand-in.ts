import { type Migration, type ReplacedMigration, withReplaced } from "@deepiri/workspace";

/** What a history says of a migration. */
interface HistoryEntry {
  readonly name: string;
  readonly checksum: string;
  readonly finished: boolean;
}

/** A squashed migration that a database can neither run nor count as applied. */
export interface HalfReplaced {
  readonly migration: Migration;
  /** Of what it replaces: what was applied as it was squashed, */
  readonly applied: readonly string[];
  /** what was not, or did not finish, */
  readonly open: readonly string[];
  /** and what was applied in another form than the one that was squashed. */
  readonly edited: readonly string[];
}

/** What squashed migrations mean to a history that does not have them. */
export interface StandIn {
  /** Those of which all was applied. */
  readonly unrecorded: readonly Migration[];
  readonly half: readonly HalfReplaced[];
  /** Names of all that the migrations on disk replace. */
  readonly replaced: ReadonlySet<string>;
}

/** Compares what squashed migrations replace with what was applied. */
export function standIn(onDisk: readonly Migration[], entries: readonly HistoryEntry[]): StandIn {
  // Of several rows of one name, one that finished counts.
  const inOrder = [...entries].sort((one, other) => Number(one.finished) - Number(other.finished));
  const recorded = new Map(inOrder.map((one) => [one.name, one]));
  const finished = (name: string): boolean => recorded.get(name)?.finished === true;
  const squashed = onDisk.filter(({ name, replaces }) => replaces.length > 0 && !finished(name));
  const isKnown = ({ replaces }: Migration): boolean =>
    withReplaced(replaces).some(({ name }) => recorded.has(name));
  const halves = squashed.filter(isKnown).map((migration) => compare(migration, recorded));
  return {
    unrecorded: halves.filter(isWhole).map(({ migration }) => migration),
    half: halves.filter((one) => !isWhole(one)),
    replaced: new Set(onDisk.flatMap(({ replaces }) => withReplaced(replaces)).map(nameOf)),
  };
}

function compare(migration: Migration, recorded: ReadonlyMap<string, HistoryEntry>): HalfReplaced {
  const parts = partsOf(migration.replaces, recorded);
  const found = parts.filter(({ name }) => recorded.get(name)?.finished === true);
  const isSame = ({ name, checksum }: ReplacedMigration): boolean =>
    recorded.get(name)?.checksum === checksum;
  return {
    migration,
    applied: found.filter(isSame).map(nameOf),
    open: parts.filter((part) => !found.includes(part)).map(nameOf),
    edited: found.filter((part) => !isSame(part)).map(nameOf),
  };
}

/** What has to be applied: a squashed one that the history does not have is as good as what it replaced. */
function partsOf(
  replaced: readonly ReplacedMigration[],
  recorded: ReadonlyMap<string, HistoryEntry>,
): ReplacedMigration[] {
  return replaced.flatMap((one) =>
    one.replaces.length > 0 && !recorded.has(one.name) ? partsOf(one.replaces, recorded) : [one],
  );
}

function isWhole({ open, edited }: HalfReplaced): boolean {
  return open.length + edited.length === 0;
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}
