import { existsSync } from "node:fs";
import { connectOnce, quoteIdentifier, withoutPassword } from "@deepiri/database";
import { isEmbeddedMeant, startEmbedded } from "@deepiri/db";
import { bold, counted } from "@deepiri/terminal";
import { Command, InvalidArgumentError } from "commander";
import { currentWorkspace } from "../../catalog/target-database.js";
import { ReorganizeError } from "../../session/errors.js";
import { applicationName } from "../../session/open.js";
import { type ChosenDatabase, chosenUrl } from "../chosen-url.js";
import { confirm } from "../confirm.js";
import { withDatabaseOption } from "../database-option.js";
import { describeDemo, describeDemoFile, describeDemoShapes } from "../describe-demo.js";
import type { Demo, MessyFile } from "../import-demo.js";
import { at, demoDatabase, demoUrl } from "../on-demo.js";
import { type Progress, startProgress } from "../progress.js";
import { wrap } from "../wrap.js";

interface Options extends ChosenDatabase {
  readonly rows: number;
  readonly list?: true;
  readonly out?: string;
  readonly yes?: true;
}

/** `reorganize demo`: a messy database to try everything on, or an SQLite file and an empty database for it. */
export function demoCommand(demo: Demo): Command {
  return withDatabaseOption(
    new Command("demo")
      .description(`Build a messy database, ${demoDatabase(undefined)}, to try everything on.`)
      .argument("[name]", 'which one; --list names them ("everything" if left out)')
      .option("--rows <number>", "rows of each large table", rowsOf, 1_000)
      .option("--list", "name the messy databases, and the SQLite files that become one")
      .option("--out <file>", "where an SQLite file is made; NAME.db if left out")
      .option("--url <url>", "a server to build it on; the embedded one if left out")
      .option("--yes", "drop an existing one without asking"),
  ).action((name: string | undefined, options: Options) => runDemo(demo, name, options));
}

function rowsOf(text: string): number {
  const rows = Number(text);
  if (Number.isInteger(rows) && rows >= 40) return rows;
  throw new InvalidArgumentError("It is a whole number, 40 or more.");
}

async function runDemo(demo: Demo, name: string | undefined, options: Options): Promise<void> {
  if (options.list) return console.log(listAll(demo));
  const file = fileOf(demo, name, options);
  if (file) await makeFile(demo, file, { ...options, database: file.database });
  else await buildDatabase(demo, databaseOf(demo, name, options), options);
}

/** The file that is meant: by its name, else the first that becomes the database that is named. */
function fileOf(
  { messyFiles }: Demo,
  name: string | undefined,
  { database }: Options,
): MessyFile | undefined {
  if (name === undefined) return messyFiles.find((one) => one.database === database);
  const file = messyFiles.find((one) => one.name === name);
  if (file) refuseOther(file, database);
  return file;
}

/** The database that is meant, likewise. */
function databaseOf(
  demo: Demo,
  name: string | undefined,
  { database }: Options,
): Demo["messyDatabases"][number] {
  const other = demo.otherMessyDatabases.find((one) => one.database === database);
  const found = name === undefined && other ? other : findByName(demo, name ?? "everything");
  if (found.database !== undefined) refuseOther(found, database);
  return found;
}

function refuseOther(
  { name, database: own }: { readonly name: string; readonly database?: string },
  database: string | undefined,
): void {
  if (database !== undefined && own !== database)
    throw new ReorganizeError(`"${name}" becomes the database ${own}, not ${database}.`);
}

async function makeFile(demo: Demo, file: MessyFile, options: Options): Promise<void> {
  const path = options.out ?? `${file.name}.db`;
  const progress = await startProgress();
  try {
    if (existsSync(path)) await confirm(`Replace the existing ${path}?`, options.yes);
    const url = await recreate(options, progress);
    progress.begin(`Making ${path} with ${counted(options.rows, "row")} in each large table`);
    await demo.writeMessyFile(path, file, options.rows);
    progress.stop();
    console.log(describeDemoFile(file, path, url, options));
  } finally {
    progress.stop();
  }
}

async function buildDatabase(
  demo: Demo,
  messy: Demo["messyDatabases"][number],
  given: Options,
): Promise<void> {
  const { name, database } = messy;
  const options = database === undefined ? given : { ...given, database };
  const progress = await startProgress();
  try {
    const url = await recreate(options, progress);
    progress.begin(`Building "${name}" with ${counted(options.rows, "row")}`);
    await demo.buildMessyDatabase(url, name, { rows: options.rows });
    progress.stop();
    console.log(
      database === undefined
        ? describeDemo(messy, url, options)
        : describeDemoShapes(messy, url, options),
    );
  } finally {
    progress.stop();
  }
}

function findByName(demo: Demo, name: string): Demo["messyDatabases"][number] {
  try {
    return demo.findMessyDatabase(name);
  } catch (cause) {
    if (!(cause instanceof demo.UnknownMessyDatabaseError)) throw cause;
    throw new ReorganizeError(cause.message, { cause });
  }
}

function listAll({ messyDatabases, otherMessyDatabases, messyFiles }: Demo): string {
  return [
    ...messyDatabases.map(({ name, title }) => `${bold(name)}\n${wrap(title, 2)}`),
    ...[...otherMessyDatabases, ...messyFiles].map(
      ({ name, title, database }) => `${bold(name)} (--database ${database})\n${wrap(title, 2)}`,
    ),
  ].join("\n");
}

/** The demo's database, empty; its URL. */
async function recreate(options: Options, progress: Progress): Promise<string> {
  const workspace = currentWorkspace();
  if (options.url === undefined && isEmbeddedMeant(workspace)) {
    progress.begin("Starting the embedded PostgreSQL server");
    await startEmbedded(workspace);
  }
  const url = demoUrl(options);
  const name = demoDatabase(options.database);
  const client = await connectOnce(at(chosenUrl(options), "postgres"), { applicationName });
  try {
    const { rowCount } = await client.query(
      "SELECT FROM pg_catalog.pg_database WHERE datname = $1",
      [name],
    );
    progress.stop();
    if (rowCount !== 0)
      await confirm(
        `Drop the existing ${withoutPassword(url)} with everything in it?`,
        options.yes,
      );
    await client.query(`DROP DATABASE IF EXISTS ${quoteIdentifier(name)} WITH (FORCE)`);
    await client.query(
      `CREATE DATABASE ${quoteIdentifier(name)} TEMPLATE template0 ENCODING 'UTF8'`,
    );
    return url;
  } finally {
    await client.end();
  }
}
