import { describeUseProblem, type UseProblem } from "./use-problem.js";

/** Root of everything that can be wrong with the workspace's own files. */
export class WorkspaceError extends Error {
  override readonly name: string = "WorkspaceError";
}

/** The folder is in no workspace. */
export class WorkspaceNotFoundError extends WorkspaceError {
  override readonly name = "WorkspaceNotFoundError";
  constructor(readonly from: string) {
    super(
      `no workspace at "${from}" or in any folder above it (a pnpm-workspace.yaml, or "workspaces" in a package.json); run the command inside the repository`,
    );
  }
}

/** A name was given that no package with tables has. */
export class UnknownPackageError extends WorkspaceError {
  override readonly name = "UnknownPackageError";
  constructor(
    readonly given: string,
    readonly known: readonly string[],
  ) {
    super(`no package with tables is called "${given}"; there are ${known.join(", ")}`);
  }
}

/** A name was given that no database of the workspace has. */
export class UnknownDatabaseError extends WorkspaceError {
  override readonly name = "UnknownDatabaseError";
  constructor(
    readonly given: string,
    readonly known: readonly string[],
  ) {
    const there = known.length === 0 ? "there is none" : `there are ${known.join(", ")}`;
    super(`no package belongs to a database called "${given}"; ${there}`);
  }
}

/** A name stands for two packages or databases. */
export class ClashingNamesError extends WorkspaceError {
  override readonly name = "ClashingNamesError";
}

/** Packages with tables depend on each other in a circle, so no order of migration exists. */
export class DependencyCycleError extends WorkspaceError {
  override readonly name = "DependencyCycleError";
  constructor(readonly cycle: readonly string[]) {
    super(
      `packages depend on each other in a circle: ${cycle.join(" -> ")}; remove one dependency`,
    );
  }
}

/** Prisma's own parser refuses the schema of a package. */
export class InvalidSchemaError extends WorkspaceError {
  override readonly name = "InvalidSchemaError";
  constructor(
    readonly packageName: string,
    readonly explanation: string,
  ) {
    super(`the Prisma schema of ${packageName} is not valid:\n${explanation}`);
  }
}

/** Two packages define the same table or enum outside their external.prisma. */
export class TwoOwnersError extends WorkspaceError {
  override readonly name = "TwoOwnersError";
  constructor(
    readonly object: string,
    readonly files: readonly [string, string],
  ) {
    super(
      `"${object}" has two owners, ${files[0]} and ${files[1]}; ` +
        "keep one and move the other definition to that package's external.prisma",
    );
  }
}

/** A package says in a way that nobody understands what it does with another's table. */
export class InvalidUsesError extends WorkspaceError {
  override readonly name = "InvalidUsesError";
  constructor(readonly problems: readonly UseProblem[]) {
    super(
      `${problems.map(describeUseProblem).join("\n")}\n` +
        "Write what a package does with a table of another above its model in external.prisma, " +
        "such as: /// uses: select, update (status)",
    );
  }
}
