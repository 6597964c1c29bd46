/** Root of every error this package throws. Its message is meant for people; it holds no password. */
export class SchemaEngineError extends Error {
  override readonly name: string = this.constructor.name;
}

/**
 * Prisma's engine crashed inside its WebAssembly code. The call that was running and every other
 * call on the same instance end with this error; open a new engine to go on.
 */
export class EnginePanicError extends SchemaEngineError {
  constructor(reason: string, options?: ErrorOptions) {
    super(`Prisma's schema engine crashed: ${reason}`, options);
  }
}

/** The engine's only session ended while it was in use, so its locks and settings are gone. */
export class SessionLostError extends SchemaEngineError {
  constructor() {
    super(
      "The connection to PostgreSQL was lost. What was being applied is either in whole or not at all: run the command again.",
    );
  }
}

/** A script ran a BEGIN that it never ended; what it did since then was rolled back. */
export class OpenTransactionError extends SchemaEngineError {
  constructor() {
    super(
      "The script begins a transaction and does not end it. Each file is a transaction already: remove its BEGIN, or add COMMIT.",
    );
  }
}

/** No scratch database could be created, so migrations cannot be replayed for comparison. */
export class ScratchDatabaseError extends SchemaEngineError {
  constructor(reason: string, options?: ErrorOptions) {
    super(
      `A scratch database is needed to replay the migrations, and could not be created: ${reason}. Give the role CREATEDB, or run this against a development server.`,
      options,
    );
  }
}
