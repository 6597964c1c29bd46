import { quoteIdentifier } from "@deepiri/database";
import { HistoryUnreadableError, readStatus } from "@deepiri/schema-engine";
import { bookkeepingSchemas, type Migration, readMigrations } from "@deepiri/workspace";
import type pg from "pg";
import type { Check, Context, Examined } from "../check/check.js";
import { unreadableHistory } from "../check/unreadable-history.js";
import type { Gap } from "../finding/gap.js";
import { withSession } from "../session/session.js";
import { compareFacts, type Difference } from "./compare-facts.js";
import { findingOf } from "./difference-finding.js";
import { readFacts } from "./read-facts.js";
import { NoTargetError, targetFacts } from "./target-facts.js";

/**
 * Every object of the database beside what the migrations that are applied make, as pg-delta sees both. On
 * connections of its own.
 */
export const differences: Check = {
  name: "differences from the migrations",
  examine: async (context) => {
    try {
      return await compare(context);
    } catch (error) {
      if (error instanceof HistoryUnreadableError)
        return unreadableHistory(differences.name, error);
      if (!(error instanceof NoTargetError)) throw error;
      const detail = `the migrations could be applied to no scratch database: ${error.message}`;
      return { findings: [], notExamined: [{ check: differences.name, reason: "other", detail }] };
    }
  },
};

async function compare(context: Context): Promise<Examined> {
  const { url, server, database, limits } = context;
  const migrations = await appliedMigrations(context);
  if (migrations.length === 0) return { findings: [], notExamined: [] };
  const [live, target] = await Promise.all([
    readFacts(url, limits.statementMilliseconds),
    targetFacts({ database, migrations, url, server }),
  ]);
  const found = compareFacts(live, target.facts, bookkeepingSchemas(database.packages));
  if (target.major === Math.floor(server.version / 10_000))
    return { findings: found.map(findingOf), notExamined: [] };
  const findings = found.filter((one) => !isOnlySpelledOtherwise(one)).map(findingOf);
  return { findings, notExamined: [otherSpelling(target.major, server.login)] };
}

/** What PostgreSQL prints from a parsed query, in each version in its own way. */
const queries: ReadonlySet<string> = new Set(["view", "materializedView", "rule"]);

function isOnlySpelledOtherwise({ kind, id, attributes }: Difference): boolean {
  return kind === "different" && queries.has(id.kind) && attributes.every((one) => one === "def");
}

function otherSpelling(major: number, login: string): Gap {
  const detail = `the queries of views, which PostgreSQL ${major} spells in its own way, where the migrations were applied`;
  const grant = `ALTER ROLE ${quoteIdentifier(login)} CREATEDB`;
  return { check: differences.name, reason: "right", detail, grant };
}

async function appliedMigrations({ url, packages, limits }: Context): Promise<Migration[]> {
  const statuses = await withSession(url, limits.statementMilliseconds, (session) =>
    session.read((client) => readStatus(client as pg.Client, packages)),
  );
  return statuses.flatMap((status) => {
    const applied = new Set(status.applied);
    return readMigrations(status.package).filter(({ name }) => applied.has(name));
  });
}
