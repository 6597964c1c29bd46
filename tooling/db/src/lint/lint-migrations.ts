import { relative } from "node:path";
import type { Statement } from "@deepiri/sql";
import type { Migration, TablePackage, Workspace } from "@deepiri/workspace";
import { type NewMigrations, readNewMigrations } from "./new-migrations.js";

/** A statement of a new migration that a live database would suffer from. */
export interface UnsafeStatement {
  /** Relative to the workspace. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly rule: string;
  readonly message: string;
}

/**
 * Lints the migrations that no database has yet, those of a package as one script: what it makes itself
 * holds no rows. A statement with a comment `-- hazard: …` above it was looked at already.
 */
export async function lintNewMigrations(
  workspace: Workspace,
  packages: readonly TablePackage[],
): Promise<UnsafeStatement[]> {
  const all = await readNewMigrations(workspace, packages);
  const found = await Promise.all(all.map((one) => lint(workspace, one)));
  return found.flat();
}

async function lint(
  { root }: Workspace,
  { migrations }: NewMigrations,
): Promise<UnsafeStatement[]> {
  if (migrations.length === 0) return [];
  const { runSquawk } = await import("./squawk.js");
  const script = migrations.map(({ sql }) => endLine(sql)).join("");
  const known = await linesToLeave(script);
  const violations = (await runSquawk(script)).filter(({ line }) => !known.has(line));
  return violations.map(({ line, rule, message }) => {
    const [migration, within] = placeOf(line, migrations);
    return { file: relative(root, migration.path), line: within + 1, rule, message };
  });
}

const endLine = (sql: string): string => (sql.endsWith("\n") ? sql : `${sql}\n`);

/** The migration that a line of the whole script is in, and its line there. */
function placeOf(line: number, [first, ...others]: readonly Migration[]): [Migration, number] {
  const { sql } = first as Migration;
  const lines = endLine(sql).split("\n").length - 1;
  return line < lines || others.length === 0
    ? [first as Migration, line]
    : placeOf(line - lines, others);
}

/**
 * Lines, from 0, of the statements that say `-- hazard:` above them, and of VALIDATE CONSTRAINT: squawk
 * takes all for one transaction, where that would be unsafe. What is no SQL has none.
 */
async function linesToLeave(script: string): Promise<Set<number>> {
  const { readStatements, SqlSyntaxError } = await import("@deepiri/sql");
  try {
    const statements = await readStatements(script);
    const left = statements.filter(
      (statement, index) =>
        script.slice(statements[index - 1]?.end ?? 0, statement.start).includes("-- hazard:") ||
        validates(statement),
    );
    return new Set(
      left.flatMap(({ line, text }) => text.split("\n").map((_, index) => line - 1 + index)),
    );
  } catch (error) {
    if (error instanceof SqlSyntaxError) return new Set();
    throw error;
  }
}

function validates({ node }: Statement): boolean {
  if (!("AlterTableStmt" in node)) return false;
  return (node.AlterTableStmt.cmds ?? []).every(
    (one) => "AlterTableCmd" in one && one.AlterTableCmd.subtype === "AT_ValidateConstraint",
  );
}
