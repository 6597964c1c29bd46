import { green, yellow } from "@deepiri/terminal";
import { Command } from "commander";
import { withTarget } from "../../catalog/with-target.js";
import { backupCommand } from "../../lifecycle/backup-command.js";
import { NotVerifiedError } from "../../lifecycle/errors.js";
import {
  readSwitchable,
  type Switched,
  type SwitchedBack,
  switchBack,
  switchOver,
} from "../../lifecycle/switch.js";
import type { Plan } from "../../plan/plan.js";
import type { Session } from "../../session/session.js";
import { asJson } from "../as-json.js";
import { confirm } from "../confirm.js";
import { writtenText } from "../describe-shapes.js";
import { describeVerification } from "../describe-verification.js";
import { type Chosen, nextCommand } from "../next-command.js";
import { onDatabase } from "../on-database.js";
import type { Progress } from "../progress.js";
import { stoppable } from "../stoppable.js";
import { wrap } from "../wrap.js";

interface Options extends Chosen {
  readonly url?: string;
  readonly back?: true;
  readonly yes?: true;
  readonly json?: true;
}

/** `reorganize switch`: from here on the new tables count, where rows change shape; `--back` takes it back. */
export function switchCommand(): Command {
  return new Command("switch")
    .description(
      "Make old tables read-only where rows change shape, once all is verified; or back.",
    )
    .option("--url <url>", "the database; DATABASE_URL if left out")
    .option("--back", "let the old tables be written again")
    .option("--yes", "do not ask")
    .option("--json", "print the outcome as JSON")
    .addHelpText(
      "after",
      "\nOld tables that have a way back in the mapping stay writable: they follow the new ones.\n" +
        "Until finalize, switch --back and rollback lead back; rows written meanwhile are kept and counted.",
    )
    .action(runSwitch);
}

async function runSwitch(options: Options): Promise<void> {
  await onDatabase("switch", options, async (session, progress) => {
    const { plan, stage } = await readSwitchable(session);
    const where = session.displayUrl;
    const question = options.back
      ? `Let the old tables of ${where} be written again?`
      : `Switch ${where} to the new tables?`;
    if (stage !== (options.back ? "applied" : "switched")) await confirm(question, options.yes);
    const print = (result: Switched | SwitchedBack, text: string): void => {
      progress.stop();
      console.log(options.json ? asJson(result) : text);
    };
    if (options.back) {
      const back = await goBack(session, options, progress);
      print(back, describeBack(back, where, options));
    } else {
      const there = await goOver(session, plan, options, progress);
      print(there, describeSwitched(there, where, options));
    }
  });
}

async function goOver(
  session: Session,
  { targetDatabase }: Plan,
  options: Options,
  progress: Progress,
): Promise<Switched> {
  progress.begin("Building the target in a scratch database");
  return withTarget(session.url, targetDatabase, (target) =>
    stoppable(`Go on with: ${nextCommand("switch", options)}`, async (signal) => {
      progress.begin(`Verifying ${session.displayUrl}, then switching`);
      return switchOver(session, { target, signal }).catch((error) => {
        progress.stop();
        if (error instanceof NotVerifiedError && !options.json)
          console.log(`${describeVerification(error.found, session.displayUrl, options)}\n`);
        throw error;
      });
    }),
  );
}

async function goBack(
  session: Session,
  options: Options,
  progress: Progress,
): Promise<SwitchedBack> {
  return stoppable(`Go on with: ${nextCommand("switch", options, "--back")}`, (signal) => {
    progress.begin(`Switching ${session.displayUrl} back`);
    return switchBack(session, { signal });
  });
}

function describeSwitched(
  { outcome, closed, following }: Switched,
  where: string,
  chosen: Chosen,
): string {
  return [
    `${green("✔")} ${where} is ${outcome}: the new tables count.`,
    ...(closed.length > 0 ? [wrap(`Read-only now: ${closed.join(", ")}`)] : []),
    ...(following.length > 0
      ? [wrap(`Still writable, since they follow the new ones: ${following.join(", ")}`)]
      : []),
    "Next: back up what finalize drops, and finalize; or switch back:",
    `  ${backupCommand(where)}`,
    `  ${nextCommand("finalize", chosen, "--backup", "FOLDER")}`,
    `  ${nextCommand("switch", chosen, "--back")}`,
  ].join("\n");
}

function describeBack(
  { outcome, opened, written }: SwitchedBack,
  where: string,
  chosen: Chosen,
): string {
  return [
    `${green("✔")} ${where} is ${outcome}: the old tables count.`,
    ...(opened.length > 0 ? [wrap(`Writable: ${opened.join(", ")}`)] : []),
    ...written.map((one) =>
      yellow(wrap(`${writtenText(one)}; it stays there, and old tables do not have it.`)),
    ),
    `Next: ${nextCommand("verify", chosen)}`,
  ].join("\n");
}
