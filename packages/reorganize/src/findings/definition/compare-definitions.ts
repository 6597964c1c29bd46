import type { Catalog, EnumType } from "../../catalog/catalog.js";
import { compareTables, type Difference } from "../../catalog/compare-tables.js";
import { parseTableName } from "../../catalog/table-name.js";
import { withScratch } from "../../catalog/with-scratch.js";
import { readCatalogAt } from "../../catalog/with-target.js";
import { withConnection } from "../../session/with-connection.js";
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
  deployed: Catalog,
  onProgress: (what: string) => void = () => {},
): Promise<DefinitionReport> {
  const compared: ComparedDefinition[] = [];
  const named = new Set<string>();
  for (const path of paths) {
    onProgress(`Loading ${path}`);
    const { refused, catalog } = await loadDefinition(url, await readDefinition(path));
    for (const name of namesOf(catalog)) named.add(name);
    compared.push({ path, refused, ...compare(catalog, deployed) });
  }
  const notDefined = namesOf(deployed).filter((name) => !named.has(name) && !isHistory(name));
  return { definitions: compared, notDefined };
}

interface Loaded {
  readonly refused: readonly RefusedScript[];
  readonly catalog: Catalog;
}

function loadDefinition(url: string, { scripts, refused }: Definition): Promise<Loaded> {
  return withScratch(url, async (scratch) => {
    const failed: RefusedScript[] = [];
    for (const { file, sql } of scripts) {
      const reason = await refusalOf(scratch, sql);
      if (reason !== undefined) failed.push({ file, reason });
    }
    return { refused: [...refused, ...failed], catalog: await readCatalogAt(scratch) };
  });
}

/** Runs a script as one query, in a session of its own that no other script's settings reach. */
async function refusalOf(url: string, sql: string): Promise<string | undefined> {
  return withConnection(url, { searchPath: "usual" }, async (client) => {
    try {
      await client.query(sql);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  });
}

function compare(
  defined: Catalog,
  deployed: Catalog,
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

function namesOf({ tables, enums }: Catalog): string[] {
  return [...tables.keys(), ...enums.keys()].sort();
}

function isHistory(name: string): boolean {
  return parseTableName(name).name === historyTable;
}
