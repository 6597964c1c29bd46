const day = 86_400;
const mebibyte = 1024 ** 2;

/** From where on something is a finding. */
export interface Limits {
  /** A table with fewer rows is small: what is slow in a large one does not matter in it yet. */
  readonly smallTableRows: number;
  /** How long the server must have counted before an index counts as unused. */
  readonly unusedIndexSeconds: number;
  /** A smaller index costs too little to speak of. */
  readonly unusedIndexBytes: number;
  /** A table or an index is bloated when so much of it is estimated to be empty ... */
  readonly bloatBytes: number;
  /** ... and that is so much of the whole. */
  readonly bloatPercent: number;
  /** Rows of a table that has no statistics. */
  readonly unanalyzedRows: number;
  /** Dead rows that autovacuum should have got to: so many, and ... */
  readonly deadRows: number;
  /** ... so many times what autovacuum waits for. */
  readonly deadRowsOfThreshold: number;
  /** How much of its range a key has used. */
  readonly keyPercent: { readonly warning: number; readonly error: number };
  /** Ages of transaction ids, in times of what forces autovacuum to freeze; in per cent of the hard limit. */
  readonly freezeAge: { readonly warningTimes: number; readonly errorPercent: number };
  readonly longTransactionSeconds: { readonly warning: number; readonly error: number };
  readonly idleTransactionSeconds: number;
  readonly lockWaitSeconds: number;
  readonly preparedTransactionSeconds: number;
  readonly connectionsPercent: { readonly warning: number; readonly error: number };
  /** Log that a replication slot holds back. */
  readonly slotBytes: { readonly warning: number; readonly error: number };
  /** An old name is in use when somebody used it so lately. */
  readonly oldNameSeconds: number;
  /** How long one query of a check may take. */
  readonly statementMilliseconds: number;
}

/** What a database of any size should keep to. */
export const defaultLimits: Limits = {
  smallTableRows: 10_000,
  unusedIndexSeconds: 30 * day,
  unusedIndexBytes: mebibyte,
  bloatBytes: 100 * mebibyte,
  bloatPercent: 50,
  unanalyzedRows: 1000,
  deadRows: 10_000,
  deadRowsOfThreshold: 2,
  keyPercent: { warning: 70, error: 90 },
  freezeAge: { warningTimes: 2, errorPercent: 50 },
  longTransactionSeconds: { warning: 3600, error: day },
  idleTransactionSeconds: 600,
  lockWaitSeconds: 30,
  preparedTransactionSeconds: 600,
  connectionsPercent: { warning: 80, error: 95 },
  slotBytes: { warning: 1024 * mebibyte, error: 10_240 * mebibyte },
  oldNameSeconds: 7 * day,
  statementMilliseconds: 10_000,
};
