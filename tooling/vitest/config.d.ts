import type { ViteUserConfig } from "vitest/config";

type TestSettings = NonNullable<ViteUserConfig["test"]>;

/** What a package adds to the shared settings. */
export type PackageTests = TestSettings & {
  /**
   * Its tests need a PostgreSQL server although it cannot depend on `@deepiri/test-database`, whose
   * own dependency it is: they find it by `inject("testServerUrl")`.
   */
  readonly database?: true;
  /**
   * Its files share the processes of the workers, and so load what they import once: for packages whose
   * tests leave their process as it is.
   */
  readonly together?: true;
};

/** Vitest settings shared by every package. */
export declare function packageTests(test?: PackageTests): ViteUserConfig;

/** Settings of a run over all packages; its last line is `N passed, N failed`. */
export declare function workspaceTests(projects: string[]): ViteUserConfig;
