import type { CheckedTable } from "@deepiri/backup";
import { withoutPassword } from "@deepiri/database";
import { parseTableName, plainName } from "../catalog/table-name.js";
import type { Plan } from "../plan/plan.js";
import type { RetiredTable } from "../plan/planned-projection.js";
import { RefusedError } from "../session/refused-error.js";
import type { Session } from "../session/session.js";
import { backupCommand } from "./backup-command.js";

/**
 * Refuses to go on unless a backup holds all tables that finalize drops, with the rows that they have. Of tables
 * that follow the new ones, and so change all the time, it has to hold any.
 *
 * @param folder of the backup
 * @throws RefusedError that says which table is not in it as it is
 */
export async function checkBackedUp(
  session: Session,
  plan: Pick<Plan, "retired">,
  folder: string | undefined,
): Promise<void> {
  const { retired = [] } = plan;
  refuseWithoutBackup(session, plan, folder);
  if (retired.length === 0 || folder === undefined) return;
  const { BackupError, checkBackup } = await import("@deepiri/backup");
  const tables = retired.map(({ table }) => parseTableName(table));
  const checked = await checkBackup({ url: session.url, from: folder, tables }).catch((cause) => {
    throw cause instanceof BackupError ? refused(session, folder, cause.message, cause) : cause;
  });
  const following = new Set(retired.filter(({ follows }) => follows).map(({ table }) => table));
  const wrong = checked.filter(
    (one) => one.holds !== "same" && !(one.holds === "other rows" && following.has(plainName(one))),
  );
  if (wrong.length > 0) throw refused(session, folder, `${wrong.map(tell).join("; ")}.`);
}

/** @throws BackupNeededError when tables would go, and no backup is named */
export function refuseWithoutBackup(
  { url }: Session,
  { retired = [] }: Pick<Plan, "retired">,
  folder: string | undefined,
): void {
  if (retired.length > 0 && folder === undefined) throw new BackupNeededError(url, retired);
}

/** No backup was named. */
export class BackupNeededError extends RefusedError {
  override readonly name = "BackupNeededError";

  constructor(url: string, retired: readonly RetiredTable[]) {
    const shown = withoutPassword(url);
    super(
      `Finalizing ${shown} drops ${retired.map(({ table }) => table).join(", ")}, which no rollback brings back. ` +
        "Nothing was dropped. Back them up first, and name the folder: " +
        `${backupCommand(url)}, then the same command with --backup FOLDER`,
    );
  }
}

function refused({ url }: Session, folder: string, why: string, cause?: Error): RefusedError {
  return new RefusedError(
    `The backup in ${folder} does not hold what finalize drops: ${why} Nothing was dropped. Make another one: ` +
      backupCommand(url, "ANOTHER"),
    cause && { cause },
  );
}

function tell({ holds, rows, saved, ...table }: CheckedTable): string {
  const name = plainName(table);
  switch (holds) {
    case "missing":
      return `${name} is not in it`;
    case "partly":
      return `of ${name} it has a sample, or masked values`;
    default:
      return rows === saved
        ? `rows of ${name} have changed since`
        : `of ${name} it has ${saved} rows, and the table has ${rows}`;
  }
}
