import { quoteTable } from "@deepiri/database";
import { catalogueCheck } from "../check/check.js";
import { userTables } from "../check/user-tables.js";
import type { Finding } from "../finding/finding.js";

interface Row {
  readonly schema: string;
  readonly table: string;
  readonly policies: readonly string[];
  readonly isOn: boolean;
  readonly isForced: boolean;
  readonly owner: string;
  readonly ownerLogsIn: boolean;
}

/** Policies that hold for nobody, or not for the owner, and row security that nobody passes. */
export const rowSecurity = catalogueCheck<Row>({
  name: "row security",
  sql: `
WITH ${userTables}
SELECT user_table.schema, user_table."table", relrowsecurity AS "isOn", relforcerowsecurity AS "isForced",
       ARRAY(SELECT polname::text FROM pg_policy WHERE polrelid = user_table.oid ORDER BY 1) AS policies,
       rolname::text AS owner, rolcanlogin AND NOT rolsuper AND NOT rolbypassrls AS "ownerLogsIn"
  FROM user_table JOIN pg_roles ON pg_roles.oid = relowner
 WHERE relrowsecurity OR EXISTS (SELECT FROM pg_policy WHERE polrelid = user_table.oid)
 ORDER BY 1, 2`,
  find: (rows) => rows.flatMap(findingsOf),
});

function findingsOf({
  schema,
  table,
  policies,
  isOn,
  isForced,
  owner,
  ownerLogsIn,
}: Row): Finding[] {
  const subject = { kind: "table", schema, name: table };
  const alter = (what: string) => ({
    sql: [`ALTER TABLE ${quoteTable(schema, table)} ${what} ROW LEVEL SECURITY`],
  });
  if (!isOn)
    return [
      {
        code: "row-security-off",
        severity: "error",
        subject,
        evidence: { policies },
        remedy: alter("ENABLE"),
      },
    ];
  if (policies.length === 0)
    return [
      { code: "row-security-without-policy", severity: "info", subject, evidence: {}, remedy: {} },
    ];
  if (isForced || !ownerLogsIn) return [];
  return [
    {
      code: "row-security-not-forced",
      severity: "info",
      subject,
      evidence: { policies, owner },
      remedy: alter("FORCE"),
    },
  ];
}
