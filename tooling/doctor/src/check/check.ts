import { quoteIdentifier } from "@deepiri/database";
import type { Database, Ownership, TablePackage } from "@deepiri/workspace";
import type { Finding } from "../finding/finding.js";
import type { Gap } from "../finding/gap.js";
import type { Server } from "../session/server.js";
import type { Session } from "../session/session.js";
import type { Limits } from "./limits.js";

/** What is examined, and all that a check may know of it. */
export interface Context {
  readonly session: Session;
  readonly server: Server;
  readonly limits: Limits;
  readonly url: string;
  readonly database: Database;
  /** What is there: packages of the database, each after those it depends on. */
  readonly packages: readonly TablePackage[];
  readonly ownership: Ownership;
}

/** What a check found, and what it did not look at. */
export interface Examined {
  readonly findings: readonly Finding[];
  readonly notExamined: readonly Gap[];
}

/** One thing to look at. It only reads. */
export interface Check {
  /** What a person calls it, such as `bloat`. */
  readonly name: string;
  examine(context: Context): Promise<Examined>;
}

/** A check that is one query on the catalogue, and what its rows mean. */
export interface CatalogueCheck<Row> {
  readonly name: string;
  /** Its parameters are `values`. Names of pg_catalog need no schema; all others have theirs. */
  readonly sql: string;
  readonly values?: (context: Context) => unknown[];
  /** A standby does not know what it asks for. */
  readonly onPrimary?: true;
  /** Without the right it sees only a part: what of other logins' sessions, or of tables that cannot be read. */
  readonly partialWithout?: "pg_read_all_stats" | "pg_read_all_data";
  readonly find: (rows: readonly Row[], context: Context) => readonly Finding[];
}

/** Makes a check of a query and what its rows mean. */
export function catalogueCheck<Row extends object>(check: CatalogueCheck<Row>): Check {
  return {
    name: check.name,
    examine: async (context) => {
      if (check.onPrimary && context.server.isStandby) return notOnStandby(check.name);
      const { rows } = await context.session.read((client) =>
        client.query<Row>(check.sql, check.values?.(context) ?? []),
      );
      return { findings: check.find(rows, context), notExamined: hiddenPart(check, context) };
    },
  };
}

function notOnStandby(check: string): Examined {
  const detail = "a standby does not know; examine the primary";
  return { findings: [], notExamined: [{ check, reason: "standby", detail }] };
}

function hiddenPart(
  { name, partialWithout }: Pick<CatalogueCheck<never>, "name" | "partialWithout">,
  { server }: Context,
): Gap[] {
  const isPartial =
    partialWithout === "pg_read_all_stats"
      ? !server.readsAllStatistics
      : partialWithout === "pg_read_all_data" && server.hiddenTables > 0;
  if (!isPartial) return [];
  const detail =
    partialWithout === "pg_read_all_stats"
      ? "sessions of other logins"
      : `${server.hiddenTables} tables that this login may not read`;
  const grant = `GRANT ${partialWithout} TO ${quoteIdentifier(server.login)}`;
  return [{ check: name, reason: "right", detail, grant }];
}
