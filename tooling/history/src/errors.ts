/** Root of what stops `db squash` and `db baseline`. The message is for people: what, where, why, what next. */
export class HistoryError extends Error {
  override readonly name: string = "HistoryError";
}

/** A history cannot be squashed as it is. Nothing was written. */
export class SquashRefusedError extends HistoryError {
  override readonly name = "SquashRefusedError";
}

/** A database cannot be taken over as it is. Nothing was changed. */
export class BaselineRefusedError extends HistoryError {
  override readonly name = "BaselineRefusedError";
}
