import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createEmptyDatabase } from "@deepiri/test-database";
import { findWorkspaceRoot } from "@deepiri/workspace";
import { afterAll, beforeAll, expect, test } from "vitest";
import { otherDatabases } from "./fixture/other-databases.js";
import { copyWorkspace, type WorkspaceCopy } from "./fixture/workspace-copy.js";

const page = readFileSync(join(findWorkspaceRoot(), "docs/production.md"), "utf8");
const [install = [], use = []] = [...page.matchAll(/^```sh\n(.*?)^```/gms)].map(([, text = ""]) =>
  text.trim().split("\n"),
);

let copy: WorkspaceCopy;
beforeAll(() => {
  copy = copyWorkspace();
});
afterAll(() => copy?.remove());

test("a folder without development's tools migrates from compiled code, and asks no registry", {
  timeout: 600_000,
}, async () => {
  const [database, others] = [await createEmptyDatabase(), await otherDatabases()];
  try {
    for (const command of install) copy.succeed(command);
    for (const name of ["turbo", "typescript", "vitest", "tsx"])
      expect(existsSync(join(copy.root, "node_modules", name)), name).toBe(false);
    const urls = Object.entries({ ...others.env, DATABASE_URL: database.url });
    const places = urls.map(([name, url]) => `${name}='${url}'`).join(" ");
    const offline = `npm_config_registry=http://127.0.0.1:9 NODE_ENV=production ${places}`;
    for (const command of use) copy.succeed(`${offline} ${command}`);
  } finally {
    await Promise.all([database.drop(), others.drop()]);
  }
});
