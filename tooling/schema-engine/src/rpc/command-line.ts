import { parseArgs } from "node:util";
import { noDatabaseUrl } from "./no-database-url.js";

/** How Prisma's CLI started this process. */
export interface CommandLine {
  /** The configured database; undefined when there is none. */
  readonly url: string | undefined;
  /** Schema of the migration history: the URL's `schema` parameter. */
  readonly historySchema: string;
  /** Paths of the Prisma files that the command is about. */
  readonly datamodels: readonly string[];
  /** A single question, such as can-connect-to-database, instead of requests on stdin. */
  readonly question: string | undefined;
  readonly version: boolean;
}

/** Reads the arguments that Prisma's CLI gives to its schema engine. */
export function readCommandLine(argv: readonly string[]): CommandLine {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    strict: false,
    options: {
      datasource: { type: "string" },
      datamodels: { type: "string", multiple: true },
      "enabled-preview-features": { type: "string" },
      "extension-types": { type: "string" },
      version: { type: "boolean" },
    },
  });
  const { url } = JSON.parse(String(values.datasource ?? "{}")) as { url?: string };
  const configured = url?.startsWith(noDatabaseUrl) ? undefined : url;
  return {
    url: configured,
    historySchema: historySchemaOf(url),
    datamodels: (values.datamodels ?? []) as string[],
    question: positionals[0] === "cli" ? positionals[1] : undefined,
    version: values.version === true,
  };
}

function historySchemaOf(url: string | undefined): string {
  if (url === undefined || !URL.canParse(url)) return "public";
  return new URL(url).searchParams.get("schema") ?? "public";
}
