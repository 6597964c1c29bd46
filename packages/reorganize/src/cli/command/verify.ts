import { withoutPassword } from "@deepiri/database";
import { Command } from "commander";
import { withTarget } from "../../catalog/with-target.js";
import { readUnderway } from "../../ledger/plan.js";
import type { Plan } from "../../plan/plan.js";
import { ReorganizeError } from "../../session/errors.js";
import { Session } from "../../session/session.js";
import type { Verification } from "../../verify/verification.js";
import { verify } from "../../verify/verify.js";
import { chosenUrl } from "../chosen-url.js";
import { describeVerification } from "../describe-verification.js";
import { type Progress, startProgress } from "../progress.js";

interface Options {
  readonly url?: string;
  readonly json?: true;
}

/** `reorganize verify`: whether every row is where it should be, and all else as promised. */
export function verifyCommand(): Command {
  return new Command("verify")
    .description(
      "Say whether every row is found again, and keys, old names and the schema are as promised. Changes nothing.",
    )
    .option("--url <url>", "the database; DATABASE_URL if left out")
    .option("--json", "print all of it as JSON")
    .addHelpText(
      "after",
      "\nExit code 1 when anything differs. Programs may go on writing meanwhile.",
    )
    .action(runVerify);
}

async function runVerify({ url: given, json }: Options): Promise<void> {
  const url = chosenUrl(given);
  const progress = await startProgress();
  const session = new Session(url);
  try {
    const found = await verifyAgainstTarget(session, json ? undefined : progress);
    progress.stop();
    console.log(
      json ? JSON.stringify(found, undefined, 2) : describeVerification(found, session.displayUrl),
    );
    if (!found.ok) process.exitCode = 1;
  } finally {
    progress.stop();
    await session.end();
  }
}

/** Verifies what is under way in the database, its schema against the definitions of this checkout. */
export async function verifyAgainstTarget(
  session: Session,
  progress: Progress | undefined,
): Promise<Verification> {
  const plan = await readPlan(session);
  progress?.begin("Building the target in a scratch database");
  return withTarget(session.url, (target) => {
    progress?.begin(`Comparing ${withoutPassword(session.url)}`);
    return verify(session, plan, target);
  });
}

async function readPlan(session: Session): Promise<Plan> {
  const underway = await readUnderway(session);
  if (underway) return underway.plan as Plan;
  throw new ReorganizeError(
    `In ${session.displayUrl} no reorganization is under way, so there is nothing to compare with: none was begun, ` +
      "or it was rolled back or finalized. See what is there with: pnpm reorganize inventory",
  );
}
