import type pg from "pg";
import { runScript, runScriptByHand, type ScriptValues } from "./run-script.js";

/** One thing that happened to a database on its way to the mess. */
export type Part = (client: pg.ClientBase, values: ScriptValues) => Promise<void>;

/** Runs these scripts in turn. */
export const scripts =
  (...names: readonly string[]): Part =>
  async (client, values) => {
    for (const name of names) {
      await runScript(client, name, values);
    }
  };

/** Runs these scripts as someone does by hand: what fails is passed over. */
export const byHand =
  (...names: readonly string[]): Part =>
  async (client, values) => {
    for (const name of names) {
      await runScriptByHand(client, name, values);
    }
  };

/** Runs these parts in turn. */
export const all =
  (...parts: readonly Part[]): Part =>
  async (client, values) => {
    for (const part of parts) {
      await part(client, values);
    }
  };

/** Where a part puts its rows: a schema, and the numbers from which they are made. */
export interface Place {
  readonly schema: string;
  /** Which of the two sizes bounds the range; rows unless told. */
  readonly size?: "rows" | "users";
  /** Whether the range begins in the middle and ends as far beyond: half of it overlaps with the whole one. */
  readonly shifted?: boolean;
}

/** Runs a part at another place. */
export const at =
  ({ schema, size = "rows", shifted = false }: Place, part: Part): Part =>
  async (client, values) => {
    const half = shifted ? Math.floor(values[size] / 2) : 0;
    await part(client, { ...values, schema, first: half + 1, last: half + values[size] });
  };

/** Runs a part while no trigger of the init script adds rows of its own, which would differ from build to build. */
export const untriggered = (part: Part): Part =>
  all(scripts("rows/triggers-off"), part, scripts("rows/triggers-on"));
