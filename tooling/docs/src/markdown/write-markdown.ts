import { existsSync, readFileSync } from "node:fs";
import { type Database, readUses, type TablePackage } from "@deepiri/workspace";
import { describeStages } from "../describe/describe-migrations.js";
import { writeWhole } from "../write-whole.js";
import { markdownPath, withMark } from "./markdown-file.js";
import { renderMarkdown } from "./render-markdown.js";

/** What became of the Markdown of one package. */
export interface WrittenMarkdown {
  readonly package: TablePackage;
  readonly file: string;
  readonly isChanged: boolean;
}

/** Writes the Markdown of the packages that belong to a database, from a scratch database on that server. */
export async function writeMarkdown(
  database: Database,
  serverUrl: string,
  packages: readonly TablePackage[],
): Promise<WrittenMarkdown[]> {
  const uses = readUses(database);
  const stages = await describeStages(database, serverUrl);
  return stages
    .filter((stage) => packages.some(({ key }) => key === stage.package.key))
    .map(({ package: one, model }) => {
      const own = uses.filter(({ user }) => user.key === one.key);
      const text = withMark(renderMarkdown({ package: one, model, uses: own }), one);
      const file = markdownPath(one);
      const isChanged = !existsSync(file) || readFileSync(file, "utf8") !== text;
      if (isChanged) writeWhole(file, text);
      return { package: one, file, isChanged };
    });
}
