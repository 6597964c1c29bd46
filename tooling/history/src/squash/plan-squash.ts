import { createHash } from "node:crypto";
import { join } from "node:path";
import { connectOnce } from "@deepiri/database/without-client";
import { type Migration, readMigrations, type TablePackage } from "@deepiri/workspace";
import type { Difference } from "../catalog/difference.js";
import { SquashRefusedError } from "../errors.js";
import { buildDependencies, buildPackage } from "../scratch/build-package.js";
import { prismaDifference } from "../scratch/prisma-difference.js";
import { withScratch } from "../scratch/with-scratch.js";
import { type Piece, readPieces } from "../statements/pieces.js";
import { compose } from "./compose.js";
import { foldAsFarAsProven } from "./fold-as-far-as-proven.js";
import { inOneTransaction } from "./one-transaction.js";
import { openProof } from "./proof.js";
import { refuseUnlessSettled } from "./refuse-unless-settled.js";
import { squashName } from "./squash-name.js";
import type { SquashRequest } from "./squash-request.js";
import { withoutIdleWrites } from "./without-idle-writes.js";

/** A migration that stands for the whole history of a package; not written yet. */
export interface Squash {
  readonly package: TablePackage;
  readonly migration: Migration;
  readonly replaced: readonly Migration[];
  /** Numbers of statements before and after. */
  readonly statements: { readonly before: number; readonly after: number };
  /** What is not the same as after the old history; such a squash is not to be written. */
  readonly differences: readonly Difference[];
}

/**
 * Makes one migration out of all of a package, and compares on scratch databases what both come to.
 *
 * @throws SquashRefusedError when the history, the Prisma files or a database do not allow it
 */
export async function planSquash(request: SquashRequest): Promise<Squash> {
  const { package: tablePackage, url, name, statuses } = request;
  const replaced = readMigrations(tablePackage);
  if (replaced.length < 2) throw tooFew(tablePackage, replaced.length);
  const newName = squashName(tablePackage, replaced, name);
  for (const [database, status] of statuses) refuseUnlessSettled(database, status);
  return withScratch(url, async (wanted) => {
    await buildPackage(wanted, tablePackage, replaced);
    await refuseDirtyFiles(wanted, request);
    const proof = await openProof(request, wanted, replaced);
    const all = (await Promise.all(replaced.map(readPieces))).flat();
    const pieces = await tryOut(url, tablePackage, await inOneTransaction(all));
    return foldAsFarAsProven(pieces, async (folded): Promise<Squash> => {
      // A default that is there from the start leaves an UPDATE nothing to do.
      const some = await tryOut(url, tablePackage, folded);
      const migration = migrationOf(tablePackage, newName, compose(replaced, some), replaced);
      return {
        package: tablePackage,
        migration,
        replaced,
        statements: { before: all.length, after: some.length },
        differences: await proof(migration),
      };
    });
  });
}

async function tryOut(
  url: string,
  tablePackage: TablePackage,
  pieces: readonly Piece[],
): Promise<Piece[]> {
  return withScratch(url, async (scratch) => {
    await buildDependencies(scratch, tablePackage);
    const client = await connectOnce(scratch);
    try {
      return await withoutIdleWrites(client, pieces);
    } finally {
      await client.end();
    }
  });
}

async function refuseDirtyFiles(
  url: string,
  { workspace, package: tablePackage }: SquashRequest,
): Promise<void> {
  const difference = await prismaDifference(url, workspace, tablePackage);
  if (difference === undefined) return;
  throw new SquashRefusedError(
    `the Prisma files of ${tablePackage.key} are not what its migrations build:\n${difference}\n` +
      "Write the migration for that first, then squash. Nothing was changed.",
  );
}

function migrationOf(
  { migrationsDirectory }: TablePackage,
  name: string,
  sql: string,
  replaces: readonly Migration[],
): Migration {
  const checksum = createHash("sha256").update(sql).digest("hex");
  return { name, path: join(migrationsDirectory, name, "migration.sql"), sql, checksum, replaces };
}

function tooFew({ key }: TablePackage, count: number): SquashRefusedError {
  const has = count === 0 ? "no migration" : "one migration only";
  return new SquashRefusedError(`${key} has ${has}: there is nothing to squash`);
}
