import { randomBytes } from "node:crypto";
import { existsSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, delimiter, dirname, join, resolve } from "node:path";
import { generator as wordTypes } from "@deepiri/word-types";
import type { TablePackage } from "@deepiri/workspace";
import prisma from "@prisma/internals";
import { inputsOf, mark } from "./fingerprint.js";

// The module's own ESM build imports a folder, which Node refuses.
const { PrismaClientTsGenerator } = createRequire(import.meta.url)(
  "@prisma/client-generator-ts",
) as typeof import("@prisma/client-generator-ts");

const clientProvider = "prisma-client";

// Any other generator is run as Prisma's CLI runs it: a program of its own.
const registry: Parameters<typeof prisma.getGenerators>[0]["registry"] = {
  [clientProvider]: { type: "in-process", generator: new PrismaClientTsGenerator() },
  "word-types": { type: "in-process", generator: wordTypes },
};

type Generators = Awaited<ReturnType<typeof prisma.loadSchemaContext>>["generators"];

/** Runs all generators of a package's Prisma files; puts the finished client in place at the end. */
export async function runGenerators(one: TablePackage): Promise<void> {
  const inputs = inputsOf(one);
  const context = await prisma.loadSchemaContext({
    schemaPath: { baseDir: one.directory, configProvidedPath: one.schemaDirectory },
    cwd: one.directory,
    printLoadMessage: false,
  });
  const clients = context.generators
    .filter(({ provider, output }) => provider.value === clientProvider && output?.value)
    .map(({ name, output, sourceFilePath }) => {
      const place = resolve(dirname(sourceFilePath), output?.value ?? "");
      return { name, place, made: beside(place, "making") };
    });
  const redirected = context.generators.map((generator) => {
    const client = clients.find(({ name }) => name === generator.name);
    return client ? { ...generator, output: { value: client.made, fromEnvVar: null } } : generator;
  });
  try {
    await withProgramsOf(one.directory, () => generate(context, redirected));
    for (const { place, made } of clients) {
      mark(made, inputs);
      swap(place, made);
    }
  } finally {
    for (const { made } of clients) rmSync(made, { recursive: true, force: true });
  }
}

async function generate(
  schemaContext: Awaited<ReturnType<typeof prisma.loadSchemaContext>>,
  overrideGenerators: Generators,
): Promise<void> {
  const cliCommand = "db generate";
  const all = await prisma.getGenerators({
    schemaContext,
    overrideGenerators,
    registry,
    cliCommand,
  });
  try {
    for (const generator of all) await generator.generate();
  } finally {
    for (const generator of all) generator.stop();
  }
}

// In the same folder, so that relative imports are the same and a rename suffices. The compiler and
// git pass over what a killed run leaves under such a name.
function beside(place: string, purpose: string): string {
  const name = `.${basename(place)}-${purpose}-${randomBytes(4).toString("hex")}`;
  return join(dirname(place), name);
}

function swap(place: string, made: string): void {
  const old = beside(place, "old");
  if (existsSync(place)) renameSync(place, old);
  renameSync(made, place);
  rmSync(old, { recursive: true, force: true });
}

// A program is found by its name among those of the package, as it is for `pnpm exec prisma generate`.
async function withProgramsOf(directory: string, work: () => Promise<void>): Promise<void> {
  const { PATH } = process.env;
  process.env.PATH = [join(directory, "node_modules", ".bin"), PATH].join(delimiter);
  try {
    await work();
  } finally {
    process.env.PATH = PATH;
  }
}
