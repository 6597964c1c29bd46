import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { median } from "@deepiri/bench";
import { formatDuration } from "@deepiri/terminal";
import {
  findDatabase,
  type Model,
  readOwnership,
  readWorkspace,
  type Workspace,
} from "@deepiri/workspace";
import type { Scenario } from "./scenario.js";

const longestMs = 3_000;
const runs = 5;

/** The next migration of the package with most tables: a column and an index more. */
export const newMigration: Scenario = {
  name: "new",
  measure: async ({ root, url, folder }) => {
    const workspace = readWorkspace(root);
    const [key, models] = largestPackage(workspace);
    copyFiles(workspace, folder);
    addColumn(models[0] as Model, root, folder);
    const times: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const start = performance.now();
      const { files } = await runNew(root, folder, url, key);
      times.push(performance.now() - start);
      for (const file of files) rmSync(join(folder, dirname(file)), { recursive: true });
    }
    const ours = median(times);
    return {
      figures: [
        {
          what: `db new ${key}, ${models.length} tables`,
          ours: formatDuration(ours),
          limit: formatDuration(longestMs),
          holds: ours <= longestMs,
        },
      ],
      results: { package: key, tables: models.length, atMost: longestMs, runs, median: ours },
    };
  },
};

function largestPackage(workspace: Workspace): [key: string, models: Model[]] {
  const { tables } = readOwnership(findDatabase(workspace));
  const byOwner = new Map<string, Model[]>();
  for (const { owner, declared } of tables.values())
    byOwner.set(owner.key, [...(byOwner.get(owner.key) ?? []), declared]);
  return [...byOwner].sort(([, one], [, other]) => other.length - one.length)[0] as [
    string,
    Model[],
  ];
}

function copyFiles({ root, packages }: Workspace, folder: string): void {
  const copy = (path: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, path), join(folder, path), { recursive: true });
  };
  for (const file of ["pnpm-workspace.yaml", "package.json"]) copy(file);
  for (const { directory } of packages)
    for (const file of ["package.json", "prisma.config.ts", "prisma"])
      copy(relative(root, join(directory, file)));
}

function addColumn({ name, file }: Model, root: string, folder: string): void {
  const path = join(folder, relative(root, file));
  const block = new RegExp(`^model ${name} \\{`, "m");
  writeFileSync(
    path,
    readFileSync(path, "utf8").replace(block, "$&\n  oneMore Int?\n\n  @@index([oneMore])\n"),
  );
}

async function runNew(
  root: string,
  cwd: string,
  url: string,
  key: string,
): Promise<{ files: string[] }> {
  const db = join(root, "tooling/db/bin/db.js");
  const env = { ...process.env, DATABASE_URL: url };
  const child = spawn(process.execPath, [db, "new", key, "one_more", "--json"], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`db new ended with code ${code}`);
  return JSON.parse(output);
}
