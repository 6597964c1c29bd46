import { connectOnce } from "@deepiri/database/without-client";
import {
  applyGrantsPatiently,
  createScratchDatabase,
  type GrantOutcome,
  isCurrent,
  type LockHolder,
  migrationApplicationName,
  type PackageStatus,
  readStatus,
  withMigrationLock,
} from "@deepiri/schema-engine";
import {
  bookkeepingSchemas,
  type Database,
  type TablePackage,
  withDependencies,
} from "@deepiri/workspace";
import type pg from "pg";
import { readColumnOrder } from "../catalog/column-order.js";
import { reading } from "../catalog/session.js";
import { BaselineRefusedError } from "../errors.js";
import { compareOwned } from "./compare-owned.js";
import type { Finding } from "./finding.js";
import { findingsOf } from "./findings.js";
import { meansTheSame } from "./means-the-same.js";
import { recordPackages } from "./record-packages.js";
import { planRepair, type RepairStatement } from "./repair.js";
import { buildStages, readDefinitions, type StagePackages } from "./stages.js";

/** A database that is to be taken over. */
export interface BaselineRequest {
  readonly database: Database;
  readonly url: string;
  /** Those that are there, each after those it depends on. */
  readonly packages: readonly TablePackage[];
  /** Those that are to be taken over, with what they depend on; all if left out. */
  readonly asked?: readonly TablePackage[] | undefined;
  readonly onWait?: (holder: LockHolder | undefined) => void;
}

/** What became of a database that was to be taken over. */
export interface Baseline {
  /** The packages that were recorded, or would be if nothing hindered. */
  readonly packages: readonly TablePackage[];
  readonly findings: readonly Finding[];
  /** Tables whose columns come in another order than a new database has them, as `schema.table`. */
  readonly otherOrder: readonly string[];
  /** What would mend it; undefined where that could not be planned. */
  readonly repair: readonly RepairStatement[] | undefined;
  /** Roles and rights afterwards; undefined when nothing was recorded. */
  readonly grants: GrantOutcome | undefined;
}

/**
 * Records the migrations of packages as applied, all in one transaction and under the migration lock, if
 * the database is what they build; then gives the rights. Otherwise it changes nothing.
 *
 * @throws BaselineRefusedError where a package has a part of its history
 */
export async function baseline(request: BaselineRequest): Promise<Baseline> {
  const client = await connectOnce(request.url, { applicationName: migrationApplicationName });
  try {
    return await withMigrationLock(client, () => underLock(client, request), request.onWait);
  } finally {
    await client.end();
  }
}

async function underLock(client: pg.Client, request: BaselineRequest): Promise<Baseline> {
  const stages = await readStages(client, request);
  const { taken } = stages;
  if (taken.length === 0) return nothingToDo;
  const compared = await compare(request, stages);
  if (compared.findings.some(({ hinders }) => hinders)) return { ...compared, packages: taken };
  await recordPackages(client, taken);
  const grants = await applyGrantsPatiently(client, request.database, { url: request.url });
  return { ...compared, packages: taken, grants };
}

const nothingToDo: Baseline = {
  packages: [],
  findings: [],
  otherOrder: [],
  repair: [],
  grants: undefined,
};

async function readStages(
  client: pg.Client,
  { packages, asked = packages }: BaselineRequest,
): Promise<StagePackages> {
  const statuses = await readStatus(client, packages);
  const wanted = new Set(withDependencies(asked, packages).map(({ key }) => key));
  const isNew = ({ applied, failed, halfReplaced }: PackageStatus): boolean =>
    applied.length + failed.length + halfReplaced.length === 0;
  for (const status of statuses)
    if (wanted.has(status.package.key) && !isNew(status) && !isCurrent(status))
      throw partly(status);
  const of = (some: readonly PackageStatus[]): TablePackage[] => some.map((one) => one.package);
  const fresh = statuses.filter(isNew);
  return {
    managed: of(statuses.filter((one) => !isNew(one))),
    taken: of(fresh.filter((one) => wanted.has(one.package.key))),
    others: of(fresh.filter((one) => !wanted.has(one.package.key))),
  };
}

function partly({ package: { key } }: PackageStatus): BaselineRefusedError {
  return new BaselineRefusedError(
    `${key} has a history here already, which is not complete: \`pnpm db:status\` shows it, and ` +
      "`pnpm db:migrate` goes on from it. Nothing was changed.",
  );
}

async function compare(
  { url, database }: BaselineRequest,
  stages: StagePackages,
): Promise<Omit<Baseline, "packages">> {
  const bookkeeping = bookkeepingSchemas(database.packages);
  const hidden = new Set(bookkeeping);
  const scratch = await createScratchDatabase(url);
  try {
    const built = await buildStages(scratch.url, stages, hidden);
    const live = await readDefinitions(url, hidden);
    const differences = await compareOwned(built, live, (wanted, found) =>
      meansTheSame(scratch.url, wanted, found),
    );
    const findings = findingsOf(differences);
    return {
      findings,
      otherOrder: await compareOrder(url, scratch.url, bookkeeping),
      repair: findings.some(({ hinders }) => hinders)
        ? planRepair(live, built.after, differences)
        : [],
      grants: undefined,
    };
  } finally {
    await scratch.drop();
  }
}

/** Tables that have the same columns in another order. */
async function compareOrder(
  url: string,
  scratchUrl: string,
  hidden: readonly string[],
): Promise<string[]> {
  const read = (one: string) => reading(one, (client) => readColumnOrder(client, hidden));
  const [live, wanted] = [await read(url), await read(scratchUrl)];
  const sorted = (columns: string): string => columns.split(", ").sort().join(", ");
  return [...wanted].flatMap(([table, columns]) => {
    const found = live.get(table);
    const isOther = found !== undefined && found !== columns && sorted(found) === sorted(columns);
    return isOther ? [table] : [];
  });
}
