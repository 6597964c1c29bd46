import { configFiles } from "./config-files.js";
import type { Customs } from "./customs.js";
import type { Files } from "./files.js";
import type { NewPackage } from "./new-package.js";
import { prismaFiles } from "./prisma-files.js";
import { readmeFile } from "./readme-file.js";
import { sourceFiles } from "./source-files.js";
import { testFiles } from "./test-files.js";

/**
 * All files of a new package: one table of its own to begin with, its first migration, a client, and
 * tests that pass.
 */
export function packageFiles(one: NewPackage, customs: Customs, now: Date): Files {
  return {
    ...configFiles(one, customs),
    ...prismaFiles(one, now),
    ...sourceFiles(one),
    ...testFiles(one),
    "README.md": readmeFile(one),
  };
}
