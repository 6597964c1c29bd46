/** A statement that makes the scratch copy like its source. */
export interface Statement {
  /** What it is about, such as `operator app.===(text,integer)`. */
  readonly name: string;
  readonly sql: string;
  /** Whether it makes what an operator, a cast or a text search object may be made of. */
  readonly isFoundation?: boolean;
}

/** A statement that the server refused, with its reason. */
export interface Refused extends Statement {
  readonly reason: string;
  /** Whether it was for want of something, such as of what another statement makes. */
  readonly isForWant: boolean;
}
