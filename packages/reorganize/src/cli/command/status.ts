import { Command } from "commander";
import { type Leftover, readLeftovers } from "../../ledger/own-schema.js";
import { readStatus } from "../../lifecycle/status.js";
import { Session } from "../../session/session.js";
import { chosenUrl } from "../chosen-url.js";
import { commandFor } from "../command-for.js";
import { describeStatus } from "../describe-status.js";

interface Options {
  readonly url?: string;
  readonly json?: true;
}

/** `reorganize status`: how far a reorganization is, and who uses old names. Only reads. */
export function statusCommand(): Command {
  return new Command("status")
    .description("Say how far a reorganization is and who uses old names. Changes nothing.")
    .option("--url <url>", "the database; DATABASE_URL if left out")
    .option("--json", "print it as JSON")
    .action(runStatus);
}

async function runStatus({ url, json }: Options): Promise<void> {
  const session = new Session(chosenUrl(url));
  try {
    const status = await readStatus(session);
    const left = status ? [] : await readLeftovers(session);
    if (json) console.log(JSON.stringify(status ?? { stage: null, left }, undefined, 2));
    else
      console.log(
        status ? describeStatus(status, session.displayUrl, url) : none(session, left, url),
      );
  } finally {
    await session.end();
  }
}

function none({ displayUrl }: Session, left: readonly Leftover[], url: string | undefined): string {
  return [
    `In ${displayUrl} no reorganization is under way.`,
    ...left.map(({ table, rows }) => `An earlier one has left ${rows} rows in ${table}.`),
    `Next: ${commandFor("plan", url)}`,
  ].join("\n");
}
