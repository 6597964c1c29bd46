import { type DataModel, type EnumType, type Model, readDataModel } from "./data-model.js";
import { TwoOwnersError } from "./errors.js";
import { databasesOf } from "./read-workspace.js";
import type { Database, TablePackage, Workspace } from "./workspace.js";

/** A table or enum type with the one package that may change it. */
export interface Owned<Declared> {
  readonly owner: TablePackage;
  readonly declared: Declared;
}

/** Who owns what, by `schema.name`. */
export interface Ownership {
  readonly tables: ReadonlyMap<string, Owned<Model>>;
  readonly enums: ReadonlyMap<string, Owned<EnumType>>;
  /** What each package's files declare, their external models included. */
  readonly dataModels: ReadonlyMap<TablePackage, DataModel>;
}

/** `schema.name`, the form in which Prisma's configuration names tables and enum types. */
export function qualifiedName({ schema, object }: { schema: string; object: string }): string {
  return `${schema}.${object}`;
}

/**
 * Derives who owns what in a database from the Prisma files: a model outside external.prisma is owned.
 *
 * @throws TwoOwnersError when two packages own the same table or enum type
 */
export function readOwnership(database: Database): Ownership {
  const dataModels = new Map(database.packages.map((one) => [one, readDataModel(one)]));
  const collect = <Declared extends Model | EnumType>(
    declarationsOf: (dataModel: DataModel) => readonly Declared[],
  ): Map<string, Owned<Declared>> => {
    const owned = new Map<string, Owned<Declared>>();
    for (const [owner, dataModel] of dataModels) {
      for (const declared of declarationsOf(dataModel).filter(({ external }) => !external)) {
        const name = qualifiedName(declared);
        const other = owned.get(name);
        if (other) throw new TwoOwnersError(name, [other.declared.file, declared.file]);
        owned.set(name, { owner, declared });
      }
    }
    return owned;
  };
  return {
    tables: collect(({ models }) => models),
    enums: collect(({ enums }) => enums),
    dataModels,
  };
}

/** What a package must not touch: every table and enum type of all the others in its databases. */
export function externalObjects(
  workspace: Workspace,
  tablePackage: TablePackage,
): { readonly tables: string[]; readonly enums: string[] } {
  const ownerships = databasesOf(workspace, tablePackage).map((one) => readOwnership(one));
  const ofOthers = (objects: "tables" | "enums"): string[] => {
    const all = ownerships.flatMap((ownership) => [...ownership[objects]]);
    const others = all.filter(([, { owner }]) => owner.key !== tablePackage.key);
    return [...new Set(others.map(([name]) => name))];
  };
  return { tables: ofOthers("tables"), enums: ofOthers("enums") };
}
