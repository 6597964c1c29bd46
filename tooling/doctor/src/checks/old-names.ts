import { quoteIdentifier } from "@deepiri/database";
import type { Check, Context, Examined } from "../check/check.js";
import { ledgerSchema } from "../check/user-tables.js";
import type { Finding } from "../finding/finding.js";

interface OldName {
  readonly schema: string;
  readonly name: string;
  /** When it was last used, in seconds before now; null if nobody noted a use. */
  readonly seconds: number | null;
  readonly programs: readonly string[];
}

/** Compatibility views of `reorganize` at old names, and who still uses them. */
export const oldNames: Check = {
  name: "old names",
  examine: async (context) => {
    const right = await context.session.read((client) =>
      client.query<{ isThere: boolean; mayRead: boolean }>(ledgerSql, [ledgerSchema]),
    );
    const { isThere, mayRead } = right.rows[0] ?? { isThere: false, mayRead: false };
    if (!isThere) return { findings: [], notExamined: [] };
    if (!mayRead) return unreadable(context);
    const { rows } = await context.session.read((client) =>
      client.query<OldName>(oldNamesSql, [context.limits.oldNameSeconds]),
    );
    return { findings: rows.map((row) => findingOf(row, context)), notExamined: [] };
  },
};

const ledgerSql = `
SELECT count(*) > 0 AS "isThere",
       COALESCE(bool_and(has_schema_privilege(namespace.oid, 'USAGE') AND has_table_privilege(class.oid, 'SELECT')), false) AS "mayRead"
  FROM pg_class AS class JOIN pg_namespace AS namespace ON namespace.oid = relnamespace
 WHERE nspname = $1 AND relname = 'usage'`;

// A compatibility view is what asks the ledger's function whether it is used.
const oldNamesSql = `
SELECT nspname::text AS schema, relname::text AS name,
       (SELECT EXTRACT(epoch FROM clock_timestamp() - max(at))::float8 FROM ${ledgerSchema}.usage WHERE view = nspname || '.' || relname) AS seconds,
       ARRAY(SELECT DISTINCT concat_ws(' as ', NULLIF(application, ''), login) FROM ${ledgerSchema}.usage
              WHERE view = nspname || '.' || relname AND at > clock_timestamp() - $1 * interval '1 second' ORDER BY 1) AS programs
  FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
 WHERE relkind = 'v' AND pg_class.oid IN (
   SELECT ev_class FROM pg_rewrite JOIN pg_depend ON objid = pg_rewrite.oid AND classid = 'pg_rewrite'::regclass
    WHERE refclassid = 'pg_proc'::regclass
      AND refobjid IN (SELECT oid FROM pg_proc WHERE proname = 'is_used' AND pronamespace = '${ledgerSchema}'::regnamespace))
 ORDER BY 1, 2`;

function findingOf({ schema, name, seconds, programs }: OldName, { limits }: Context): Finding {
  const isUsed = seconds !== null && seconds < limits.oldNameSeconds;
  return {
    code: isUsed ? "old-name-in-use" : "old-name-unused",
    severity: isUsed ? "warning" : "info",
    subject: { kind: "view", schema, name },
    evidence: isUsed ? { lastUsedSeconds: seconds, programs } : {},
    remedy: isUsed ? { command: "reorganize status" } : { command: "reorganize finalize" },
  };
}

function unreadable({ server }: Context): Examined {
  const to = `TO ${quoteIdentifier(server.login)}`;
  return {
    findings: [],
    notExamined: [
      {
        check: "old names",
        reason: "right",
        detail: "who uses the old names of a reorganization",
        grant: `GRANT USAGE ON SCHEMA ${ledgerSchema} ${to}; GRANT SELECT ON ${ledgerSchema}.usage ${to}`,
      },
    ],
  };
}
