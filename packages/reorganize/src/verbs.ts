import type { MappingDefinition } from "@deepiri/reorganize-mapping";
import type { ImportOptions, SqliteImport } from "@deepiri/sqlite-import";
import { targetDatabase } from "./catalog/target-database.js";
import { withTarget } from "./catalog/with-target.js";
import type { WorkOptions } from "./executor/events.js";
import type { Inventory } from "./findings/inventory.js";
import { takeInventory } from "./findings/take-inventory.js";
import { type Applied, applyPlan } from "./lifecycle/apply.js";
import { checkFinalizable, type Finalized, finalize as finalizeOn } from "./lifecycle/finalize.js";
import { importFile } from "./lifecycle/import-file.js";
import { type RolledBack, rollBack } from "./lifecycle/rollback.js";
import { readStatus, type Status } from "./lifecycle/status.js";
import {
  readSwitchable,
  type Switched,
  type SwitchedBack,
  switchBack,
  switchOver,
} from "./lifecycle/switch.js";
import { type VerifyPhase, verifyUnderway } from "./lifecycle/verify-underway.js";
import type { Plan } from "./plan/plan.js";
import { resolveMapping } from "./plan/read-mapping.js";
import { makePlan } from "./planner/make-plan.js";
import { withSession } from "./session/with-session.js";
import type { Verification } from "./verify/verification.js";

