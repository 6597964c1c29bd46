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

/** Runs a script that fits several schemas in this one. */
export const scriptsIn =
  (schema: string, ...names: readonly string[]): Part =>
  async (client, values) =>
    await scripts(...names)(client, { ...values, schema });

/** Runs these scripts as someone does by hand: what fails is passed over. */
export const byHand =
  (...names: readonly string[]): Part =>
  async (client, values) => {
    for (const name of names) {
      await runScriptByHand(client, name, values);
    }
  };
