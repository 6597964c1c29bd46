import { type PackageCheck, sqlState } from "@deepiri/database";
import {
  type Database,
  type Ownership,
  readOwnership,
  type TablePackage,
} from "@deepiri/workspace";
import type { Check, Context, Examined } from "../check/check.js";
import { defaultLimits, type Limits } from "../check/limits.js";
import { checks } from "../checks/index.js";
import { packageCheck } from "../checks/package-check.js";
import { differences } from "../differences/differences.js";
import { type Finding, severities } from "../finding/finding.js";
import type { Gap } from "../finding/gap.js";
import { readServer, type Server } from "../session/server.js";
import { withSession } from "../session/session.js";
import { inMigrations } from "./in-migrations.js";

/** What to examine. */
export interface Examination {
  readonly url: string;
  readonly database: Database;
  /** Those of its packages that are there; all if left out. */
  readonly packages?: readonly TablePackage[];
  /** What the packages look for by themselves. */
  readonly packageChecks?: readonly PackageCheck[];
  readonly limits?: Partial<Limits>;
}

/** What was found in one place. */
export interface Report {
  readonly server: Server;
  /** The worst first, otherwise in the order of the checks. */
  readonly findings: readonly Finding[];
  readonly notExamined: readonly Gap[];
}

/**
 * Examines a database that may be in use: it reads only, takes no lock that anybody waits for, and gives up
 * what takes long. What a check could not look at is in `notExamined`.
 *
 * @throws ConnectionError when the database cannot be reached
 */
export async function examine({
  url,
  database,
  packages = database.packages,
  packageChecks = [],
  limits: changed,
}: Examination): Promise<Report> {
  const limits = { ...defaultLimits, ...changed };
  return withSession(url, limits.statementMilliseconds, async (session) => {
    const server = await session.read(readServer);
    let ownership: Ownership | undefined;
    const context: Context = {
      ...{ session, server, limits, url, database, packages },
      // Parsing the Prisma files takes a while, in which the server can already work.
      get ownership() {
        ownership ??= readOwnership(database);
        return ownership;
      },
    };
    const ordered = [...checks, ...packageChecks.map(packageCheck)];
    const others = ordered.filter((check) => check !== differences);
    // On connections of its own beside the others, for it takes as long as all of them.
    const [compared, examined] = await Promise.all([
      attempt(differences, context),
      inTurn(others, context),
    ]);
    const all = ordered.map((check) => examined.get(check) ?? compared);
    const found = all.flatMap(({ findings }) => findings);
    return {
      server,
      findings: worstFirst(inMigrations(found, context.ownership)),
      notExamined: all.flatMap(({ notExamined }) => notExamined),
    };
  });
}

async function inTurn(
  all: readonly Check[],
  context: Context,
): Promise<ReadonlyMap<Check, Examined>> {
  const examined = new Map<Check, Examined>();
  for (const check of all) examined.set(check, await attempt(check, context));
  return examined;
}

/** A check that the server refuses leaves the others alone. */
async function attempt(check: Check, context: Context): Promise<Examined> {
  try {
    return await check.examine(context);
  } catch (error) {
    const gap = gapOf(check.name, error);
    if (gap === undefined) throw error;
    return { findings: [], notExamined: [gap] };
  }
}

function gapOf(check: string, error: unknown): Gap | undefined {
  const { code, message = "" } = error as { code?: string; message?: string };
  const detail = message;
  switch (code) {
    case sqlState.insufficientPrivilege:
      return { check, reason: "right", detail };
    case sqlState.queryCanceled:
      return { check, reason: "time", detail };
    case sqlState.lockNotAvailable:
      return { check, reason: "lock", detail };
  }
  // Anything else that the server says, such as of a function that its provider has taken away.
  return code?.length === 5 ? { check, reason: "other", detail } : undefined;
}

function worstFirst(findings: readonly Finding[]): Finding[] {
  return severities.flatMap((severity) => findings.filter((one) => one.severity === severity));
}
