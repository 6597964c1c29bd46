import { splitScript } from "@deepiri/sql";
import type { Catalog } from "../../../catalog/catalog.js";
import { readCatalog } from "../../../catalog/read-catalog.js";
import { withScratch } from "../../../catalog/with-scratch.js";
import { reading } from "../../../session/read-only.js";
import { withConnection } from "../../../session/with-connection.js";
import type { DefinitionFile, Family } from "../family/family.js";
import { type Abilities, readAbilities } from "./abilities.js";
import { Extensions, readOffered } from "./extensions.js";
import { FileRun } from "./file-run.js";
import { type FoundObject, readFoundObjects } from "./found-objects.js";
import type { LoadedFile, TableDefinition } from "./loaded.js";
import { prepareScratch, prepareSession } from "./scratch-session.js";
import type { FamilyRun } from "./statement-run.js";

/** What loading a family left in its scratch database. */
export interface LoadedFamily extends Family {
  readonly loaded: readonly LoadedFile[];
  readonly catalog: Catalog;
  readonly objects: readonly FoundObject[];
  /** By `schema.table`. */
  readonly abilities: ReadonlyMap<string, Abilities>;
  readonly tables: readonly TableDefinition[];
  /** Whether a type of ours was there in place of that of pgvector. */
  readonly hasStandIn: boolean;
}

export interface LoadOptions {
  /** How long a statement may take, in milliseconds; 10 seconds if left out. */
  readonly timeoutMs?: number | undefined;
  readonly onProgress?: ((what: string) => void) | undefined;
}

/**
 * Loads the files of a family, one after the other, into an empty database that is dropped afterwards. Nothing
 * outside of it is changed: statements about roles, databases or the server are not run, and those that are run
 * have the rights of nobody.
 */
export function loadFamily(
  url: string,
  family: Family,
  { timeoutMs = 10_000, onProgress = () => {} }: LoadOptions = {},
): Promise<LoadedFamily> {
  return withScratch(url, (scratch) =>
    withConnection(scratch, {}, async (owner) => {
      const isSuperuser = await prepareScratch(owner);
      const extensions = new Extensions(owner, isSuperuser, await readOffered(owner));
      const run: FamilyRun = {
        url: scratch,
        timeoutMs,
        isSuperuser,
        extensions,
        known: new Map(),
        tables: [],
      };
      if (lacksVectors(family)) await extensions.makeVectors();
      const loaded: LoadedFile[] = [];
      for (const file of family.files) {
        onProgress(`Loading ${family.name}: ${file.file}`);
        loaded.push(await loadFile(run, file));
      }
      return {
        ...family,
        loaded,
        ...(await readLeft(scratch, extensions.standIn)),
        tables: run.tables,
        hasStandIn: extensions.standIn.size > 0,
      };
    }),
  );
}

/** Whether files name a type `vector` and none of them makes the extension that has it. */
function lacksVectors({ files }: Family): boolean {
  const makes = /\bcreate\s+extension\b[^;]*\bvector\b/i;
  return (
    files.some(({ sql }) => /\bvector\s*\(\s*\d/i.test(sql)) &&
    !files.some(({ sql }) => makes.test(sql))
  );
}

/** What is there in the end, types and expressions spelled with their schemas. */
function readLeft(
  url: string,
  standIn: ReadonlySet<string>,
): Promise<Pick<LoadedFamily, "catalog" | "objects" | "abilities">> {
  return reading(url, async (reader) => {
    const objects = (await readFoundObjects(reader)).filter(({ key }) => !standIn.has(key));
    const catalog = await readCatalog(reader);
    return { objects, catalog, abilities: await readAbilities(reader) };
  });
}

async function loadFile(run: FamilyRun, { file, sql }: DefinitionFile): Promise<LoadedFile> {
  return withConnection(run.url, { searchPath: "of the login" }, async (client) => {
    await prepareSession(client);
    return new FileRun(client, run, file, await splitScript(sql)).load();
  });
}
