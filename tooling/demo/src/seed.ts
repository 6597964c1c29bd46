import { areThere } from "./are-there.js";
import type { Clients } from "./clients.js";
import { expectedRows, keepingClients } from "./expected-rows.js";
import { explainMissingTable } from "./not-migrated.js";
import { addAccounts, addSkills } from "./rows/accounts.js";
import { addAgents } from "./rows/agents.js";
import { addBoosts } from "./rows/boosts.js";
import { addCompletions } from "./rows/completions.js";
import { addContracts } from "./rows/contracts.js";
import { addGuardrails } from "./rows/guardrails.js";
import { addLeases } from "./rows/leases.js";
import { addMomentum } from "./rows/momentum.js";
import { addObligations } from "./rows/obligations.js";
import { addActivity, addPeople } from "./rows/people.js";
import { addProjects } from "./rows/projects.js";
import { addQuests } from "./rows/quests.js";
import { addSeasons } from "./rows/seasons.js";
import { addStreaks } from "./rows/streaks.js";
import { addTaskHistory } from "./rows/task-history.js";
import { addTasks } from "./rows/tasks.js";
import { addVendors } from "./rows/vendors.js";
import { addWorkflows } from "./rows/workflows.js";
import { checkScale } from "./scale.js";
import { type Part, partOf } from "./story/part.js";
import type { Written } from "./write.js";

/** How much to seed, and where. */
export interface SeedOptions {
  /** A whole number from 1: so many times 25 users and what they do. 1 if left out. */
  readonly scale?: number;
  /** The database; where the packages' clients look by themselves, if left out. */
  readonly url?: string;
  /** Called after each step. */
  readonly onProgress?: (progress: Progress) => void;
}

/** How far seeding came. */
export interface Progress {
  /** Steps done, of `total`. */
  readonly done: number;
  readonly total: number;
  /** New rows so far. */
  readonly rows: number;
}

/** What seeding added. Rows that were there before are not counted. */
export interface SeedResult {
  readonly scale: number;
  readonly rows: number;
  /** New rows by "schema.table", for every table that is written; 0 where nothing was new. */
  readonly tables: Readonly<Record<string, number>>;
}

/**
 * Fills the migrated database with demo data through the packages' clients. Repeatable: a second run
 * adds nothing, one with a larger scale adds the rest, and rows changed meanwhile are left alone. With
 * nothing to add it only counts.
 * Throws ScaleError, NotMigratedError, or the clients' own errors.
 */
export async function seed(options: SeedOptions = {}): Promise<SeedResult> {
  const scale = checkScale(options.scale ?? 1);
  const tables: Record<string, number> = {};
  let rows = 0;
  const there = await tablesThatAreThere(scale, options.url);
  if (there !== undefined) return { scale, rows, tables: there };
  // Six generated clients, which a run with nothing to add never loads.
  const { withClients } = await import("./clients.js");
  await withClients(options.url, async (clients) => {
    const total = Math.ceil(scale / partsAtOnce) * stages.length;
    let done = 0;
    for await (const written of writeAll(clients, scale)) {
      for (const [table, count] of written) tables[table] = (tables[table] ?? 0) + count;
      rows += written.reduce((sum, [, count]) => sum + count, 0);
      done += 1;
      options.onProgress?.({ done, total, rows });
    }
  });
  return { scale, rows, tables };
}

/** Few enough that a batch is small in memory, enough that a round trip carries many rows. */
const partsAtOnce = 10;

type Step = (clients: Clients, parts: readonly Part[]) => Promise<Written[]>;

/** What is in one stage is written at once; each stage points only at rows of those before it. */
const stages: readonly (readonly Step[])[] = [
  [
    addPeople,
    addSeasons,
    addLeases,
    addContracts,
    addAgents,
    addWorkflows,
    addGuardrails,
    addVendors,
  ],
  [
    addProjects,
    addQuests,
    addAccounts,
    addSkills,
    addActivity,
    addMomentum,
    addBoosts,
    addObligations,
  ],
  [addTasks, addStreaks],
  [addTaskHistory, addCompletions],
];

/** Every table that is written, with 0 for its new rows, if all rows of that scale are there. */
async function tablesThatAreThere(
  scale: number,
  url: string | undefined,
): Promise<Record<string, number> | undefined> {
  const tables: Record<string, number> = {};
  const clients = keepingClients();
  // The last ones first: of a scale that was not seeded before, they are not there.
  for (const parts of [...batches(scale)].reverse()) {
    const steps = stages.flat().map((step) => step(clients, parts()));
    const expected = expectedRows((await Promise.all(steps)).flat());
    if (!(await areThere(expected, url))) return undefined;
    for (const { table } of expected) tables[table] = 0;
  }
  return tables;
}

/** The parts of a scale, so many at once; made when called for. */
function* batches(scale: number): Generator<() => Part[]> {
  for (let first = 0; first < scale; first += partsAtOnce) {
    const length = Math.min(partsAtOnce, scale - first);
    yield () => Array.from({ length }, (_, place) => partOf(first + place));
  }
}

async function* writeAll(clients: Clients, scale: number): AsyncGenerator<Written[]> {
  for (const makeParts of batches(scale)) {
    const parts = makeParts();
    for (const stage of stages) {
      const written = Promise.all(stage.map((step) => step(clients, parts)));
      yield (
        await written.catch((error: unknown) => {
          throw explainMissingTable(error);
        })
      ).flat();
    }
  }
}
