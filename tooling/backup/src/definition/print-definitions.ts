import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { findPgDump, libpqEnvironment, type PgDump, quoteIdentifier } from "@deepiri/database";
import { DefinitionsUnreadable, NoUsablePgDump } from "../errors.js";
import { applicationName, openSession, type Session } from "../session.js";
import { bundledMajor, runBundledPgDump } from "./bundled-pg-dump.js";

export interface PrintOptions {
  /** As `pg_export_snapshot()` named it: definitions and rows are those of one moment. */
  readonly snapshot: string;
  /** Schemas that are left out, so that the login needs no rights in them. */
  readonly without: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * The definitions of all that is in the database, as SQL, in the order in which it can be made. They
 * are printed by pg_dump: the one of this machine if it is new enough, else the one that is bundled.
 *
 * @throws NoUsablePgDump saying how to get one
 * @throws DefinitionsUnreadable with what pg_dump said
 */
export async function printDefinitions(session: Session, asked: PrintOptions): Promise<string> {
  const { url, client, major } = session;
  const { env = process.env } = asked;
  const query = async <Row>(sql: string) => (await client.query(sql)).rows as Row[];
  const found = await findPgDump({ url, query }, env);
  const print = found.code === "found" ? onThisMachine(found.program, env) : bundled;
  if (found.code !== "found" && major > bundledMajor) throw noUsable(found, major);
  try {
    return (await print(url, optionsOf(asked))).replace(/^\\(un)?restrict .*$/gm, "");
  } catch (error) {
    const { stderr, message } = error as Error & { readonly stderr?: string };
    const reason = (stderr || message).trim().replace(/^pg_dump: (error: )?/gm, "");
    throw new DefinitionsUnreadable(`pg_dump could not print the definitions: ${reason}`);
  }
}

function optionsOf({ snapshot, without }: PrintOptions): string[] {
  return [
    "--schema-only",
    "--no-subscriptions",
    "--lock-wait-timeout=10s",
    `--snapshot=${snapshot}`,
    ...without.map((schema) => `--exclude-schema=${quoteIdentifier(schema)}`),
  ];
}

type Print = (url: string, options: readonly string[]) => Promise<string>;

function onThisMachine(program: string, env: NodeJS.ProcessEnv): Print {
  return async (url, options) => {
    const { stdout } = await promisify(execFile)(program, ["--no-password", ...options], {
      env: libpqEnvironment(url, applicationName, env),
      maxBuffer: Number.POSITIVE_INFINITY,
    });
    return stdout;
  };
}

const bundled: Print = async (url, options) => {
  const session = await openSession(url);
  return await runBundledPgDump(session, options).finally(() => session.client.end());
};

function noUsable(found: Exclude<PgDump, { code: "found" }>, major: number): NoUsablePgDump {
  const has =
    found.code === "older" ? `the pg_dump here is ${found.version}` : "there is none here";
  return new NoUsablePgDump(
    `The server is PostgreSQL ${major}, newer than the pg_dump that comes with this tool (${bundledMajor}), and ${has}. ` +
      `Install the client programs of PostgreSQL ${major} (Debian and Ubuntu: postgresql-client-${major}, macOS: libpq of Homebrew) so that pg_dump is on the PATH.`,
  );
}
