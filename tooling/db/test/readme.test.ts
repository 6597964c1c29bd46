import { readFileSync } from "node:fs";
import { join } from "node:path";
import { because, noSweeps } from "@deepiri/vitest/skip";
import { findWorkspaceRoot } from "@deepiri/workspace";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { copyWorkspace, repositoryFiles, type WorkspaceCopy } from "./fixture/workspace-copy.js";

const root = findWorkspaceRoot();

/** Commands of a README's `sh` blocks, without the remarks behind them. */
const commandsOf = (file: string): string[] =>
  [...readFileSync(join(root, file), "utf8").matchAll(/^```sh\n(.*?)^```/gms)]
    .flatMap(([, block]) => (block as string).trim().split("\n"))
    .map((line) => line.replace(/\s+#.*$/, "").trim())
    .filter((command, index, all) => all.indexOf(command) === index);

const commands = commandsOf("README.md");
const ofPackages = repositoryFiles()
  .filter((file) => file.endsWith("/README.md"))
  .flatMap(commandsOf)
  .filter((command) => !commands.includes(command));

/** What is run elsewhere: the gate itself, in fresh clones, and where there is a Docker engine. */
const elsewhere = /^(npm (start|test)|docker compose|DATABASE_URL=)/;
/** Where the README has the embedded server; a copy has it where there is room. */
const address = "127.0.0.1:54329";
/** What goes on until it is stopped. */
const service = / serve$/;
/** What is said to work after `npm start`, which this test leaves out. */
const example = /^pnpm tsx /;

let copy: WorkspaceCopy;

async function addressOfServer(): Promise<string> {
  const { output } = await copy.run("pnpm --silent db:url --database deepiri");
  return new URL(output.trim()).host;
}

/** Runs them one after the other; a service among them runs beside those that follow. */
async function succeed(commands: readonly string[]): Promise<void> {
  const stops: (() => Promise<void>)[] = [];
  try {
    for (const command of commands) {
      if (service.test(command)) stops.push(await copy.serve(command, / listens at /));
      else await copy.succeed(command);
    }
  } finally {
    for (const stop of stops) await stop();
  }
}

test("the README has the commands of everyday work", () => {
  expect(commands).toContain("npm start");
  expect(commands.filter((command) => command.startsWith("pnpm db:")).length).toBeGreaterThan(8);
});

describe.skipIf(noSweeps)(`in a copy of the files${because(noSweeps)}`, () => {
  beforeAll(async () => {
    copy = await copyWorkspace();
  });
  afterAll(() => copy?.remove());

  test("every command of the README works, in its order", { timeout: 900_000 }, async () => {
    for (const command of commands) {
      if (elsewhere.test(command)) continue;
      if (example.test(command)) await copy.succeed("pnpm --silent db:start");
      const isAddressed = command.includes(address);
      await copy.succeed(isAddressed ? command.replace(address, await addressOfServer()) : command);
    }
  });

  test("every other command of the packages' READMEs works after that", {
    timeout: 300_000,
  }, async () => {
    expect(ofPackages).toContain("pnpm db:doctor --json");
    await succeed(["pnpm --silent db:start", ...ofPackages]);
  });
});
