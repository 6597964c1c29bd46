import { readMigrations, type TablePackage } from "@deepiri/workspace";
import { type Facts, readFacts, withFacts } from "../catalog/facts.js";
import { addPackage } from "../scratch/build-package.js";

/** What migrations build on an empty database, as far as each group of packages. */
export interface Stages {
  /** What is managed already. */
  readonly before: Facts;
  /** With the packages that are to be taken over. */
  readonly after: Facts;
  /** With all others of the database. */
  readonly all: Facts;
}

/** Which packages come at which stage, each after those it depends on. */
export interface StagePackages {
  readonly managed: readonly TablePackage[];
  readonly taken: readonly TablePackage[];
  readonly others: readonly TablePackage[];
}

/** Builds the stages on an empty database, one upon the other. */
export async function buildStages(
  url: string,
  { managed, taken, others }: StagePackages,
  hidden: ReadonlySet<string>,
): Promise<Stages> {
  const stage = async (packages: readonly TablePackage[]): Promise<Facts> => {
    for (const one of packages) await addPackage(url, one, readMigrations(one));
    return readDefinitions(url, hidden);
  };
  const before = await stage(managed);
  const after = await stage(taken);
  return { before, after, all: others.length === 0 ? after : await stage(others) };
}

const rights = new Set(["acl", "defaultPrivilege", "userMapping"]);

/** All that pg-delta knows of a database but for rights, which follow from the files. */
export async function readDefinitions(url: string, hidden: ReadonlySet<string>): Promise<Facts> {
  const facts = await readFacts(url, hidden);
  return withFacts(facts, ({ id }) => !rights.has(id.kind));
}
