import { HistoryUnreadableError, type PackageStatus, readStatus } from "@deepiri/schema-engine";
import type pg from "pg";
import type { Check } from "../check/check.js";
import { unreadableHistory } from "../check/unreadable-history.js";
import type { Evidence, Finding, Severity } from "../finding/finding.js";

/** The histories of the packages against their files, as `db status` sees them. */
export const migrations: Check = {
  name: "migrations",
  examine: async ({ session, packages, database }) => {
    try {
      const statuses = await session.read((client) => readStatus(client as pg.Client, packages));
      return {
        findings: statuses.flatMap((one) => findingsOf(one, database.name)),
        notExamined: [],
      };
    } catch (error) {
      if (error instanceof HistoryUnreadableError) return unreadableHistory(migrations.name, error);
      throw error;
    }
  },
};

function findingsOf(status: PackageStatus, database: string): Finding[] {
  const { key } = status.package;
  const failed = status.failed.map(({ name }) => name);
  const pending = status.pending.map(({ name }) => name).filter((name) => !failed.includes(name));
  const edited = status.edited.map(({ name }) => name);
  const migrate = { command: `db migrate --all --database ${database}` };
  const finding = (
    code: Finding["code"],
    severity: Severity,
    names: readonly string[],
    remedy: Finding["remedy"],
  ): Finding[] => {
    const evidence: Evidence = { migrations: names };
    const subject = { kind: "package", name: key };
    return names.length === 0 ? [] : [{ code, severity, subject, evidence, remedy }];
  };
  return [
    ...finding("migrations-failed", "error", failed, migrate),
    ...finding("migrations-edited", "error", edited, {}),
    ...finding("migrations-missing", "error", status.missing, {}),
    ...finding("migrations-pending", "warning", pending, migrate),
  ];
}
