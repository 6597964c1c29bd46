/** One statement of pg-delta: what it makes, drops and needs. */
export type { Action } from "@supabase/pg-delta/plan";
