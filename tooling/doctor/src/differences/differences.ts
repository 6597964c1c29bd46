import { HistoryUnreadableError, readStatus } from "@deepiri/schema-engine";
import { type Migration, readMigrations } from "@deepiri/workspace";
import type pg from "pg";
import type { Check, Context } from "../check/check.js";
import { unreadableHistory } from "../check/unreadable-history.js";
import type { Finding } from "../finding/finding.js";
import { withSession } from "../session/session.js";
import { compareFacts } from "./compare-facts.js";
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
      return { findings: await compare(context), notExamined: [] };
    } catch (error) {
      if (error instanceof HistoryUnreadableError)
        return unreadableHistory(differences.name, error);
      if (!(error instanceof NoTargetError)) throw error;
      const detail = `the migrations could be applied to no scratch database: ${error.message}`;
      return { findings: [], notExamined: [{ check: differences.name, reason: "other", detail }] };
    }
  },
};

async function compare(context: Context): Promise<Finding[]> {
  const { url, server, database, limits } = context;
  const migrations = await appliedMigrations(context);
  if (migrations.length === 0) return [];
  const [live, target] = await Promise.all([
    readFacts(url, limits.statementMilliseconds),
    targetFacts({ database, migrations, url, server }),
  ]);
  const histories = database.packages.map(({ historySchema }) => historySchema);
  return compareFacts(live, target, histories).map(findingOf);
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
