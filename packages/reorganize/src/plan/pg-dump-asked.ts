import type { NotDumped } from "../catalog/dump/read-dump.js";

/** Whether pg_dump printed the scratch copy before the first step and after the way back, and if not, why. */
export type PgDumpAsked = { readonly code: "asked"; readonly version: string } | NotDumped;
