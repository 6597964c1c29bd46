/** A package that owns tables: Prisma schema files, a migration history and a typed client. */
export interface TablePackage {
  /** The npm name, such as `@deepiri/task-orchestrator`. */
  readonly name: string;
  /** The folder's name, such as `task-orchestrator`: the short name in commands and output. */
  readonly key: string;
  /**
   * The database it belongs to: what its package.json names, else the default one. A building block
   * belongs to the first database that has a use for it.
   */
  readonly database: string;
  /** Whether it is a building block, whose functions the packages that depend on it may call. */
  readonly isBlock: boolean;
  /** Whether its role may do with the tables of packages that depend on it what they may themselves. */
  readonly administers: boolean;
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

/**
 * One of the workspace's databases: it holds the packages that belong to it and all that they depend
 * on. Who owns what, and who may do what, is a matter of one database.
 */
export interface Database {
  /** Its name, with which the names of its roles begin; what it is called on a server is the URL's to say. */
  readonly name: string;
  /** Absolute path of the workspace's root. */
  readonly root: string;
  /** Its packages, each after those it depends on. A package may be in several databases. */
  readonly packages: readonly TablePackage[];
}

/** The monorepo as its own files describe it. */
export interface Workspace {
  /** Absolute path of the folder that holds pnpm-workspace.yaml. */
  readonly root: string;
  /** All packages with tables, each after those it depends on. */
  readonly packages: readonly TablePackage[];
  /** All databases that packages belong to, the default one first, then by name. */
  readonly databases: readonly Database[];
}
