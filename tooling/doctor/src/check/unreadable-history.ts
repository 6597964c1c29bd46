import { quoteIdentifier, quoteTable } from "@deepiri/database";
import type { HistoryUnreadableError } from "@deepiri/schema-engine";
import type { Examined } from "./check.js";

/** What a check says that cannot know what was applied. */
export function unreadableHistory(
  check: string,
  { user, schemas }: HistoryUnreadableError,
): Examined {
  const to = `TO ${quoteIdentifier(user)}`;
  const tables = schemas.map((schema) => quoteTable(schema, "_prisma_migrations")).join(", ");
  const grant = `GRANT USAGE ON SCHEMA ${schemas.map(quoteIdentifier).join(", ")} ${to}; GRANT SELECT ON ${tables} ${to}`;
  const detail = "the histories of the packages";
  return { findings: [], notExamined: [{ check, reason: "right", detail, grant }] };
}
