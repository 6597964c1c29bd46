import { connectOnce } from "@deepiri/database";
import { applicationName } from "../../session/session.js";
import { withScratch } from "../../target/with-scratch.js";
import { catalogueAt } from "../../target/with-target.js";
import type { Catalogue, EnumType } from "../catalogue.js";
import { compareTables, type Difference } from "../compare-tables.js";
import { historyTable } from "../match-tables.js";
import { type Definition, type RefusedScript, readDefinition } from "./read-definition.js";

/** A table or enum type that is defined and deployed, but not alike. */
export interface DifferentObject {
  /** `schema.name` */
  readonly name: string;
  /** `wanted` is the definition, `found` what is deployed. */
  readonly differences: readonly (Difference | EnumDifference)[];
}

interface EnumDifference {
  readonly aspect: "words";
  readonly name: string;
  readonly wanted: string;
  readonly found: string;
}

/** What one path defines, held against the database. */
export interface ComparedDefinition {
  readonly path: string;
  readonly refused: readonly RefusedScript[];
  readonly notDeployed: readonly string[];
  readonly different: readonly DifferentObject[];
  /** How many tables and enum types are deployed as defined. */
  readonly alike: number;
}

export interface DefinitionReport {
  readonly definitions: readonly ComparedDefinition[];
  /** Tables and enum types of the database that no definition names. */
  readonly notDefined: readonly string[];
}

/** Loads each definition into a scratch database of its own and compares it with what is deployed. */
export async function compareDefinitions(
  url: string,
  paths: readonly string[],
  deployed: Catalogue,
  onProgress: (what: string) => void = () => {},
): Promise<DefinitionReport> {
  const compared: ComparedDefinition[] = [];
  const named = new Set<string>();
  for (const path of paths) {
    onProgress(`Loading ${path}`);
    const { refused, catalogue } = await loadDefinition(url, await readDefinition(path));
    for (const name of namesOf(catalogue)) named.add(name);
    compared.push({ path, refused, ...compare(catalogue, deployed) });
  }
  const notDefined = namesOf(deployed).filter((name) => !named.has(name) && !isHistory(name));
  return { definitions: compared, notDefined };
}

interface Loaded {
  readonly refused: readonly RefusedScript[];
  readonly catalogue: Catalogue;
}

function loadDefinition(url: string, { scripts, refused }: Definition): Promise<Loaded> {
  return withScratch(url, async (scratch) => {
    const failed: RefusedScript[] = [];
    for (const { file, sql } of scripts) {
      const reason = await refusalOf(scratch, sql);
      if (reason !== undefined) failed.push({ file, reason });
    }
    return { refused: [...refused, ...failed], catalogue: await catalogueAt(scratch) };
  });
}

/** Runs a script as one query, in a session of its own that no other script's settings reach. */
async function refusalOf(url: string, sql: string): Promise<string | undefined> {
  const client = await connectOnce(url, { applicationName });
  try {
    await client.query(sql);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await client.end();
  }
}

function compare(
  defined: Catalogue,
  deployed: Catalogue,
): Omit<ComparedDefinition, "path" | "refused"> {
  const tables = [...defined.tables].map(([name, table]) => {
    const found = deployed.tables.get(name);
    return { name, differences: found && compareTables(table, found) };
  });
  const enums = [...defined.enums].map(([name, type]) => {
    const found = deployed.enums.get(name);
    return { name, differences: found && compareWords(type, found) };
  });
  const all = [...tables, ...enums].filter(({ name }) => !isHistory(name));
  return {
    notDeployed: all.filter(({ differences }) => !differences).map(({ name }) => name),
    different: all.flatMap(({ name, differences = [] }) =>
      differences.length > 0 ? [{ name, differences }] : [],
    ),
    alike: all.filter(({ differences }) => differences?.length === 0).length,
  };
}

function compareWords(wanted: EnumType, found: EnumType): EnumDifference[] {
  const [one, other] = [wanted.labels.join(", "), found.labels.join(", ")];
  return one === other ? [] : [{ aspect: "words", name: wanted.name, wanted: one, found: other }];
}

function namesOf({ tables, enums }: Catalogue): string[] {
  return [...tables.keys(), ...enums.keys()].sort();
}

function isHistory(name: string): boolean {
  return name.endsWith(`.${historyTable}`);
}
