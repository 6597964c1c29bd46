import { countVisible, type Visible } from "../../catalog/access/count-visible.js";
import { type Access, readAccess } from "../../catalog/access/read-access.js";
import type { Source } from "../../plan/plan.js";
import type { Step } from "../../plan/step.js";
import type { AccessWarning, VisibilityWarning } from "../../plan/warning.js";
import type { Session } from "../../session/session.js";
import { compareRights } from "./compare-rights.js";
import { compareVisible } from "./compare-visible.js";
import { placesOf } from "./places.js";

/** Who could do what on the copy before the first step. */
export interface AccessBefore {
  /** Which of the workspace's databases the copy is to become. */
  readonly database: string;
  readonly access: Access;
  /** Rows of tables with row security. */
  readonly visible: readonly Visible[];
}

export async function readAccessBefore(copy: Session, database: string): Promise<AccessBefore> {
  const access = await readAccess(copy, database);
  const guarded = [...access.relations.values()].filter(({ rowSecurity }) => rowSecurity);
  return {
    access,
    database,
    visible: await countVisible(
      copy,
      rolesOf(access),
      guarded.map(({ name }) => name),
    ),
  };
}

/** Who can do what on the copy after the last step, and how that is less or more than before. */
export interface AccessAfter {
  readonly after: Access;
  readonly changes: readonly (AccessWarning | VisibilityWarning)[];
}

export async function readAccessChanges(
  copy: Session,
  { access, database, visible }: AccessBefore,
  { steps, sources }: { readonly steps: readonly Step[]; readonly sources: readonly Source[] },
): Promise<AccessAfter> {
  const after = await readAccess(copy, database);
  const places = placesOf(access, after, steps, sources);
  const guarded = new Set(visible.map(({ table }) => table));
  const now = places.filter(({ from }) => guarded.has(from)).map(({ at }) => at);
  const changes = [
    ...compareRights(access, after, places),
    ...compareVisible(visible, await countVisible(copy, rolesOf(access), now), places),
  ];
  return { after, changes };
}

/** Those that a session can act as. */
function rolesOf({ roles }: Access): string[] {
  return [...roles.keys()].filter((role) => role !== "PUBLIC");
}
