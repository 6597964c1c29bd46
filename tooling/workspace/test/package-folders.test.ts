import { relative } from "node:path";
import { expect, it, test } from "vitest";
import { findWorkspaceRoot, readWorkspace, WorkspaceError } from "../src/index.js";
import { tablePackage, temporaryWorkspace } from "./fixture/temporary-workspace.js";

const packages = {
  ...tablePackage("apps/shop/orders", { needs: ["users"] }),
  ...tablePackage("apps/shop/old/legacy", {}),
  ...tablePackage("libraries/users", {}),
};

test.each([
  {
    manager: "pnpm",
    files: { "pnpm-workspace.yaml": "packages: [apps/**, '!apps/**/old/**', libraries/users]\n" },
  },
  {
    manager: "npm",
    files: {
      "pnpm-workspace.yaml": undefined,
      "package.json": JSON.stringify({ workspaces: ["apps/shop/*", "libraries/users"] }),
    },
  },
  {
    manager: "yarn",
    files: {
      "pnpm-workspace.yaml": undefined,
      "package.json": JSON.stringify({ workspaces: { packages: ["apps/*/*", "libraries/*"] } }),
    },
  },
])("packages are where the patterns of $manager say", ({ files }) => {
  const root = temporaryWorkspace({ ...packages, ...files });
  const found = readWorkspace(root).packages.map(({ directory }) => relative(root, directory));
  expect(found).toEqual(["libraries/users", "apps/shop/orders"]);
});

it("finds the root of an npm workspace from a folder of one of its packages", () => {
  const root = temporaryWorkspace({
    ...packages,
    "pnpm-workspace.yaml": undefined,
    "package.json": JSON.stringify({ workspaces: ["libraries/*"] }),
  });
  expect(findWorkspaceRoot(`${root}/libraries/users/prisma`)).toBe(root);
});

it("says which workspace it cannot read when a package.json is broken", () => {
  const root = temporaryWorkspace({ ...packages, "services/half/package.json": '{"name":' });
  expect(() => readWorkspace(root)).toThrow(WorkspaceError);
  expect(() => readWorkspace(root)).toThrow(root);
});

it("says which file it cannot read when pnpm-workspace.yaml is broken", () => {
  const root = temporaryWorkspace({ "pnpm-workspace.yaml": "packages: [" });
  expect(() => readWorkspace(root)).toThrow(WorkspaceError);
  expect(() => readWorkspace(root)).toThrow(`${root}/pnpm-workspace.yaml`);
});
