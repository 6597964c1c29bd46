/** Whether pg_dump printed the scratch copy before the first step and after the way back, and if not, why. */
export type PgDumpAsked =
  | { readonly code: "asked"; readonly version: string }
  | { readonly code: "absent" }
  | { readonly code: "older"; readonly version: string; readonly server: string }
  | { readonly code: "refused"; readonly version: string; readonly reason: string };
