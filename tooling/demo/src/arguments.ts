import { parseArgs } from "node:util";
import { checkScale } from "./scale.js";

/** What the command was asked to do. */
export interface Arguments {
  readonly scale: number;
  readonly json: boolean;
  readonly help: boolean;
}

/** The command's options are not understood. */
export class ArgumentsError extends Error {
  constructor(cause: unknown) {
    const reason = cause instanceof Error ? cause.message.split(". ")[0] : String(cause);
    super(`${reason}. Nothing was seeded. Try --help.`, { cause });
    this.name = "ArgumentsError";
  }
}

/** Reads the command line, without node and script. Throws ArgumentsError or ScaleError. */
export function readArguments(words: readonly string[]): Arguments {
  const { scale, json, help } = parse(words);
  return { scale: checkScale(scale), json, help };
}

function parse(words: readonly string[]) {
  try {
    // A package runner hands `--` on when it stands before the options.
    const args = words[0] === "--" ? words.slice(1) : [...words];
    return parseArgs({
      args,
      options: {
        scale: { type: "string", default: "1" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false, short: "h" },
      },
    }).values;
  } catch (error) {
    throw new ArgumentsError(error);
  }
}

/** What --help prints. */
export const usage = `Usage: db:seed [--scale N] [--json]

Fills the migrated database with demo data. A second run adds only what is not there.

  --scale N   N times 25 users and what they do; 1 if left out
  --json      print what was added as JSON
  --help      print this
`;
