import { brand } from "@deepiri/database/brand";
import type { Customs } from "./customs.js";
import type { Files } from "./files.js";
import type { NewPackage } from "./new-package.js";

const dependencies = ["@deepiri/database", "@prisma/client"];

const devDependencies = [
  "@deepiri/db",
  "@deepiri/schema-engine",
  "@deepiri/test-database",
  "@deepiri/typescript",
  "@deepiri/vitest",
  "@types/node",
  "prisma",
  "typescript",
  "vitest",
];

const scripts = {
  build: "tsc -p tsconfig.build.json",
  typecheck: "tsc -p tsconfig.json",
  test: "vitest run",
  "db:generate": "db generate",
  "db:migrate": "db migrate",
  "db:migrate:prisma": "prisma migrate deploy",
};

/** package.json and the settings of the tools. */
export function configFiles({ name, database }: NewPackage, customs: Customs): Files {
  const versions = (names: readonly string[]) =>
    Object.fromEntries(names.map((one) => [one, customs.versionOf(one)]));
  return {
    "package.json": json({
      name,
      version: "0.0.0",
      private: true,
      type: "module",
      ...(database === brand.name ? {} : { [brand.name]: { database } }),
      exports: { ".": entry("index"), "./client": entry("client") },
      scripts: customs.scriptsOf(scripts),
      dependencies: versions(dependencies),
      devDependencies: versions(devDependencies),
    }),
    "prisma.config.ts": `import { definePackage } from "@deepiri/schema-engine/config";

export default definePackage(import.meta.dirname);
`,
    "tsconfig.json": `{
  "extends": "@deepiri/typescript/base.json",
  "include": ["src", "test", "*.config.ts"]
}
`,
    "tsconfig.build.json": `{
  "extends": ["@deepiri/typescript/base.json", "@deepiri/typescript/build.json"],
  "include": ["src"]
}
`,
    "vitest.config.ts": `import { packageTests } from "@deepiri/vitest";

export default packageTests();
`,
  };
}

function entry(file: string) {
  return {
    "@deepiri/source": `./src/${file}.ts`,
    types: `./dist/${file}.d.ts`,
    default: `./dist/${file}.js`,
  };
}

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
