import {
  CheckViolation,
  ClientClosed,
  ConnectionError,
  ConnectionLost,
  type DatabaseError,
  ExclusionViolation,
  ForeignKeyViolation,
  InvalidDatabaseUrl,
  LockTimeout,
  NotNullViolation,
  PoolExhausted,
  StatementTimeout,
  TransactionTimeout,
  UniqueViolation,
  ValueTooLong,
  WriteConflict,
} from "@deepiri/database";
import { HttpProblem, Unavailable } from "./problem.js";

/** Rules that other rows break, or that break others. */
const conflicts = [UniqueViolation, ForeignKeyViolation, ExclusionViolation];
/** Rules that a row breaks by itself. */
const unprocessable = [CheckViolation, NotNullViolation, ValueTooLong];
const away = [ConnectionError, ConnectionLost, ClientClosed];
const busy = [PoolExhausted, StatementTimeout, LockTimeout, TransactionTimeout, WriteConflict];

type ErrorClass = abstract new (...args: never[]) => Error;

/**
 * What a failure of the database means to the caller: a refused write in the words of the rule that refused
 * it, a database that is away or busy without saying which. Anything else is undefined: our own mistake.
 */
export function databaseProblem(error: DatabaseError): HttpProblem | undefined {
  const isOneOf = (classes: readonly ErrorClass[]) => classes.some((one) => error instanceof one);
  if (isOneOf(conflicts)) return new HttpProblem(409, error.message, { cause: error });
  if (isOneOf(unprocessable)) return new HttpProblem(422, error.message, { cause: error });
  if (error instanceof InvalidDatabaseUrl) return undefined;
  if (isOneOf(away)) return new Unavailable("The database does not answer; try again.", error);
  if (isOneOf(busy)) return new Unavailable("The database is too busy; try again.", error);
  return undefined;
}
