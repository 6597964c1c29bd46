import type { RawClient } from "../client/raw-client.js";

/**
 * Something about a package's part of a database that can go wrong, which `db doctor` looks for. A package
 * lists its checks as `checks` of a module that its package.json names.
 */
export interface PackageCheck {
  /** Unique in a database: the package, a dot and what is looked for, such as `tenancy.breaches`. */
  readonly name: string;
  /**
   * Looks for it; others look in the same session, so it is soon done.
   *
   * @param client acts as the role that owns the database's objects where the login may, in a transaction
   *   that only reads, without a search_path
   */
  find(client: RawClient): Promise<readonly Problem[]>;
}

/** What is not as it should be. */
export interface Problem {
  /** Rows or availability are at risk, it costs, or it is worth knowing. */
  readonly severity: "error" | "warning" | "info";
  /** What it is about: plain names as the catalogue has them. */
  readonly subject: {
    /** Such as `table`. */
    readonly kind: string;
    readonly schema: string;
    readonly name: string;
  };
  /** What is wrong with it, as the end of a sentence that the subject begins. */
  readonly message: string;
  /** What ends it, if that follows from the catalogue; without it somebody has to decide first. */
  readonly remedy?: {
    readonly sql: string;
    /** It changes what migrations build, so a migration of the subject's owner is to have it. */
    readonly inMigration?: true;
  };
}
