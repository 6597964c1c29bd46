import { withoutPassword } from "@deepiri/database";
import { green } from "@deepiri/terminal";
import { backupCommand } from "../lifecycle/backup-command.js";
import type { Verb } from "../session/errors.js";
import type { ChosenDatabase } from "./chosen-url.js";
import type { MessyFile } from "./import-demo.js";
import { type Chosen, nextCommand } from "./next-command.js";
import { quotedArgument } from "./quoted-argument.js";
import { wrap } from "./wrap.js";

/** What a command does, and what to type for it. */
type Told = readonly [what: string, command: string];

/** That a messy database is built, and what to try on it. */
export function describeDemo(
  { name, title }: { readonly name: string; readonly title: string },
  url: string,
  given: ChosenDatabase,
): string {
  const next = nextOn(url, given);
  return described(`"${name}" is built at ${withoutPassword(url)}`, title, [
    next("what is there, and what conflicts with the target", "inventory"),
    next("the steps, tested on a scratch copy; writes plan.json", "plan"),
    next("carry it out; try Ctrl-C, then the same command again", "apply"),
    next("compare every row", "verify"),
    next("which programs use old names", "status"),
    next("undo it", "rollback"),
    next("or drop the old names; --unused-for 0s does so right away", "finalize"),
  ]);
}

/** Where a messy SQLite file is, and what takes it to the end. */
export function describeDemoFile(
  { title }: MessyFile,
  path: string,
  url: string,
  given: ChosenDatabase,
): string {
  const next = nextOn(url, given);
  return described(`${path} is made, and ${withoutPassword(url)} is empty`, title, [
    next("load the file as it is", "import", quotedArgument(path)),
    next("the steps, tested on a scratch copy; writes plan.json", "plan"),
    ...phases(url, next),
  ]);
}

/** That a messy database is built whose rows change shape, and what takes it to the end. */
export function describeDemoShapes(
  { name, title }: { readonly name: string; readonly title: string },
  url: string,
  given: ChosenDatabase,
): string {
  const next = nextOn(url, given);
  return described(`"${name}" is built at ${withoutPassword(url)}`, title, [
    next("what is there, and what nobody knows", "inventory"),
    next("asks what nobody has decided; answers go into mapping.json", "plan"),
    next(
      "the steps, tested on a scratch copy; writes plan.json",
      "plan",
      "--mapping",
      "mapping.json",
    ),
    ...phases(url, next),
  ]);
}

type Next = (what: string, verb: Verb, ...options: string[]) => Told;

function nextOn(url: string, given: ChosenDatabase): Next {
  const chosen = chosenBy(url, given);
  return (what, verb, ...options) => [what, nextCommand(verb, chosen, ...options)];
}

function phases(url: string, next: Next): Told[] {
  return [
    next("make the new tables, and keep them in step with the old ones", "apply"),
    next("compare every row, and account for each", "verify"),
    next("how far it is, and what is in quarantine", "status"),
    next("from here on the new tables count; --back leads back", "switch"),
    ["what finalize asks for", backupCommand(url, "backups/demo")],
    next("drop the old tables", "finalize", "--backup", "backups/demo"),
  ];
}

function chosenBy(url: string, { url: given, database }: ChosenDatabase): Chosen {
  return given === undefined ? { demo: true, database } : { url, database };
}

function described(done: string, title: string, commands: readonly Told[]): string {
  return [
    `${green("✔")} ${done}`,
    wrap(title, 2),
    "",
    "Next:",
    ...commands.map(([what, command]) => `  # ${what}\n  ${command}`),
  ].join("\n");
}
