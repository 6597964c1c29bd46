import type { ViteUserConfig } from "vitest/config";

/** Vitest settings shared by every package; `test` is what a package adds to them. */
export declare function packageTests(test?: ViteUserConfig["test"]): ViteUserConfig;
