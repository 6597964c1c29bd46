/** Root of all errors of the embedded server; its message is complete and meant for people. */
export class EmbeddedServerError extends Error {
  override readonly name: string = "EmbeddedServerError";
}

/** There are no PostgreSQL binaries for this platform, or they were not installed. */
export class BinariesMissingError extends EmbeddedServerError {
  override readonly name = "BinariesMissingError";

  constructor(
    readonly platform: string,
    options?: ErrorOptions,
  ) {
    super(
      `no embedded PostgreSQL for ${platform}: run "pnpm install" without --no-optional, or set DATABASE_URL to a server of your own`,
      options,
    );
  }
}

/** `initdb` failed; `output` holds its last lines. Nothing of the new data folder remains. */
export class DataFolderNotMadeError extends EmbeddedServerError {
  override readonly name = "DataFolderNotMadeError";

  constructor(
    readonly directory: string,
    readonly output: string,
    options?: ErrorOptions,
  ) {
    super(
      `could not make a PostgreSQL data folder in ${directory}; nothing of it was kept. Free some space or mend the cause, then start again:\n${indent(output)}`,
      options,
    );
  }
}

/** Where the data folder should be there is something else, which is left alone. */
export class NotADataFolderError extends EmbeddedServerError {
  override readonly name = "NotADataFolderError";

  constructor(readonly directory: string) {
    super(
      `${directory} is not a PostgreSQL data folder, and not empty: move it away (mv "${directory}" "${directory}-other") and start again`,
    );
  }
}

/** The data folder was made by another major version, which this server cannot read. */
export class DataFolderVersionError extends EmbeddedServerError {
  override readonly name = "DataFolderVersionError";

  constructor(
    readonly directory: string,
    readonly found: string,
    readonly expected: string,
  ) {
    super(
      `the data folder ${directory} was made by PostgreSQL ${found}, the embedded server is ${expected}: move the folder away (mv "${directory}" "${directory}-${found}") and start again with an empty one`,
    );
  }
}

/** The folder, or the server that runs on it, is another user's of this machine. */
export class OtherOwnerError extends EmbeddedServerError {
  override readonly name = "OtherOwnerError";

  constructor(
    readonly directory: string,
    readonly owner: number | undefined,
    options?: ErrorOptions,
  ) {
    const [theirs, ours] = [owner ?? "unknown", process.getuid?.() ?? "unknown"];
    super(
      `no permission for the embedded server in ${directory} (its owner is user ${theirs}, you are user ${ours}): run the command as its owner, or take the folder over with: sudo chown -R ${ours} "${directory}"`,
      options,
    );
  }
}

/** The server did not come up; `log` holds the last lines it wrote. */
export class ServerNotStartedError extends EmbeddedServerError {
  override readonly name = "ServerNotStartedError";

  constructor(
    readonly logFile: string,
    reason: string,
    readonly log: string,
  ) {
    super(
      `the embedded server did not start: ${reason}. Its log (${logFile}) ends with:\n${indent(log)}`,
    );
  }
}

/** The server was asked to stop and is still there. */
export class ServerNotStoppedError extends EmbeddedServerError {
  override readonly name = "ServerNotStoppedError";

  constructor(readonly pid: number) {
    super(`the embedded server (process ${pid}) does not stop: end it with "kill -QUIT ${pid}"`);
  }
}

function indent(text: string): string {
  return (text.trim() || "(nothing)").replaceAll(/^/gm, "  ");
}
