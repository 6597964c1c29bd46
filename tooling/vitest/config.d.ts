import type { ViteUserConfig } from "vitest/config";

type TestSettings = NonNullable<ViteUserConfig["test"]>;

/** What a package adds to the shared settings. */
export type PackageTests = TestSettings & {
  /** Whether its tests need a PostgreSQL server (see `@deepiri/test-database`). Default: false. */
  readonly database?: boolean;
};

/** Vitest settings shared by every package. */
export declare function packageTests(test?: PackageTests): ViteUserConfig;

/** Settings of a run over all packages; its last line is `N passed, N failed`. */
export declare function workspaceTests(projects: string[]): ViteUserConfig;
