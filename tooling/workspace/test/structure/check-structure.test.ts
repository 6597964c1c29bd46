import { expect, test } from "vitest";
import { readWorkspace } from "../../src/index.js";
import { checkStructure } from "../../src/structure/index.js";
import { tablePackage, temporaryWorkspace } from "../fixture/temporary-workspace.js";

test("a workspace that keeps the rules has no breach", () => {
  expect(
    breachesOf({
      "services/auth/src/index.ts": 'export * from "./session/open.js";\n',
      "services/auth/src/session/open.ts": 'import { core } from "@fixture/core";\n',
    }),
  ).toEqual([]);
});

test("a service that depends on a service is a breach", () => {
  expect(breachesOf(tablePackage("services/cyrex", { needs: ["auth"] }))).toEqual([
    {
      file: "services/cyrex/package.json",
      reason:
        "@fixture/cyrex depends on the service @fixture/auth; move what both need to a package that both can depend on",
    },
  ]);
});

test.each(["services/auth/src/deep/c.ts", "services/auth/bin/a/b.js", "services/auth/x/y/z.mjs"])(
  "an import that climbs out of its package is a breach in %s",
  (file) => {
    expect(
      breachesOf({ [file]: 'export { x } from "../../../../packages/core/src/x.js";\n' }),
    ).toEqual([
      {
        file,
        reason:
          "imports packages/core/src/x.js outside its package by path; import the package by name",
      },
    ]);
  },
);

test("a URL may lead to the workspace's root, but not into another package", () => {
  expect(
    breachesOf({
      "services/auth/src/root.ts": 'const root = new URL("../../..", import.meta.url);\n',
      "services/auth/src/core.ts":
        'const core = new URL("../../../packages/core/src/x.js", import.meta.url);\n',
    }),
  ).toEqual([
    {
      file: "services/auth/src/core.ts",
      reason:
        "reads packages/core/src/x.js outside its package by path; import the package by name",
    },
  ]);
});

test("layers are read from package.json", () => {
  expect(
    breachesOf({
      "services/auth/package.json": JSON.stringify({
        name: "@fixture/auth",
        deepiri: { layers: ["command", "ledger"] },
      }),
      "services/auth/src/command/run.ts": "",
      "services/auth/src/ledger/row.ts": 'import type { Run } from "../command/run.js";\n',
    }),
  ).toEqual([
    {
      file: "services/auth/src/ledger/row.ts",
      reason: "imports src/command/run.ts, but the layer command stands above the layer ledger",
    },
  ]);
});

test("generated files and installed packages are not looked at", () => {
  const climbing = 'import "../../../../packages/core/src/x.js";\n';
  expect(
    breachesOf({
      "services/auth/src/generated/client.ts": climbing,
      "services/auth/node_modules/other/index.js": climbing,
      "services/auth/dist/client/index.js": climbing,
    }),
  ).toEqual([]);
});

test("a file that cannot be parsed is an error that names it", () => {
  expect(() => breachesOf({ "services/auth/src/a.ts": "import {\n" })).toThrow(
    /services\/auth\/src\/a\.ts: /,
  );
});

/** What is found in a workspace of core and auth with these files. */
function breachesOf(files: Record<string, string>) {
  const root = temporaryWorkspace({
    ...tablePackage("packages/core", {}),
    ...tablePackage("services/auth", {}),
    ...files,
  });
  return checkStructure(readWorkspace(root));
}
