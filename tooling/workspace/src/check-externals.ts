import { relative } from "node:path";
import type { EnumType, Model, ModelField } from "./data-model.js";
import { type Ownership, qualifiedName, readOwnership } from "./ownership.js";
import type { Database, TablePackage } from "./workspace.js";

/** A place where an external.prisma says something else than the owner does. */
export interface ExternalMismatch {
  readonly package: string;
  readonly model: string;
  /** Undefined when the model as a whole is at fault. */
  readonly field?: string;
  /** What differs, in words. */
  readonly difference: string;
  /** Paths from the workspace's root: the external.prisma, and the owner's file if there is one. */
  readonly files: readonly string[];
}

/**
 * Compares every external model and enum with the owner's definition, field by field: type,
 * nullability and mapping. Prisma itself never notices a difference here, and a stale copy fails
 * only at run time.
 */
export function checkExternals(database: Database): ExternalMismatch[] {
  const ownership = readOwnership(database);
  return [...ownership.dataModels].flatMap(([user, { models, enums }]) =>
    [
      ...models
        .filter(({ external }) => external)
        .flatMap((model) => checkModel(ownership, user, model)),
      ...enums
        .filter(({ external }) => external)
        .flatMap((type) => checkEnum(ownership, user, type)),
    ].map((mismatch) => ({
      ...mismatch,
      files: mismatch.files.map((file) => relative(database.root, file)),
    })),
  );
}

/** One line for a person: package, model, field, difference and both files. */
export function describeMismatch(mismatch: ExternalMismatch): string {
  const { model, field, difference, files } = mismatch;
  return `${field ? `${model}.${field}` : model}: ${difference} (${files.join(" against ")})`;
}

function checkModel(ownership: Ownership, user: TablePackage, model: Model): ExternalMismatch[] {
  const owned = ownership.tables.get(qualifiedName(model));
  const problem = ownerProblem(user, model, owned?.owner);
  if (problem || !owned) return [mismatchOf(user, model, problem ?? "")];
  return model.fields.flatMap((field) => {
    const difference = fieldDifference(field, owned.declared);
    return difference
      ? [{ ...mismatchOf(user, model, difference, owned.declared.file), field: field.name }]
      : [];
  });
}

function checkEnum(ownership: Ownership, user: TablePackage, type: EnumType): ExternalMismatch[] {
  const owned = ownership.enums.get(qualifiedName(type));
  const problem = ownerProblem(user, type, owned?.owner);
  if (problem || !owned) return [mismatchOf(user, type, problem ?? "")];
  const { values } = owned.declared;
  if (values.join() === type.values.join()) return [];
  const difference = `has the values ${type.values.join(", ")}, its owner has ${values.join(", ")}`;
  return [mismatchOf(user, type, difference, owned.declared.file)];
}

function ownerProblem(
  user: TablePackage,
  declared: Model | EnumType,
  owner: TablePackage | undefined,
): string | undefined {
  const name = qualifiedName(declared);
  if (!owner) return `no package owns "${name}"`;
  if (user.dependencies.some(({ key }) => key === owner.key)) return undefined;
  return `"${name}" belongs to ${owner.name}, on which ${user.name} does not depend`;
}

function fieldDifference(field: ModelField, owner: Model): string | undefined {
  const own = owner.fields.find(({ column }) => column === field.column);
  if (!own) return `the owner has no column "${field.column}"`;
  if (own.name !== field.name) {
    return `maps column "${field.column}" to ${field.name}, its owner to ${own.name}`;
  }
  if (own.type !== field.type) return `is ${field.type}, its owner says ${own.type}`;
  if (own.nullable === field.nullable) return undefined;
  const word = (nullable: boolean): string => (nullable ? "may be null" : "is never null");
  return `${word(field.nullable)}, its owner says it ${word(own.nullable)}`;
}

function mismatchOf(
  user: TablePackage,
  { name, file }: Model | EnumType,
  difference: string,
  ownerFile?: string,
): ExternalMismatch {
  return {
    package: user.name,
    model: name,
    difference,
    files: ownerFile ? [file, ownerFile] : [file],
  };
}
