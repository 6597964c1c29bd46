import type { Statement } from "@deepiri/sql";
import type { Subject } from "./subject.js";

/** A statement with where it stands and what it is about. */
export interface Placed {
  readonly statement: Statement;
  readonly line: number;
  readonly subject: Subject;
}
