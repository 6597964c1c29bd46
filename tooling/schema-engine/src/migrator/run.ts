import type { Blocker } from "@deepiri/database/session";
import type { Database, Migration, TablePackage } from "@deepiri/workspace";
import type pg from "pg";
import type { LockHolder } from "../lock/migration-lock.js";

/** What a run tells while it goes on. */
export type MigrateEvent =
  | { readonly kind: "waiting"; readonly holder: LockHolder | undefined }
  | { readonly kind: "retrying"; readonly package: TablePackage; readonly names: readonly string[] }
  | { readonly kind: "started"; readonly package: TablePackage; readonly migration: Migration }
  /** It was interrupted before, and goes on at that line of its file. */
  | {
      readonly kind: "resumed";
      readonly package: TablePackage;
      readonly migration: Migration;
      readonly line: number;
    }
  /**
   * Others hold a lock that is needed; told again and again. It is needed by a migration, from that line of
   * its file on, or else for owners and rights.
   */
  | {
      readonly kind: "blocked";
      readonly by?: {
        readonly package: TablePackage;
        readonly migration: Migration;
        readonly line: number;
      };
      readonly blockers: readonly Blocker[];
      readonly waitedMs: number;
    }
  | {
      readonly kind: "finished";
      readonly package: TablePackage;
      readonly migration: Migration;
      readonly milliseconds: number;
    }
  /** Squashed migrations were recorded, since all that they replace had been applied. */
  | {
      readonly kind: "recorded";
      readonly package: TablePackage;
      readonly migrations: readonly Migration[];
    }
  | { readonly kind: "granted"; readonly statements: readonly string[] }
  /** Roles or rights are not as computed, and this login may not change that. */
  | { readonly kind: "refused"; readonly database: string; readonly statements: readonly string[] };

/** A run on one database. */
export interface Run {
  readonly database: Database;
  readonly client: pg.Client;
  readonly url: string;
  readonly lockWaitMs: number;
  readonly onEvent: (event: MigrateEvent) => void;
}
