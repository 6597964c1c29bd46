import { connectOnce, quoteIdentifier, withoutPassword } from "@deepiri/database";
import { isEmbeddedMeant, startEmbedded } from "@deepiri/db";
import { bold, counted, green } from "@deepiri/terminal";
import { Command, InvalidArgumentError } from "commander";
import { currentWorkspace } from "../../catalog/target-database.js";
import { ReorganizeError, type Verb } from "../../session/errors.js";
import { applicationName } from "../../session/open.js";
import { chosenUrl } from "../chosen-url.js";
import { confirm } from "../confirm.js";
import type { Demo } from "../import-demo.js";
import { nextCommand } from "../next-command.js";
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
export function demoCommand(demo: Demo): Command {
  return new Command("demo")
    .description(`Build a messy database, ${demoDatabase}, to try everything on.`)
    .argument("[name]", "which one; --list names them", "everything")
    .option("--rows <number>", "rows of each large table", rowsOf, 1_000)
    .option("--list", "name the messy databases")
    .option("--url <url>", "a server to build it on; the embedded one if left out")
    .option("--yes", "drop an existing one without asking")
    .action((name: string, options: Options) => runDemo(demo, name, options));
}

function rowsOf(text: string): number {
  const rows = Number(text);
  if (Number.isInteger(rows) && rows >= 40) return rows;
  throw new InvalidArgumentError("It is a whole number, 40 or more.");
}

async function runDemo(demo: Demo, name: string, options: Options): Promise<void> {
  if (options.list) return console.log(listAll(demo));
  const title = titleOf(demo, name);
  const progress = await startProgress();
  try {
    const url = at(await serverFor(options, progress), demoDatabase);
    await recreate(url, options.yes);
    progress.begin(`Building "${name}" with ${counted(options.rows, "row")}`);
    await demo.buildMessyDatabase(url, name, { rows: options.rows });
    progress.stop();
    console.log(describe(name, title, url, options.url));
  } finally {
    progress.stop();
  }
}

function titleOf(demo: Demo, name: string): string {
  try {
    return demo.findMessyDatabase(name).title;
  } catch (cause) {
    if (!(cause instanceof demo.UnknownMessyDatabaseError)) throw cause;
    throw new ReorganizeError(cause.message, { cause });
  }
}

function listAll({ messyDatabases }: Demo): string {
  return messyDatabases.map(({ name, title }) => `${bold(name)}\n${wrap(title, 2)}`).join("\n");
}

async function serverFor({ url }: Options, progress: Progress): Promise<string> {
  const workspace = currentWorkspace();
  if (url !== undefined || !isEmbeddedMeant(workspace)) return chosenUrl({ url });
  progress.begin("Starting the embedded PostgreSQL server");
  const server = await startEmbedded(workspace);
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
      await confirm(`Drop the existing ${withoutPassword(url)} with everything in it?`, yes);
    await client.query(`DROP DATABASE IF EXISTS ${quoteIdentifier(demoDatabase)} WITH (FORCE)`);
    await client.query(
      `CREATE DATABASE ${quoteIdentifier(demoDatabase)} TEMPLATE template0 ENCODING 'UTF8'`,
    );
  } finally {
    await client.end();
  }
}

function describe(name: string, title: string, url: string, given: string | undefined): string {
  const command = (verb: Verb): string =>
    nextCommand(verb, given === undefined ? { demo: true } : { url });
  const commands = [
    ["inventory", "what is there, and what conflicts with the target"],
    ["plan", "the steps, tested on a scratch copy; writes plan.json"],
    ["apply", "carry it out; try Ctrl-C, then the same command again"],
    ["verify", "compare every row"],
    ["status", "which programs use old names"],
    ["rollback", "undo it"],
    ["finalize", "or drop the old names; --unused-for 0s does so right away"],
  ] as const;
  return [
    `${green("✔")} "${name}" is built at ${withoutPassword(url)}`,
    `  ${title}`,
    "",
    "Next:",
    ...commands.map(([verb, what]) => `  # ${what}\n  ${command(verb)}`),
  ].join("\n");
}
