import type { WriteStream } from "node:tty";
import type { Progress, SeedResult } from "./seed.js";
import { peoplePerPart } from "./story/person.js";

/** Shows progress: one line that changes on a terminal, else a line for each tenth of the way. */
export function progressTo(stream: Pick<WriteStream, "write" | "isTTY">) {
  let tenths = 0;
  return ({ done, total, rows }: Progress): void => {
    const line = `Seeding: step ${done} of ${total}, ${count(rows)} new rows`;
    if (stream.isTTY) {
      stream.write(`\r\u001b[2K${done === total ? "" : line}`);
      return;
    }
    const reached = Math.floor((10 * done) / total);
    if (reached > tenths) stream.write(`${line}\n`);
    tenths = reached;
  };
}

/** One sentence on what was added. */
export function summary({ scale, rows, tables }: SeedResult, milliseconds: number): string {
  const seconds = (milliseconds / 1000).toFixed(1);
  const what = `the demo of ${count(scale * peoplePerPart)} users (scale ${scale})`;
  if (rows === 0) return `Nothing to add: ${what} is there (${seconds} s).`;
  const touched = Object.values(tables).filter((added) => added > 0).length;
  return `Added ${count(rows)} rows to ${touched} tables: ${what} is there (${seconds} s).`;
}

function count(number: number): string {
  return number.toLocaleString("en-US");
}
