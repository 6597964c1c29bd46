/** Why something was not examined. */
export type GapReason =
  /** The login lacks a right; `grant` gives it. */
  | "right"
  /** It took longer than a check may. */
  | "time"
  /** Another session holds a lock on what it had to read. */
  | "lock"
  /** A standby does not know. */
  | "standby"
  /** It says of itself why, in `detail`. */
  | "other";

/** Something that a check did not look at. */
export interface Gap {
  /** The check, such as `bloat`. */
  readonly check: string;
  readonly reason: GapReason;
  /** What it is that was not seen, or the server's own words. */
  readonly detail: string;
  /** The statement that an administrator runs so that it is seen. */
  readonly grant?: string;
}
