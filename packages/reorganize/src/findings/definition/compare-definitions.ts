import type { Catalog } from "../../catalog/catalog.js";
import { reading } from "../../session/read-only.js";
import { compareDeployed, countDeployed, type Deployed, notDefined } from "./compare/deployed.js";
import { groupFeatures } from "./compare/features.js";
import { type Ledger, namesFile, placeIn, readLedgers } from "./compare/ledgers.js";
import { makeMatrix } from "./compare/matrix.js";
import { type ComparedTable, compareFamilyTables } from "./compare/variants.js";
import type { Family } from "./family/family.js";
import { listed, readFamilies } from "./family/read-families.js";
import { readFoundObjects } from "./load/found-objects.js";
import { type LoadedFamily, type LoadOptions, loadFamily } from "./load/load-family.js";
import type { LoadedFile } from "./load/loaded.js";
import type { DefinitionReport, FamilyReport, FileReport, LedgerReport } from "./report.js";

export interface CompareOptions extends LoadOptions {
  /** What the database of the URL holds; it is not looked at if left out, and only lends its server. */
  readonly deployed?: Catalog | undefined;
}

/**
 * Loads each family of files into a scratch database of its own and tells what became of each statement, how
 * families differ, and how what they define differs from what is deployed.
 *
 * @param url of the server, and of the database that is compared
 * @param given paths or `name=path`, as `readFamilies` takes them
 * @throws NotADefinitionError, UnreadableDefinitionError before anything is loaded
 * @throws ScratchDatabaseError when the login may not create databases
 */
export async function compareDefinitions(
  url: string,
  given: readonly string[],
  options: CompareOptions = {},
): Promise<DefinitionReport> {
  const families = await readFamilies(given);
  const { deployed, ledgers } = await readDeployed(url, families, options.deployed);
  const loaded: LoadedFamily[] = [];
  for (const family of families)
    loaded.push(await loadFamily(url, inOrderOfLedger(family, ledgers), options));
  const tables = compareFamilyTables(loaded);
  const matrix = makeMatrix(loaded, tables);
  return {
    families: loaded.map((family) => reportFamily(family, { tables, deployed, ledgers })),
    tables,
    features: groupFeatures(matrix),
    matrix,
    ...(deployed && {
      database: {
        ledgers: ledgers.map((ledger) => reportLedger(ledger, families)),
        notDefined: notDefined(loaded, deployed).filter(
          (name) => !ledgers.some(({ table }) => table === name),
        ),
      },
    }),
  };
}

interface Found {
  readonly deployed: Deployed | undefined;
  readonly ledgers: readonly Ledger[];
}

async function readDeployed(
  url: string,
  families: readonly Family[],
  catalog: Catalog | undefined,
): Promise<Found> {
  if (!catalog) return { deployed: undefined, ledgers: [] };
  const files = families.flatMap((family) => family.files.map(({ file }) => file));
  return reading(url, async (reader) => ({
    deployed: { catalog, objects: await readFoundObjects(reader) },
    ledgers: await readLedgers(reader, files),
  }));
}

/** The files as a ledger says that they were applied, those it does not have last. */
function inOrderOfLedger(family: Family, ledgers: readonly Ledger[]): Family {
  const ledger = ledgers.find((one) =>
    family.files.some(({ file }) => placeIn(one, file) !== undefined),
  );
  if (!ledger || family.order === listed) return family;
  const place = (file: string): number => placeIn(ledger, file) ?? Number.POSITIVE_INFINITY;
  const files = family.files.toSorted((one, other) => {
    const [first, second] = [place(one.file), place(other.file)];
    return first === second ? 0 : first - second;
  });
  return { ...family, files, order: `order of the ledger ${ledger.table}` };
}

interface Context extends Found {
  readonly tables: readonly ComparedTable[];
}

function reportFamily(family: LoadedFamily, context: Context): FamilyReport {
  const { name, order, leftOut, hasStandIn, catalog } = family;
  const defined = context.tables.filter(({ variants }) =>
    variants.some((one) => one.family === name),
  );
  return {
    name,
    order,
    leftOut,
    hasStandIn,
    tables: { loads: catalog.tables.size, defined: defined.length },
    files: family.loaded.map((file) => reportFile(file, family, context)),
    ...(context.deployed && { inDatabase: compareDeployed(family, context.deployed) }),
  };
}

function reportFile(
  loaded: LoadedFile,
  family: LoadedFamily,
  { deployed, ledgers }: Context,
): FileReport {
  const { made, notMade: _, ...file } = loaded;
  // A ledger that names none of a family's files is about others.
  const own = ledgers.filter((ledger) =>
    family.files.some((one) => placeIn(ledger, one.file) !== undefined),
  );
  return {
    ...file,
    made: made.length,
    ...(deployed && { inDatabase: countDeployed(loaded, family, deployed) }),
    ...(own.length > 0 && {
      inLedger: own.some((ledger) => placeIn(ledger, file.file) !== undefined),
    }),
  };
}

function reportLedger({ table, tool, entries }: Ledger, families: readonly Family[]): LedgerReport {
  const files = families.flatMap((family) => family.files.map(({ file }) => file));
  const applied = files.filter((file) => entries.some((entry) => namesFile(entry, file)));
  const others = entries.filter((entry) => !files.some((file) => namesFile(entry, file)));
  return {
    table,
    tool,
    entries: entries.length,
    files: { applied: applied.length, of: files.length },
    others,
  };
}
