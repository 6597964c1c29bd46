/** Something about documents of a database that someone can act on; the message says how. */
export class DocsError extends Error {
  override readonly name: string = "DocsError";
}

/** A file of a plan cannot be used. */
export class InvalidPlanError extends DocsError {
  override readonly name = "InvalidPlanError";

  constructor(
    readonly file: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(`${file} ${reason}. Write one with: pnpm reorganize plan`, options);
  }
}

/** Somebody has locked a table so that its definition cannot be read. */
export class LockedTablesError extends DocsError {
  override readonly name = "LockedTablesError";

  constructor(
    readonly holders: readonly { table: string; pid: number; application: string }[],
    options?: ErrorOptions,
  ) {
    const [first] = holders;
    const who = first
      ? `${first.table} is locked by process ${first.pid}${first.application && ` (${first.application})`}`
      : "a table was locked";
    super(
      `${who}, so its definition cannot be read; type the command again when that has ended`,
      options,
    );
  }
}
