import { recordedAccess } from "../catalog/access/access-record.js";
import { readAccess } from "../catalog/access/read-access.js";
import {
  type ObjectRecord,
  type RecordDifference,
  recordDifferences,
  recordOf,
} from "../catalog/observer/object-record.js";
import { observe } from "../catalog/observer/observe.js";
import { plainColumn } from "../catalog/table-name.js";
import type { Foreseen } from "../plan/foreseen.js";
import type { Problem } from "../plan/problem.js";
import type { AccessWarning } from "../plan/warning.js";
import { compareRights } from "../planner/access/compare-rights.js";
import type { Session } from "../session/session.js";

/** What is not as the plan foresaw it, and what others have made since. */
export interface Unforeseen {
  readonly problems: readonly Problem[];
  readonly notes: readonly Problem[];
}

/**
 * Compares everything that the server's catalogs say of the database, and what every role can do, with what
 * the rehearsal of the plan saw after its last step. It is read as nothing is planned.
 */
export async function checkForeseen(session: Session, foreseen: Foreseen): Promise<Unforeseen> {
  const objects = await changedObjects(session, foreseen.after, foreseen);
  const rights = await changedRights(session, foreseen);
  const roles = new Set(["PUBLIC", ...foreseen.roles]);
  const isNew = ({ how }: RecordDifference): boolean => how === "new";
  const isKnown = ({ role }: AccessWarning): boolean => roles.has(role);
  return {
    problems: [
      ...objects.filter((one) => !isNew(one)).map(objectProblem),
      ...rights.filter(isKnown).flatMap(rightProblems),
    ],
    notes: [
      ...objects.filter(isNew).map(objectProblem),
      ...rights.filter((one) => !isKnown(one)).flatMap(rightProblems),
    ],
  };
}

/** Objects that are not as recorded; rights count of roles that there were then. */
export async function changedObjects(
  session: Session,
  record: ObjectRecord,
  { roles }: Pick<Foreseen, "roles">,
): Promise<RecordDifference[]> {
  return recordDifferences(record, recordOf(await observe(session), new Set(roles)));
}

async function changedRights(session: Session, { access }: Foreseen): Promise<AccessWarning[]> {
  const now = await readAccess(session);
  const before = recordedAccess(access, now);
  const places = [...before.relations.keys()].map((name) => ({
    from: name,
    at: name,
    rename: new Map<string, string>(),
    refused: [],
  }));
  return compareRights(before, now, places);
}

function objectProblem({ object, how, parts }: RecordDifference): Problem {
  return { about: "objects", code: how === "new" ? "new" : `${how} since`, object, parts };
}

function rightProblems({ code, role, privileges, tables, columns }: AccessWarning): Problem[] {
  return tables.map((table) => ({
    about: "rights",
    code,
    object: role,
    ...(role !== "PUBLIC" && { kind: "role" }),
    privileges,
    on: columns?.map((column) => plainColumn(table, column)) ?? [table],
  }));
}
