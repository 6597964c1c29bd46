import { median } from "@deepiri/bench";
import { buildMessyDatabase } from "@deepiri/reorganize-demo";
import { makePlan } from "../src/planner/make-plan.js";
import type { Databases } from "./databases.js";

/** What it takes to plan for a database, in seconds of processor time. */
export interface PlanTimes {
  readonly database: string;
  readonly steps: number;
  /** Of this process. */
  readonly here: number;
  /** Of the server; undefined where the system does not tell. */
  readonly server: number | undefined;
}

/** Plans for one of the messy databases, again and again, once the target is built. */
export async function timePlan(
  databases: Databases,
  name: string,
  rounds: number,
): Promise<PlanTimes> {
  const url = await databases.create("messy");
  try {
    await buildMessyDatabase(url, name, { rows: 200 });
    const { steps } = await makePlan(url);
    const [here, server]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      const before = { here: process.cpuUsage(), server: databases.seconds() };
      await makePlan(url);
      const { user, system } = process.cpuUsage(before.here);
      here.push((user + system) / 1_000_000);
      server.push((databases.seconds() ?? Number.NaN) - (before.server ?? Number.NaN));
    }
    const ofServer = median(server);
    return {
      database: name,
      steps: steps.length,
      here: rounded(median(here)),
      server: Number.isNaN(ofServer) ? undefined : rounded(ofServer),
    };
  } finally {
    await databases.drop("messy");
  }
}

function rounded(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}
