import { blockerText, type OnWaiting } from "@deepiri/database/session";
import { Command } from "commander";
import { verifyUnderway } from "../../lifecycle/verify-underway.js";
import type { Session } from "../../session/session.js";
import type { Verification } from "../../verify/verification.js";
import { asJson } from "../as-json.js";
import { describeVerification } from "../describe-verification.js";
import type { Chosen } from "../next-command.js";
import { onDatabase } from "../on-database.js";
import type { Progress } from "../progress.js";

interface Options extends Chosen {
  readonly url?: string;
  readonly json?: true;
}

/** `reorganize verify`: whether every row is where it should be, and all else as promised. */
export function verifyCommand(): Command {
  return new Command("verify")
    .description(
      "Compare rows, keys, old names, the schema and rights with what they should be. Read-only.",
    )
    .option("--url <url>", "the database; DATABASE_URL if left out")
    .option("--json", "print the result as JSON")
    .addHelpText("after", "\nExit code 1 when anything differs. Programs may keep writing.")
    .action(runVerify);
}

async function runVerify(options: Options): Promise<void> {
  await onDatabase("verify", options, async (session, progress) => {
    const found = await verifyWithProgress(session, progress);
    progress.stop();
    console.log(
      options.json ? asJson(found) : describeVerification(found, session.displayUrl, options),
    );
    if (!found.ok) process.exitCode = 1;
  });
}

/** Verifies what is under way, and says what is being done, and who is in the way. */
export function verifyWithProgress(session: Session, progress: Progress): Promise<Verification> {
  let waitedFor: string | undefined;
  const onWaiting: OnWaiting = (blockers) => {
    const text = `Waits for ${blockers.map(blockerText).join(", ")}`;
    if (text !== waitedFor) progress.say(text);
    waitedFor = text;
  };
  const verifying = (): Promise<Verification> =>
    verifyUnderway(session, (phase) =>
      progress.begin(
        phase === "comparing"
          ? `Comparing ${session.displayUrl}`
          : "Building the target in a scratch database",
      ),
    );
  return session.whileWatched(onWaiting, verifying);
}
