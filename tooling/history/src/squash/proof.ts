import { bookkeepingSchemas, type Migration } from "@deepiri/workspace";
import { compareContents } from "../catalog/compare-contents.js";
import { type Contents, readContents } from "../catalog/contents.js";
import type { Difference } from "../catalog/difference.js";
import { buildPackage } from "../scratch/build-package.js";
import { prismaDifference } from "../scratch/prisma-difference.js";
import { withScratch } from "../scratch/with-scratch.js";
import type { SquashRequest } from "./squash-request.js";

/** Builds a package by one migration on a database of its own, and says how that differs from the history. */
export type Proof = (migration: Migration) => Promise<Difference[]>;

/** @param wantedUrl a database that the history has built */
export async function openProof(
  { workspace, package: tablePackage, url }: SquashRequest,
  wantedUrl: string,
  history: readonly Migration[],
): Promise<Proof> {
  const hidden = bookkeepingSchemas(workspace.packages);
  const wanted = await readContents(wantedUrl, hidden);
  let rowsAgain: Promise<Contents["rows"]> | undefined;
  const again = (): Promise<Contents["rows"]> => {
    rowsAgain ??= withScratch(url, async (third) => {
      await buildPackage(third, tablePackage, history);
      return (await readContents(third, hidden)).rows;
    });
    return rowsAgain;
  };
  return (migration) =>
    withScratch(url, async (found) => {
      await buildPackage(found, tablePackage, [migration]);
      const contents = await readContents(found, hidden);
      const differences = await compareContents(wanted, contents, again);
      if (differences.length > 0) return differences;
      const detail = await prismaDifference(found, workspace, tablePackage);
      return detail === undefined
        ? []
        : [{ object: "the Prisma files", how: "changed", seenBy: "Prisma", detail }];
    });
}
