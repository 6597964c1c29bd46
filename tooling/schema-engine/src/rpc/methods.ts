import { readReplaced, withLineFeeds, withoutReplaced } from "@deepiri/workspace";
import type {
  ApplyMigrationsInput,
  ApplyMigrationsOutput,
  CreateMigrationInput,
  DbExecuteParams,
  DevDiagnosticInput,
  DiagnoseMigrationHistoryInput,
  DiffParams,
  EvaluateDataLossInput,
  IntrospectParams,
  IntrospectSqlParams,
  MarkMigrationAppliedInput,
  MarkMigrationRolledBackInput,
  MigrationList,
} from "@prisma/schema-engine-wasm";
import { openAuthoringDatabase } from "../authoring/index.js";
import type { Bridge } from "./bridge.js";
import { deploy, underMigrationLock } from "./deploy.js";
import { introspectSql } from "./introspect-sql.js";
import { MigrationAuthor } from "./migration-author.js";
import { refusedMethods } from "./refused-commands.js";
import { diagnoseHistory } from "./status.js";

type Method = (bridge: Bridge, params: never) => Promise<unknown>;

/** What the requests of Prisma's CLI do, by their names in its protocol. */
const methods: Readonly<Record<string, Method>> = {
  applyMigrations: (bridge, input: ApplyMigrationsInput) =>
    bridge.author ? tryOut(bridge, bridge.author, input) : deploy(bridge, input),

  createMigration: async (bridge, input: CreateMigrationInput) =>
    bridge.author
      ? bridge.author.createMigration(input)
      : (await bridge.engine()).createMigration(input),

  dbExecute: async (bridge, params: DbExecuteParams) => {
    await (await bridge.engine()).dbExecute(params);
    return {};
  },

  // What the CLI sends in place of any request when FORCE_PANIC_SCHEMA_ENGINE is set.
  debugPanic: async (bridge) => (await bridge.engine()).debugPanic(),

  devDiagnostic: async (bridge, input: DevDiagnosticInput) => {
    const { historySchema } = bridge.commandLine;
    const datamodels = await bridge.datamodels();
    // From here on it has an owner that disposes of it, whatever fails.
    bridge.author = new MigrationAuthor(
      await openAuthoringDatabase(bridge.url, { historySchema, datamodels }),
    );
    return bridge.author.devDiagnostic(input);
  },

  diagnoseMigrationHistory: (bridge, input: DiagnoseMigrationHistoryInput) =>
    diagnoseHistory(bridge, input),

  // The CLI shows nothing of the result itself.
  diff: async (bridge, params: DiffParams) => {
    const result = await (await bridge.engine()).diff(params);
    if (result.stdout) bridge.print(result.stdout);
    return result;
  },

  ensureConnectionValidity: async (bridge) => {
    await bridge.engine();
    return {};
  },

  evaluateDataLoss: async (bridge, input: EvaluateDataLossInput) =>
    bridge.author
      ? bridge.author.evaluateDataLoss(input)
      : (await bridge.engine()).evaluateDataLoss(input),

  getDatabaseVersion: async (bridge) => (await bridge.engine()).version(null),

  introspect: async (bridge, params: IntrospectParams) =>
    (await bridge.engine()).introspect(params),

  introspectSql: (bridge, params: IntrospectSqlParams) => introspectSql(bridge.url, params),

  markMigrationApplied: (bridge, input: MarkMigrationAppliedInput) =>
    underMigrationLock(bridge, async () => (await bridge.engine()).markMigrationApplied(input)),

  markMigrationRolledBack: (bridge, input: MarkMigrationRolledBackInput) =>
    underMigrationLock(bridge, async () => (await bridge.engine()).markMigrationRolledBack(input)),
};

/** Answers one request, or throws what the CLI shall show. */
export async function callMethod(bridge: Bridge, name: string, params: unknown): Promise<unknown> {
  const refusal = refusedMethods[name];
  if (refusal) throw refusal();
  const method = methods[name];
  if (!method) throw new Error(`Prisma's request "${name}" is not known to this schema engine.`);
  return method(bridge, asOnDisk(params) as never);
}

// The CLI reads migrations as they were checked out; the histories know them by their hash. It knows
// of none that replaces others.
function asOnDisk(params: unknown): unknown {
  const { migrationsList } = (params ?? {}) as { migrationsList?: MigrationList };
  if (migrationsList === undefined) return params;
  const directories = migrationsList.migrationDirectories.map((directory) => {
    const { content } = directory.migrationFile;
    if (content.tag !== "ok") return { name: directory.path, replaces: [], directory };
    const value = withLineFeeds(content.value);
    const migrationFile = { ...directory.migrationFile, content: { ...content, value } };
    return {
      name: directory.path,
      replaces: readReplaced(value),
      directory: { ...directory, migrationFile },
    };
  });
  const migrationDirectories = withoutReplaced(directories).map(({ directory }) => directory);
  return { ...(params as object), migrationsList: { ...migrationsList, migrationDirectories } };
}

async function tryOut(
  { print }: Bridge,
  author: MigrationAuthor,
  input: ApplyMigrationsInput,
): Promise<ApplyMigrationsOutput> {
  const appliedMigrationNames = await author.applyMigrations(input);
  if (appliedMigrationNames.length > 0)
    print(
      "The new migration was tried on a scratch database, which is what Prisma calls your database below.\n" +
        "Run `pnpm db:migrate` to apply it to the real one.",
    );
  return { appliedMigrationNames };
}
