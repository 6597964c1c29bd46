import { execFileSync, spawnSync } from "node:child_process";
import { connectOnce } from "@deepiri/database";

/** Why pg_dump cannot be asked about the server at this URL, or undefined when it can. */
export async function whyNoDump(url: string): Promise<string | undefined> {
  const { stdout } = spawnSync("pg_dump", ["--version"], { encoding: "utf8" });
  const own = Number(stdout?.match(/ (\d+)/)?.[1] ?? 0);
  if (own === 0) return "there is no pg_dump on this machine";
  const server = await majorVersion(url);
  return own < server
    ? `pg_dump ${own} refuses a server of version ${server}; .ci/debian-postgres runs this on a server of its version`
    : undefined;
}

async function majorVersion(url: string): Promise<number> {
  const client = await connectOnce(url, { applicationName: "converge test" });
  try {
    const { rows } = await client.query("SHOW server_version_num");
    return Math.floor(Number(rows[0].server_version_num) / 10_000);
  } finally {
    await client.end();
  }
}

/**
 * What `pg_dump --schema-only` says of a database: the text of each object by its kind and name, such
 * as `TABLE public.tasks`. Columns are sorted, since tables that grew have them in another order.
 */
export function readDump(url: string): ReadonlyMap<string, string> {
  const text = execFileSync("pg_dump", ["--schema-only", "--exclude-schema=_reorganize", url], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  const objects = new Map<string, string>();
  for (const [name, body] of entriesOf(text)) {
    // Of a schema that every database has, pg_dump only says that it does not make it.
    if (body !== "") objects.set(name, `${objects.get(name) ?? ""}${body}`);
  }
  return objects;
}

const heading = /^--\n-- Name: (.*); Type: (.*); Schema: (.*); Owner: .*\n--\n/m;

function* entriesOf(dump: string): Generator<[name: string, body: string]> {
  const [, ...parts] = dump.split(heading);
  for (let at = 0; at < parts.length; at += 4) {
    const [name, kind, schema, body = ""] = parts.slice(at, at + 4);
    const place = schema === "-" ? "" : `${schema}.`;
    yield [
      `${kind} ${place}${name}`,
      kind === "TABLE" ? withColumnsSorted(bare(body)) : bare(body),
    ];
  }
}

/** Without what pg_dump says of itself. */
function bare(body: string): string {
  return body
    .replaceAll(/^(--.*|SET default_\w+ = .*;|\\(un)?restrict .*)$/gm, "")
    .replaceAll(/\n{2,}/g, "\n")
    .trim();
}

function withColumnsSorted(table: string): string {
  return table.replace(
    /(\(\n)([\s\S]*?)(\n\))/,
    (_, open: string, inside: string, close: string) => {
      const lines = inside.split(/,\n(?= {4}\S)/).map((line) => line.trim());
      return `${open}${lines.sort().join(",\n")}${close}`;
    },
  );
}
