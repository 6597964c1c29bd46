import type { TablePackage } from "./workspace.js";

/** Where `db work` has the job runner's tables, in each database that it works on. */
export const jobsSchema = "_jobs";

/**
 * The schemas that only hold what our tools note down: the packages' histories and the job runner's tables. No
 * package owns anything there and no migration makes it, so a comparison with either leaves them out.
 */
export function bookkeepingSchemas(
  packages: readonly Pick<TablePackage, "historySchema">[],
): string[] {
  return [...packages.map(({ historySchema }) => historySchema), jobsSchema];
}
