import { type GivenUp, type OnWaiting, patiently } from "@deepiri/database/session";
import type { Statement } from "@deepiri/sql";
import type { Migration } from "@deepiri/workspace";
import type pg from "pg";
import { SendError } from "../engine/send-script.js";
import { migrationApplicationName } from "../lock/migration-lock.js";
import type { Earlier, HistoryRow } from "./history-row.js";
import type { Part, Script } from "./script.js";
import type { ApplySession } from "./session.js";
import { isSetting } from "./statement-kind.js";

/** A migration under way. */
export interface Underway extends ApplySession {
  readonly script: Script;
  readonly migration: Migration;
  readonly row: HistoryRow;
  /** What an earlier run knows of the first statement of the part, which it tried. */
  readonly earlier: Pick<Earlier, "wasCutOff"> | undefined;
  readonly url: string;
  readonly lockWaitMs: number;
  readonly onWaiting: OnWaiting;
}

/** Others held the locks of a part for too long; nothing of it remains. */
export class PartWaitError extends Error {
  override readonly name = "PartWaitError";
  constructor(readonly given: GivenUp) {
    super("others hold the locks", {
      cause: given.cause instanceof SendError ? given.cause.cause : given.cause,
    });
  }
}

/** What a file SETs holds for its parts after that, also where the run that did those before is gone. */
export function settingsBefore(
  { statements, isWhole }: Script,
  { from }: Part,
): readonly Statement[] {
  return isWhole ? [] : statements.slice(0, from).filter(isSetting);
}

/** Runs an attempt until no lock is in its way, or the migration has waited as long as it may. */
export function patientlyIn(
  { client, pid, url, lockWaitMs, onWaiting }: Underway,
  attempt: (client: pg.ClientBase) => Promise<void>,
  waitsLong = false,
): Promise<void> {
  return patiently(
    {
      connect: async () => client,
      watch: () => ({
        url,
        applicationName: migrationApplicationName,
        pid,
        tell: onWaiting,
        everyMs: 2_000,
      }),
      waitsLong,
      isOver: (_attempts, waitedMs) => waitedMs >= lockWaitMs,
      refusal: (given) => new PartWaitError(given),
    },
    attempt,
  );
}
