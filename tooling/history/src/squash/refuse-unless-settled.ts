import { isCurrent, type PackageStatus } from "@deepiri/schema-engine";
import { SquashRefusedError } from "../errors.js";

/**
 * Makes sure that a database has all that is to be squashed or nothing of it, each as it is on disk:
 * any other could not go on afterwards.
 */
export function refuseUnlessSettled(database: string, status: PackageStatus): void {
  const { applied, halfReplaced, edited, missing, package: tablePackage } = status;
  if (applied.length + halfReplaced.length === 0 || isCurrent(status)) return;
  const names = edited.map(({ name }) => name);
  if (names.length > 0)
    throw new SquashRefusedError(
      `${names.join(", ")} of ${tablePackage.key} was edited after it was applied to ${database}. ` +
        "Restore the file from version control, then squash. Nothing was changed.",
    );
  if (missing.length > 0)
    throw new SquashRefusedError(
      `${database} is ahead of this checkout: it has ${missing.join(", ")} of ${tablePackage.key}. ` +
        "Squash where all migrations are. Nothing was changed.",
    );
  throw new SquashRefusedError(
    `${database} has only some of the migrations of ${tablePackage.key}, and could not go on after a squash. ` +
      "Type `pnpm db:migrate` first. Nothing was changed.",
  );
}
