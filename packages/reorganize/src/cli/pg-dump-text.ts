import type { PgDumpAsked } from "../plan/pg-dump-asked.js";
import { type Texts, textOf } from "./texts.js";

const texts: Texts<PgDumpAsked> = {
  asked: ({ version }) => `pg_dump ${version} was asked before and after, and saw no difference`,
  absent: () => "pg_dump was not asked as well: there is none on this machine",
  older: ({ version, server }) =>
    `pg_dump was not asked as well: ${version} is older than the server, which is ${server}`,
  refused: ({ version, reason }) => `pg_dump ${version} was not asked as well: it says "${reason}"`,
};

/** Whether pg_dump saw as well that the way back leads back, in a sentence without a full stop. */
export function pgDumpText(asked: PgDumpAsked): string {
  return textOf(texts, asked);
}
