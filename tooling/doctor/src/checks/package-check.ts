import { migratorRole, type PackageCheck, type Problem, rawClient } from "@deepiri/database";
import type { Ownership } from "@deepiri/workspace";
import type pg from "pg";
import type { Check, Context, Examined } from "../check/check.js";
import type { Finding } from "../finding/finding.js";

/** What a package looks for by itself, as a check like any other. */
export function packageCheck({ name, find }: PackageCheck): Check {
  return { name, examine: (context) => examine(name, find, context) };
}

async function examine(
  check: string,
  find: PackageCheck["find"],
  context: Context,
): Promise<Examined> {
  try {
    const problems = await context.session.read(async (client) => {
      await actAsOwnerIfAllowed(client, context.database.name);
      return find(rawClient(client));
    });
    const findings = problems.map((problem) => findingOf(check, problem, context));
    return { findings, notExamined: [] };
  } catch (error) {
    if (isOfServer(error)) throw error;
    // A mistake of one package hides nothing of the others.
    const detail = error instanceof Error ? error.message : String(error);
    return { findings: [], notExamined: [{ check, reason: "other", detail }] };
  }
}

/** It has an SQLSTATE. */
function isOfServer(error: unknown): boolean {
  return (error as { code?: string } | undefined)?.code?.length === 5;
}

// The owner may read the bookkeeping tables of packages.
async function actAsOwnerIfAllowed(client: pg.ClientBase, database: string): Promise<void> {
  await client.query(
    `SELECT set_config('role', rolname, true) FROM pg_roles
      WHERE rolname = $1
        AND pg_has_role(oid, CASE WHEN current_setting('server_version_num')::int < 160000 THEN 'MEMBER' ELSE 'SET' END)`,
    [migratorRole(database)],
  );
}

function findingOf(
  check: string,
  { severity, subject, message, remedy }: Problem,
  { ownership }: Context,
): Finding {
  const owner = remedy?.inMigration && ownerOf(subject, ownership);
  return {
    code: "found-by-package",
    severity,
    subject,
    evidence: { check, problem: message },
    remedy: {
      ...(remedy && { sql: [remedy.sql] }),
      ...(owner && { migrationOf: owner }),
    },
  };
}

/** The package that owns it or, of a view or what nobody declares, another table of its schema. */
function ownerOf({ schema, name }: Problem["subject"], { tables }: Ownership): string | undefined {
  const [, beside] = [...tables].find(([table]) => table.startsWith(`${schema}.`)) ?? [];
  return (tables.get(`${schema}.${name}`) ?? beside)?.owner.key;
}
