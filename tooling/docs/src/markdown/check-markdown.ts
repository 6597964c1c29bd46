import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import type { Workspace } from "@deepiri/workspace";
import { isCurrentFile, markdownPath } from "./markdown-file.js";

/** A package whose Markdown says something else than its migrations do. */
export interface StaleMarkdown {
  /** Path of the file from the workspace's root. */
  readonly file: string;
  readonly reason: string;
}

/**
 * Looks whether each package's Markdown is current, by hashes only. A package without one does without.
 */
export function checkMarkdown({
  root,
  packages,
}: Pick<Workspace, "root" | "packages">): StaleMarkdown[] {
  return packages.flatMap((one) => {
    const path = markdownPath(one);
    if (!existsSync(path) || isCurrentFile(readFileSync(path, "utf8"), one)) return [];
    const reason = `is not what the package's migrations and Prisma files say now; type \`pnpm db:docs --markdown\``;
    return [{ file: relative(root, path), reason }];
  });
}
