import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { libpqEnvironment, type NoPgDump, type PgDump } from "@deepiri/database";
import { applicationName } from "../../session/open.js";
import { ownSchema } from "../own-schema.js";
import { type Dump, dumpedObjects } from "./dumped-objects.js";

/** What pg_dump prints of a database, or why it printed nothing. */
export type Dumped =
  | { readonly code: "asked"; readonly version: string; readonly objects: Dump }
  | NotDumped;

/** There is no pg_dump to ask, or it refused. */
export type NotDumped =
  | NoPgDump
  | { readonly code: "refused"; readonly version: string; readonly reason: string };

const options = [
  "--schema-only",
  `--exclude-schema=${ownSchema}`,
  "--no-password",
  "--lock-wait-timeout=10s",
];

/** Asks pg_dump what the schema of the database of `url` is, but for our own; it never throws. */
export async function readDump(pgDump: PgDump, url: string, env = process.env): Promise<Dumped> {
  if (pgDump.code !== "found") return pgDump;
  const { program, version } = pgDump;
  try {
    const { stdout } = await promisify(execFile)(program, options, {
      env: libpqEnvironment(url, applicationName, env),
      maxBuffer: Number.POSITIVE_INFINITY,
    });
    return { code: "asked", version, objects: dumpedObjects(stdout) };
  } catch (error) {
    return { code: "refused", version, reason: reasonOf(error as Failure) };
  }
}

interface Failure extends Error {
  readonly stderr?: string;
}

/** Its first line; the statement that the server refused follows. */
function reasonOf({ stderr, message }: Failure): string {
  const [line = ""] = (stderr?.trim() || message).split("\n");
  return line.replace(/^pg_dump: (error: )?/, "");
}
