import { connectOnce, quoteIdentifier, withoutPassword } from "@deepiri/database";
import { isEmbeddedMeant, startEmbedded } from "@deepiri/db";
import {
  buildMessyDatabase,
  findMessyDatabase,
  messyDatabases,
  UnknownMessyDatabaseError,
} from "@deepiri/reorganize-demo";
import { bold, green } from "@deepiri/terminal";
import { findWorkspaceRoot } from "@deepiri/workspace";
import { Command, InvalidArgumentError } from "commander";
import { ReorganizeError } from "../../session/errors.js";
import { applicationName } from "../../session/open.js";
import { chosenUrl } from "../chosen-url.js";
import { commandFor } from "../command-for.js";
import { confirm } from "../confirm.js";
import { at, demoDatabase } from "../on-demo.js";
import { type Progress, startProgress } from "../progress.js";
import { wrap } from "../wrap.js";

interface Options {
  readonly url?: string;
  readonly rows: number;
  readonly list?: true;
  readonly yes?: true;
}

/** `reorganize demo`: a messy database to try everything on. */
export function demoCommand(): Command {
  return new Command("demo")
    .description(`Build a messy database, ${demoDatabase}, to try everything on.`)
    .argument("[name]", "which one; --list names them", "everything")
    .option("--rows <number>", "rows of each large table", rowsOf, 1_000)
    .option("--list", "name the messy databases")
    .option("--url <url>", "a server to build it on; the embedded one if left out")
    .option("--yes", "drop an older one without asking")
    .action(runDemo);
}

function rowsOf(text: string): number {
  const rows = Number(text);
  if (Number.isInteger(rows) && rows >= 40) return rows;
  throw new InvalidArgumentError("it is a whole number from 40 on.");
}

async function runDemo(name: string, options: Options): Promise<void> {
  if (options.list) return console.log(listAll());
  const title = titleOf(name);
  const progress = await startProgress();
  try {
    const url = at(await serverFor(options, progress), demoDatabase);
    await recreate(url, options.yes);
    progress.begin(`Building "${name}" with ${options.rows.toLocaleString("en-US")} rows`);
    await buildMessyDatabase(url, name, { rows: options.rows });
    progress.stop();
    console.log(tell(name, title, url, options.url));
  } finally {
    progress.stop();
  }
}

function titleOf(name: string): string {
  try {
    return findMessyDatabase(name).title;
  } catch (cause) {
    if (!(cause instanceof UnknownMessyDatabaseError)) throw cause;
    throw new ReorganizeError(cause.message, { cause });
  }
}

function listAll(): string {
  return messyDatabases.map(({ name, title }) => `${bold(name)}\n${wrap(title, 2)}`).join("\n");
}

async function serverFor({ url }: Options, progress: Progress): Promise<string> {
  if (url !== undefined || !isEmbeddedMeant()) return chosenUrl(url);
  progress.begin("Starting the embedded PostgreSQL server");
  const server = await startEmbedded(findWorkspaceRoot(import.meta.dirname));
  return server.url;
}

async function recreate(url: string, yes: boolean | undefined): Promise<void> {
  const client = await connectOnce(at(url, "postgres"), { applicationName });
  try {
    const { rowCount } = await client.query(
      "SELECT FROM pg_catalog.pg_database WHERE datname = $1",
      [demoDatabase],
    );
    if (rowCount !== 0)
      await confirm(`Drop the older ${withoutPassword(url)} with all that is in it?`, yes);
    await client.query(`DROP DATABASE IF EXISTS ${quoteIdentifier(demoDatabase)} WITH (FORCE)`);
    await client.query(
      `CREATE DATABASE ${quoteIdentifier(demoDatabase)} TEMPLATE template0 ENCODING 'UTF8'`,
    );
  } finally {
    await client.end();
  }
}

function tell(name: string, title: string, url: string, given: string | undefined): string {
  const command = (verb: string): string =>
    given === undefined ? `pnpm reorganize ${verb} --demo` : commandFor(verb, url);
  const commands = [
    ["inventory", "what is there, and what conflicts with the target"],
    ["plan", "what would be done, tried on a scratch copy; writes plan.json"],
    ["apply", "do it; Ctrl-C and go on, if you like"],
    ["verify", "every row found again?"],
    ["status", "who uses old names"],
    ["rollback", "back to where it was"],
    ["finalize", "or drop the old names, with --unused-for 0s right away"],
  ] as const;
  return [
    `${green("✔")} "${name}" is built at ${withoutPassword(url)}`,
    `  ${title}`,
    "",
    "Next:",
    ...commands.map(([verb, what]) => `  # ${what}\n  ${command(verb)}`),
  ].join("\n");
}
