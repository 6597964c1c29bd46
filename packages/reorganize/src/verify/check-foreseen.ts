import { recordedAccess } from "../catalog/access/access-record.js";
import { readAccess } from "../catalog/access/read-access.js";
import { readRoleNames } from "../catalog/access/read-role-names.js";
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
 *
 * @param roles those that there were when it began
 * @param database which of the workspace's databases it is to become; the default one if left out
 */
export async function checkForeseen(
  session: Session,
  { after, access }: Foreseen,
  roles: readonly string[],
  database?: string,
): Promise<Unforeseen> {
  const objects = await changedObjects(session, after, roles);
  const counts = counting(roles);
  const isNew = ({ how }: RecordDifference): boolean => how === "new";
  const isKnown = ({ role }: AccessWarning): boolean => counts(role);
  const changed = await changedRights(session, access, database);
  // Of a role that was dropped nobody is missing anything, be it while the rights were read.
  const existing = counting(await readRoleNames(session));
  const rights = changed.filter(({ role }) => existing(role));
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
  roles: readonly string[],
): Promise<RecordDifference[]> {
  return recordDifferences(record, recordOf(await observe(session), counting(roles)));
}

function counting(roles: readonly string[]): (role: string) => boolean {
  const known = new Set(["PUBLIC", ...roles]);
  return (role) => known.has(role);
}

async function changedRights(
  session: Session,
  access: Foreseen["access"],
  database: string | undefined,
): Promise<AccessWarning[]> {
  const now = await readAccess(session, database);
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
