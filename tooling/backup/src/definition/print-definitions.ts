import { execFile } from "node:child_process";
import { promisify } from "node:util";
import {
  findPgDump,
  libpqEnvironment,
  type PgDump,
  quoteIdentifier,
} from "@deepiri/database/without-client";
import { DefinitionsUnreadable, NoUsablePgDump } from "../errors.js";
import { applicationName, openSession } from "../session/session.js";
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
export async function printDefinitions(url: string, asked: PrintOptions): Promise<string> {
  const { env = process.env } = asked;
  const session = await openSession(url);
  const { client, major } = session;
  try {
    const query = async <Row>(sql: string) => (await client.query(sql)).rows as Row[];
    const found = await findPgDump({ url, query }, env);
    assertUsable(found, major);
    const printed =
      found.code === "found"
        ? runPgDump(found.program, url, optionsOf(asked), env)
        : runBundledPgDump(session, optionsOf(asked));
    return (await printed.catch(explain)).replace(/^\\(un)?restrict .*$/gm, "");
  } finally {
    await client.end();
  }
}

function explain(error: Error & { readonly stderr?: string }): never {
  const reason = (error.stderr || error.message).trim().replace(/^pg_dump: (error: )?/gm, "");
  throw new DefinitionsUnreadable(`pg_dump could not print the definitions: ${reason}`);
}

async function runPgDump(
  program: string,
  url: string,
  options: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const { stdout } = await promisify(execFile)(program, ["--no-password", ...options], {
    env: libpqEnvironment(url, applicationName, env),
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  return stdout;
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

/**
 * Whether one of the two reads a server of that major version.
 *
 * @throws NoUsablePgDump saying how to get one
 */
export function assertUsable(found: PgDump, major: number): void {
  if (found.code === "found" || major <= bundledMajor) return;
  const has =
    found.code === "older" ? `the pg_dump here is ${found.version}` : "there is none here";
  throw new NoUsablePgDump(
    `The server is PostgreSQL ${major}, newer than the pg_dump that comes with this tool (${bundledMajor}), and ${has}. ` +
      `Install the client programs of PostgreSQL ${major} (Debian and Ubuntu: postgresql-client-${major}, macOS: libpq of Homebrew) so that pg_dump is on the PATH.`,
  );
}
