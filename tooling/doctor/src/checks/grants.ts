import { type GrantPlan, type GrantStatement, planGrants } from "@deepiri/schema-engine";
import type { Check } from "../check/check.js";
import type { Finding, Subject } from "../finding/finding.js";

/** Roles, owners and rights against what the Prisma files declare. */
export const grants: Check = {
  name: "grants",
  examine: async ({ session, database }) => {
    const plan = await session.read((client) => planGrants(client, database));
    return { findings: findingsOf(plan, database.name), notExamined: [] };
  },
};

function findingsOf(
  { roles, statements, strangers, hasRoles }: GrantPlan,
  database: string,
): Finding[] {
  const subject = { kind: "database", name: database };
  const command = { command: `db grants --database ${database}` };
  const ofRoles: Finding[] =
    roles.length === 0
      ? []
      : [
          {
            code: "roles-differ",
            severity: "warning",
            subject,
            evidence: { statements: roles.length },
            remedy: { sql: roles },
          },
        ];
  // Without its roles a database has none of the rights either: that is one thing to tell.
  if (!hasRoles) return [{ ...(ofRoles[0] as Finding), remedy: command }];
  return [...ofRoles, ...statements.map(findingOf), ...byGrantee(strangers)];
}

/** One finding for each role, whatever it has rights on. */
function byGrantee(strangers: GrantPlan["strangers"]): Finding[] {
  const grantees = [...new Set(strangers.map(({ grantee }) => grantee))].sort();
  return grantees.map((grantee) => ({
    code: "right-of-another-role",
    severity: "info",
    subject: { kind: "role", name: grantee },
    evidence: {
      rights: strangers
        .filter((one) => one.grantee === grantee)
        .map(({ privileges, target }) => `${privileges.join(", ")} on ${target}`),
    },
    remedy: {},
  }));
}

const codes = {
  owner: "owner-differs",
  grant: "right-missing",
  revoke: "right-superfluous",
} as const;

function findingOf({ does, object, role, privileges, sql }: GrantStatement): Finding {
  return {
    code: codes[does],
    severity: does === "grant" ? "error" : "warning",
    subject: subjectOf(object),
    evidence: { role: role ?? "PUBLIC", ...(privileges ? { privileges } : {}) },
    remedy: { sql: [sql] },
  };
}

function subjectOf({ kind, schema, name }: GrantStatement["object"]): Subject {
  return { kind: kind === "column" ? "table" : kind, ...(schema === null ? {} : { schema }), name };
}
