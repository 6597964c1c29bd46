import { relative } from "node:path";
import type { Model, ModelField } from "./data-model.js";
import { InvalidUsesError } from "./errors.js";
import { type Ownership, readOwnership } from "./ownership.js";
import type { UseProblem } from "./use-problem.js";
import type { Database, TablePackage } from "./workspace.js";

/** What a package may do with rows of another's table, by PostgreSQL's own words. */
export type UsePrivilege = "select" | "insert" | "update" | "delete";

/** One right on another package's table that a package declares to need. */
export interface DeclaredUse {
  readonly user: TablePackage;
  /** The external model that declares it. */
  readonly model: Model;
  readonly privilege: UsePrivilege;
  /** Columns that it is limited to, by their names in the database; empty for `delete`. */
  readonly columns: readonly string[];
}

const privileges: readonly string[] = ["select", "insert", "update", "delete"];

/**
 * Reads what each package may do with tables of others: lines such as
 * `/// uses: select, update (status, completedAt)` above a model of its external.prisma.
 *
 * Without a list in parentheses a right covers the columns that the model declares. A model without
 * such a line may only be referred to by foreign keys.
 *
 * @throws InvalidUsesError when a line is not understood
 */
export function readUses(
  database: Database,
  ownership: Ownership = readOwnership(database),
): DeclaredUse[] {
  const { uses, problems } = collectUses(database, ownership);
  if (problems.length > 0) throw new InvalidUsesError(problems);
  return uses;
}

/** Every `uses:` line that is not understood, for `db check`. */
export function checkUses(
  database: Database,
  ownership: Ownership = readOwnership(database),
): UseProblem[] {
  return collectUses(database, ownership).problems;
}

interface Collected {
  readonly uses: DeclaredUse[];
  readonly problems: UseProblem[];
}

function collectUses(database: Database, ownership: Ownership): Collected {
  const uses: DeclaredUse[] = [];
  const problems: UseProblem[] = [];
  for (const [user, { models }] of ownership.dataModels) {
    for (const model of models) {
      const file = relative(database.root, model.file);
      const fail = (reason: string) =>
        problems.push({ package: user.name, model: model.name, file, reason });
      for (const field of model.fields.filter((one) => declarations(one).length > 0))
        fail(`"uses:" at field ${field.name}: the line belongs above the model`);
      const lines = declarations(model);
      if (lines.length > 0 && !model.external)
        fail("a package has every right on its own table; remove the line");
      else for (const line of lines) uses.push(...readLine(line, user, model, fail));
    }
  }
  return { uses, problems };
}

function declarations({ documentation = "" }: Model | ModelField): string[] {
  return [...documentation.matchAll(/^\s*uses:(.*)$/gm)].map(([, text]) => (text as string).trim());
}

function readLine(
  line: string,
  user: TablePackage,
  model: Model,
  fail: (reason: string) => void,
): DeclaredUse[] {
  const item = /^([\w-]+)(?:\s*\(([^()]*)\))?$/;
  // A comma separates rights, except within parentheses.
  return line.split(/,(?![^(]*\))/).flatMap((text) => {
    const [, word = "", list] = item.exec(text.trim()) ?? [];
    if (!privileges.includes(word)) {
      fail(`"${text.trim()}" is no right; there are ${privileges.join(", ")}`);
      return [];
    }
    if (word === "delete" && list !== undefined) {
      fail("delete takes no list: a row is deleted as a whole");
      return [];
    }
    const columns = word === "delete" ? [] : columnsOf(list, model, fail);
    return [{ user, model, privilege: word as UsePrivilege, columns }];
  });
}

function columnsOf(
  list: string | undefined,
  { name, fields }: Model,
  fail: (reason: string) => void,
): string[] {
  if (list === undefined) return fields.map(({ column }) => column);
  return list.split(",").flatMap((text) => {
    const field = fields.find((one) => one.name === text.trim());
    if (!field) fail(`${name} has no field "${text.trim()}" here`);
    return field ? [field.column] : [];
  });
}
