import { DatabaseError } from "./database-error.js";

/** A row with the same values in `columns` exists already. */
export class UniqueViolation extends DatabaseError {}

/** A row refers to one that does not exist, or one that is still referred to was to go. */
export class ForeignKeyViolation extends DatabaseError {}

/** A row breaks a CHECK; the message says what it demands. */
export class CheckViolation extends DatabaseError {}

/** A column that needs a value got none. */
export class NotNullViolation extends DatabaseError {}

/** A row conflicts with another under an exclusion constraint. */
export class ExclusionViolation extends DatabaseError {}

/** A text is longer than its column; `columns` holds all of the table that have the type named. */
export class ValueTooLong extends DatabaseError {}

/** The role of the client lacks a right. */
export class PermissionDenied extends DatabaseError {}

/** A statement ran longer than statementTimeoutMs, or was cancelled. */
export class StatementTimeout extends DatabaseError {}

/** A lock was not to be had within lockTimeoutMs. */
export class LockTimeout extends DatabaseError {}

/** A whole transaction took longer than transactionTimeoutMs; nothing of it remains. */
export class TransactionTimeout extends DatabaseError {}

/** A serialization failure or deadlock; repeating the whole transaction may succeed. */
export class WriteConflict extends DatabaseError {}

/** The connection broke during a statement, of which it is unknown whether it took effect. */
export class ConnectionLost extends DatabaseError {}

/** No connection of the pool came free within connectTimeoutMs. */
export class PoolExhausted extends DatabaseError {}

/** The client was closed before. */
export class ClientClosed extends DatabaseError {}
