import type { Name } from "../catalog/names.js";

export type Movable = "table" | "enum type" | "column" | "enum value";

/** Whether what Prisma would drop and make anew only changed its name or schema. */
export interface MoveQuestion {
  readonly kind: "move";
  readonly object: Movable;
  readonly from: Name;
  readonly to: Name;
  /** Whether they look so alike that it has to be asked; otherwise it has to be said unasked. */
  readonly alike: boolean;
}

/** Whether something with what it holds may really go. */
export interface DropQuestion {
  readonly kind: "drop";
  readonly object: "table" | "column";
  readonly name: Name;
  /** The type that a column of the same name gets, if its values go for that. */
  readonly newType?: string;
  /** What goes with it and Prisma's language has no words for. */
  readonly with: readonly string[];
}

export type Question = MoveQuestion | DropQuestion;
