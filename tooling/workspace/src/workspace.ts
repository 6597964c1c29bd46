/** A package that owns tables: Prisma schema files, a migration history and a typed client. */
export interface TablePackage {
  /** The npm name, such as `@deepiri/task-orchestrator`. */
  readonly name: string;
  /** The folder's name, such as `task-orchestrator`: the short name in commands and output. */
  readonly key: string;
  /** Absolute path of the package. */
  readonly directory: string;
  /** Every package with tables that this one needs, directly or not, in order of migration. */
  readonly dependencies: readonly TablePackage[];
  /** The bookkeeping schema of its migration history, such as `_task_orchestrator`. */
  readonly historySchema: string;
  /** Absolute path of the folder with its `.prisma` files. */
  readonly schemaDirectory: string;
  /** Absolute path of the folder with its migrations. */
  readonly migrationsDirectory: string;
}

/** The monorepo as its own files describe it. */
export interface Workspace {
  /** Absolute path of the folder that holds pnpm-workspace.yaml. */
  readonly root: string;
  /** All packages with tables, each after those it depends on. */
  readonly packages: readonly TablePackage[];
}
