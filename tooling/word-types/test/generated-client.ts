import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { delimiter, join, resolve } from "node:path";

const packageRoot = resolve(import.meta.dirname, "..");
const modules = join(packageRoot, "node_modules");

export interface Outcome {
  readonly exitCode: number | null;
  readonly output: string;
}

/** A package with a Prisma schema and words, in a folder of its own; `remove` it afterwards. */
export class ClientPackage {
  // Below node_modules, so that @prisma/client is found from the generated files.
  readonly directory = mkdtempSync(join(modules, "word-types-test-"));

  constructor(change: (schema: string) => string = (schema) => schema) {
    const fixture = join(import.meta.dirname, "fixture");
    for (const folder of ["prisma", "src", "bin"]) mkdirSync(join(this.directory, folder));
    const schema = readFileSync(join(fixture, "schema.prisma"), "utf8");
    this.write("prisma/schema.prisma", change(schema));
    this.write("prisma.config.ts", 'export default { schema: "prisma" };\n');
    copyFileSync(join(fixture, "words.ts"), join(this.directory, "src/words.ts"));
    symlinkSync(join(packageRoot, "bin/word-types.js"), join(this.directory, "bin/word-types"));
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.directory, path), text);
  }

  /** `prisma generate`; it never runs the schema engine, any executable keeps it from looking. */
  generate(): Outcome {
    return this.run(join(modules, "prisma/build/index.js"), "generate");
  }

  /** The compiler's complaints about src/`file`, a line each. */
  compile(file: string): Outcome {
    const config = {
      extends: "@deepiri/typescript/base.json",
      compilerOptions: { types: [] },
      files: [`src/${file}`],
    };
    this.write("tsconfig.json", JSON.stringify(config));
    return this.run(join(modules, "typescript/bin/tsc"), "-p", "tsconfig.json");
  }

  /** Every generated file with its text. */
  generated(): Record<string, string> {
    const root = join(this.directory, "src/generated");
    const names = readdirSync(root, { recursive: true, encoding: "utf8" });
    const files = names.filter((name) => name.endsWith(".ts")).sort();
    return Object.fromEntries(files.map((name) => [name, readFileSync(join(root, name), "utf8")]));
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  private run(program: string, ...args: string[]): Outcome {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
      cwd: this.directory,
      encoding: "utf8",
      env: {
        ...process.env,
        PATH: `${join(this.directory, "bin")}${delimiter}${process.env.PATH}`,
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        CHECKPOINT_DISABLE: "1",
        NO_COLOR: "1",
      },
    });
    return { exitCode: status, output: stdout + stderr };
  }
}
