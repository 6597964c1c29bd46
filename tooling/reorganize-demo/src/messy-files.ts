import { rm } from "node:fs/promises";
import { readScript } from "./run-script.js";
import { valuesFor } from "./values-for.js";

/** An SQLite file as a program leaves it, which becomes a database of the workspace. */
export interface MessyFile {
  readonly name: string;
  /** One sentence: how it came to be. */
  readonly title: string;
  /** The database of the workspace that it becomes. */
  readonly database: string;
}

/** Every messy SQLite file that the demo knows; the first of a database is the one that is meant if none is named. */
export const messyFiles: readonly MessyFile[] = [
  {
    name: "dpro-a",
    title:
      "An SQLite file as its reference document has it, after years in which nothing was checked: orphans, loops, unreadable values, texts with zero bytes, secrets.",
    database: "dpro",
  },
  {
    name: "dpro-b",
    title:
      "The same as the program makes it when it starts: half of the tables, and texts for keys.",
    database: "dpro",
  },
  {
    name: "dpro-c",
    title: "The same as it was last found in use: with columns that no document has.",
    database: "dpro",
  },
];

/** Makes a messy SQLite file, in place of one that may be there. */
export async function writeMessyFile(
  file: string,
  { name }: MessyFile,
  rows: number,
): Promise<void> {
  // WebAssembly, for which no other messy database should wait.
  const { default: sqlite } = await import("node-sqlite3-wasm");
  await rm(file, { force: true });
  const database = new sqlite.Database(file);
  try {
    // The programs that leave such files never turned them on.
    database.exec("PRAGMA foreign_keys = OFF; BEGIN");
    for (const part of ["tables", "rows"])
      database.exec(await readScript(`file/${name}-${part}`, valuesFor(rows)));
    database.exec("COMMIT");
  } finally {
    database.close();
  }
}
