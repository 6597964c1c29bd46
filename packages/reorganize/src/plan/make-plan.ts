import { connectOnce } from "@deepiri/database";
import { definitionsFingerprint } from "@deepiri/workspace";
import { readUnderway } from "../apply/journal.js";
import { readCatalogue } from "../inventory/catalogue.js";
import { countRows } from "../inventory/count-rows.js";
import { reading } from "../inventory/reading.js";
import { deepiriMapping } from "../mapping/deepiri.js";
import type { Mapping } from "../mapping/mapping.js";
import { ReorganizeError } from "../session/errors.js";
import { applicationName, Session } from "../session/session.js";
import { withScratch } from "../target/with-scratch.js";
import { type Target, withTarget } from "../target/with-target.js";
import { copySource } from "./copy-source.js";
import { fingerprintSchema } from "./fingerprint.js";
import type { Plan } from "./plan.js";
import { type PlannedSteps, planSteps } from "./plan-steps.js";
import { type Rows, realEstimates } from "./real-estimates.js";
import { readState, rehearseWayBack } from "./rehearse.js";

export interface PlanOptions {
  /** The decisions that no catalogue can make; those for Deepiri if left out. */
  readonly mapping?: Mapping;
  /** Rows of each table that the steps are tried on, before those that they lead to; 200 if left out. */
  readonly sampleRows?: number;
  /** Told what is being done. */
  readonly onProgress?: (what: string) => void;
}

export interface MadePlan {
  readonly plan: Plan;
}

/**
 * Plans how the database of `url` comes to the target. The steps are made by doing them on a scratch
 * copy of its schema with some of its rows, and are undone there, before there is a plan. The database
 * itself is only read.
 *
 * @throws RehearsalError when undoing them does not lead back
 */
export async function makePlan(url: string, options: PlanOptions = {}): Promise<MadePlan> {
  const { mapping = deepiriMapping, sampleRows = 200, onProgress = () => {} } = options;
  await refuseUnderway(url);
  onProgress("Building the target in a scratch database");
  return withTarget(url, async (target) => {
    const source = await fingerprintSchema(url);
    const database = await readDatabase(url);
    onProgress("Copying the schema and some rows to a scratch database");
    const planned = await withScratch(url, async (copy) => {
      await copySource(url, copy, sampleRows);
      return tryOut(url, copy, target, mapping, onProgress);
    });
    await refuseChanged(url, source);
    return {
      plan: {
        format: 1,
        database,
        source,
        target: definitionsFingerprint(target.workspace.packages),
        ...planned,
        decisions: [],
        untouched: [],
        warnings: [],
      },
    };
  });
}

/** Makes the steps by doing them on the copy, and undoes them there. */
async function tryOut(
  url: string,
  copy: string,
  target: Target,
  mapping: Mapping,
  onProgress: (what: string) => void,
): Promise<PlannedSteps> {
  const session = new Session(copy);
  try {
    const start = await readState(session);
    const copied = await rowsOf(copy);
    onProgress("Trying the steps on the scratch copy");
    const planned = await planSteps(session, target, mapping);
    onProgress("Undoing the steps on the scratch copy");
    await rehearseWayBack(session, planned.steps, start);
    return realEstimates(planned, await rowsOf(url), copied);
  } finally {
    await session.end();
  }
}

async function rowsOf(url: string): Promise<Rows> {
  return reading(url, async (client) => {
    const { tables } = await readCatalogue(client);
    const counts = await countRows(client, [...tables.values()]);
    return new Map([...counts].map(([name, { rows }]) => [name, rows]));
  });
}

async function refuseUnderway(url: string): Promise<void> {
  const session = new Session(url);
  try {
    const underway = await readUnderway(session);
    if (underway)
      throw new ReorganizeError(
        `In ${session.place} a reorganization is under way (${underway.stage}). ` +
          "See how far it is with: pnpm reorganize status. Finish it with apply and finalize, or undo it with rollback, then plan again.",
      );
  } finally {
    await session.end();
  }
}

async function refuseChanged(url: string, source: string): Promise<void> {
  if ((await fingerprintSchema(url)) === source) return;
  throw new ReorganizeError(
    "The schema of the database was changed while the plan was made, so the plan would not fit. Plan again once nobody changes it.",
  );
}

async function readDatabase(url: string): Promise<string> {
  const client = await connectOnce(url, { applicationName });
  try {
    const { rows } = await client.query("SELECT pg_catalog.current_database() AS name");
    return rows[0].name;
  } finally {
    await client.end();
  }
}
