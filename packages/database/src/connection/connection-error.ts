import { DatabaseError } from "../error/database-error.js";

/** Where a connection was wanted; never the password. */
export interface Target {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
}

/** The database cannot be used. The message is one line: which, why, and what to do. */
export class ConnectionError extends DatabaseError {
  readonly target: Target | undefined;

  constructor(
    message: string,
    details: {
      readonly target?: Target;
      readonly sqlstate?: string | undefined;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, details);
    this.target = details.target;
  }
}

/** No URL is set and no embedded server is recorded. */
export class NoDatabaseError extends ConnectionError {}

/** The URL cannot be read as one of PostgreSQL. */
export class InvalidDatabaseUrl extends ConnectionError {}

/** The host refused or broke the connection: nothing listens there. */
export class ServerUnreachable extends ConnectionError {}

/** The host's name has no address. */
export class HostNotFound extends ConnectionError {}

/** The host did not answer in time. */
export class ConnectTimeout extends ConnectionError {}

/** The server refused the user: wrong or missing password, or no rule that lets it in. */
export class LoginRefused extends ConnectionError {}

/** The server is there, the database is not. */
export class DatabaseMissing extends ConnectionError {}

/** The server has no free connection left. */
export class TooManyConnections extends ConnectionError {}

/** The server is starting up, shutting down or recovering. */
export class ServerNotReady extends ConnectionError {}

/** TLS could not be agreed on, or the certificate is not trusted. */
export class TlsFailure extends ConnectionError {}

/** The role that the client is to act as does not exist, or the login may not become it. */
export class RoleUnavailable extends ConnectionError {}

/** A pooler lends its sessions where one is needed that stays; the direct URL of PostgreSQL has it. */
export class PoolerBetween extends ConnectionError {}

/** Sessions of the login start with foreign keys and triggers that do not act, and it may not change that. */
export class RulesSuspended extends ConnectionError {}

/** The server is older than PostgreSQL 15. */
export class ServerTooOld extends ConnectionError {}

/** The server is a standby or its database is set read-only. */
export class ServerReadOnly extends ConnectionError {}
