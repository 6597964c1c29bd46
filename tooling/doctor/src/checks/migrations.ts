import { HistoryUnreadableError, type PackageStatus, readStatus } from "@deepiri/schema-engine";
import type pg from "pg";
import type { Check, Examined } from "../check.js";
import type { Evidence, Finding, Severity } from "../finding.js";

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
      if (error instanceof HistoryUnreadableError) return unreadable(error);
      throw error;
    }
  },
};

function unreadable({ user, schemas }: HistoryUnreadableError): Examined {
  const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
  const list = schemas.map(quoted).join(", ");
  const tables = schemas.map((schema) => `${quoted(schema)}._prisma_migrations`).join(", ");
  const to = `TO ${quoted(user)}`;
  const detail = `histories of ${schemas.length} packages`;
  const grant = `GRANT USAGE ON SCHEMA ${list} ${to}; GRANT SELECT ON ${tables} ${to}`;
  return { findings: [], notExamined: [{ check: "migrations", reason: "right", detail, grant }] };
}

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