/** How work that only reads is followed and stopped. */
export interface ReadOptions<Event> {
  /** Aborting stops before the next phase or table, and rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ((event: Event) => void) | undefined;
}

/** What is being done; the text is for people, and its words may change. */
export interface ProgressEvent {
  readonly kind: "progress";
  readonly what: string;
}

export interface InventoryOptions extends ReadOptions<ProgressEvent> {
  /** Which of the workspace's databases it is to become; the default one if left out. */
  readonly database?: string | undefined;
  /** SQL files to load and compare with, by families: `[name=]path` of a folder, a .sql or .prisma file, or a .txt file that lists some; none if left out. */
  readonly definitions?: readonly string[] | undefined;
}

export interface PlanOptions extends ReadOptions<ProgressEvent> {
  /** Which of the workspace's databases it is to become; the default one if left out. */
  readonly database?: string | undefined;
  /** The decisions that no catalog can make; what the packages of the workspace declare if left out. */
  readonly mapping?: MappingDefinition | undefined;
  /** Rows of each table that the steps are tested on; 200 if left out. */
  readonly sampleRows?: number | undefined;
}

/** Verifying has begun the next of its phases. */
export interface VerifyEvent {
  readonly kind: "phase";
  readonly phase: VerifyPhase;
}

export interface FinalizeOptions extends WorkOptions {
  /** For how many milliseconds no program may have used an old name; 24 hours if left out. */
  readonly unusedForMs?: number | undefined;
  /** The folder of a backup that holds the old tables; needed where rows change shape. */
  readonly backup?: string | undefined;
}

export interface SwitchOptions {
  /** Aborting stops before anything is changed, with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

const day = 24 * 3_600_000;

/**
 * Loads an SQLite file, as it is, into a schema of a database: every table, column and row, each value in a
 * type that holds it exactly. It is one transaction, which commits only when checksums over every column are
 * those of the file. The file is never written.
 *
 * @throws SqliteImportError, RefusedError, BusyError with nothing loaded and nothing changed
 */
export async function importSqlite(
  url: string,
  file: string,
  options: ImportOptions = {},
): Promise<SqliteImport> {
  return await withSession(url, (session) => importFile(session, file, options));
}

/**
 * What is in a database, and everything in which it conflicts with the target: the schema that the
 * migrations of the workspace build. The workspace is that of the working folder. Reads in one read-only
 * transaction; scratch databases are created beside the database and dropped, and the target is kept there.
 *
 * @param url of PostgreSQL, such as `postgresql://user@host:5432/database`
 * @throws WorkspaceError, DatabaseError when there is no workspace or no connection
 */
export async function inventory(url: string, options: InventoryOptions = {}): Promise<Inventory> {
  const { definitions = [], database } = options;
  return await takeInventory(url, {
    definitions,
    onProgress: progressTo(options),
    ...(database !== undefined && { database }),
  });
}

/**
 * Plans how a database comes to the target, and tests the plan on a scratch copy, forward and back. The
 * database itself is only read. A plan is data: it can be written as JSON, and holds no row.
 *
 * @returns the plan; it has no steps for a database that is at the target
 * @throws OpenDecisionsError when the mapping leaves a decision open; it carries choices
 * @throws RehearsalError when undoing the steps on the copy does not restore it
 * @throws UnderwayError when a reorganization is under way
 * @throws SchemaChangedError when the schema was changed meanwhile
 * @throws NotPlannedError when the steps could not be tried on the copy
 */
export async function plan(url: string, options: PlanOptions = {}): Promise<Plan> {
  const { mapping, sampleRows, database } = options;
  return await makePlan(url, {
    onProgress: progressTo(options),
    ...(database !== undefined && { database }),
    ...(mapping && { mapping: await resolveMapping(mapping, "mapping", targetDatabase(database)) }),
    ...(sampleRows !== undefined && { sampleRows }),
  });
}

/**
 * Carries out a plan while programs use the database, or resumes it where an earlier call stopped. It
 * survives lost connections; after a crash, call it again with the same plan. Verify afterwards.
 *
 * @param options its `signal` stops between two batches or steps, with the signal's reason
 * @returns "already applied" when there was nothing left to do; "mended" when rows that change shape differed from what
 *   they are made of, and were made again
 * @throws RefusedError before anything is changed, when the plan does not fit the database
 * @throws BusyError when another process reorganizes or migrates the database
 * @throws LockUnavailableError, StepFailedError when a step could not be done; the steps before it stay done
 */
export async function apply(url: string, plan: Plan, options: WorkOptions = {}): Promise<Applied> {
  return await withSession(url, (session) => applyPlan(session, plan, options));
}

/**
 * Compares every row with what it was before, and keys, old names and the schema with what they should
 * be, for the reorganization that is under way. Changes nothing; programs may keep writing.
 *
 * @returns what was found; `ok` says whether all is as it should be
 * @throws RefusedError when no reorganization is under way
 */
export async function verify(
  url: string,
  { signal, onEvent }: ReadOptions<VerifyEvent> = {},
): Promise<Verification> {
  return await withSession(url, (session) =>
    verifyUnderway(session, (phase) => {
      signal?.throwIfAborted();
      onEvent?.({ kind: "phase", phase });
    }),
  );
}

/**
 * Undoes what `apply` did, and keeps the rows written since. It needs no plan: the database holds it.
 * After a crash, call it again.
 *
 * @returns the tables with rows that could not be restored, because other rows use their keys
 * @throws RefusedError when there is nothing to undo, or finalizing has begun
 * @throws RowsInTheWayError when rows break a rule that would come back; nothing is undone then
 */
export async function rollback(url: string, options: WorkOptions = {}): Promise<RolledBack> {
  return await withSession(url, (session) => rollBack(session, options));
}

/**
 * Where rows change shape: makes the new tables those that count. Verifies first, then makes each old table
 * read-only that does not follow the new ones. After a crash, call it again.
 *
 * @throws RefusedError when no plan is applied, or no rows change shape
 * @throws NotVerifiedError when verifying finds a difference; it carries what was found
 */
export async function switchTables(url: string, options: SwitchOptions = {}): Promise<Switched> {
  return await withSession(url, async (session) => {
    const { plan } = await readSwitchable(session);
    return await withTarget(url, plan.targetDatabase, (target) =>
      switchOver(session, { ...options, target }),
    );
  });
}

/**
 * Lets the old tables be written again. What programs have written to the new ones meanwhile stays there.
 *
 * @returns how many rows that are, where the old tables do not have them
 * @throws RefusedError when no plan is applied, or no rows change shape
 */
export async function switchTablesBack(
  url: string,
  options: SwitchOptions = {},
): Promise<SwitchedBack> {
  return await withSession(url, (session) => switchBack(session, options));
}

/**
 * Drops the compatibility views at old names and all that a rollback needs, once the plan is applied and
 * verified; where rows change shape the old tables too, once switched and backed up. This cannot be undone. After a crash, call it again.
 *
 * @returns the tables that stay in the schema `_reorganize`, because their rows are nowhere else
 * @throws RefusedError when no plan is applied, or was applied less than `unusedForMs` ago, or is not switched
 * @throws BackupNeededError when old tables would go and no backup is named
 * @throws StillUsedError when a program used an old name within that time; it carries the uses
 * @throws NotVerifiedError when verifying finds a difference; it carries what was found
 */
export async function finalize(url: string, options: FinalizeOptions = {}): Promise<Finalized> {
  const { unusedForMs = day, ...rest } = options;
  return await withSession(url, async (session) => {
    const { plan } = await checkFinalizable(session, unusedForMs);
    return await withTarget(url, (plan as Plan).targetDatabase, (target) =>
      finalizeOn(session, { ...rest, unusedForMs, target }),
    );
  });
}

/** How far the reorganization of a database is; undefined when none is under way. Only reads. */
export async function status(url: string): Promise<Status | undefined> {
  return await withSession(url, readStatus);
}

function progressTo({ signal, onEvent }: ReadOptions<ProgressEvent>): (what: string) => void {
  return (what) => {
    signal?.throwIfAborted();
    onEvent?.({ kind: "progress", what });
  };
}
