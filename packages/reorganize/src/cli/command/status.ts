import { counted } from "@deepiri/terminal";
import { Command } from "commander";
import { type Leftover, readLeftovers } from "../../ledger/own-schema.js";
import { readStatus } from "../../lifecycle/status.js";
import { asJson } from "../as-json.js";
import { describeStatus } from "../describe-status.js";
import { type Chosen, nextCommand } from "../next-command.js";
import { onDatabase } from "../on-database.js";

interface Options extends Chosen {
  readonly url?: string;
  readonly json?: true;
}

/** `reorganize status`: how far a reorganization is, and who uses old names. Only reads. */
export function statusCommand(): Command {
  return new Command("status")
    .description("Show how far a reorganization is and who uses old names. Read-only.")
    .option("--url <url>", "the database; DATABASE_URL if left out")
    .option("--json", "print it as JSON")
    .action(runStatus);
}

async function runStatus(options: Options): Promise<void> {
  await onDatabase("status", options, async (session, progress) => {
    const status = await readStatus(session);
    const left = status ? [] : await readLeftovers(session);
    progress.stop();
    if (options.json) return console.log(asJson(status ?? { stage: null, left }));
    const { displayUrl } = session;
    console.log(
      status ? describeStatus(status, displayUrl, options) : none(displayUrl, left, options),
    );
  });
}

function none(displayUrl: string, left: readonly Leftover[], chosen: Chosen): string {
  return [
    `In ${displayUrl} no reorganization is under way.`,
    ...left.map(({ table, rows }) => `An earlier one left ${counted(rows, "row")} in ${table}.`),
    `Next: ${nextCommand("plan", chosen)}`,
  ].join("\n");
}
