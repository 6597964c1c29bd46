import type { ObjectName } from "./subject.js";

/** An object that no package owns; it stays as it is. */
export interface UnmanagedObject {
  readonly object: ObjectName;
  readonly reason: UnmanagedReason;
}

export type UnmanagedReason =
  /** The mapping says why it stays. */
  | { readonly code: "known"; readonly why: string }
  | { readonly code: "no owner" }
  | { readonly code: "foreign history" }
  /** It uses tables that a package owns. */
  | { readonly code: "dependent"; readonly tables: readonly string[] }
  | { readonly code: "not in target" };
