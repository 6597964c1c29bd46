import type { ObjectName } from "../plan/subject.js";
import type { UnmanagedReason } from "../plan/unmanaged-object.js";
import { type Texts, textOf } from "./texts.js";

const reasons: Texts<UnmanagedReason> = {
  known: ({ why }) => why,
  "no owner": () => "no package owns it",
  "foreign history": () => "a migration history that no package reads",
  dependent: ({ tables }) => `no package owns it; it uses ${tables.join(", ")}`,
  "not in target": () => "no package owns it, and the target has no such object",
};

/** The object with its kind, such as `view public.open_tasks`. */
export function objectText({ kind, name }: ObjectName): string {
  return kind === "foreign keys" ? `foreign keys of table ${name}` : `${kind} ${name}`;
}

/** Why an unmanaged object stays as it is. */
export function reasonText(reason: UnmanagedReason): string {
  return textOf(reasons, reason);
}
