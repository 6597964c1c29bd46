import { readFileSync } from "node:fs";
import { testServerUrl } from "@deepiri/test-database";
import { readUses, readWorkspace } from "@deepiri/workspace";
import { expect, test } from "vitest";
import { describeStages } from "../../src/describe/describe-migrations.js";
import { markdownPath, withMark } from "../../src/markdown/markdown-file.js";
import { renderMarkdown } from "../../src/markdown/render-markdown.js";

test("each DATABASE.md of this workspace says what the migrations build", async () => {
  for (const database of readWorkspace().databases) {
    const uses = readUses(database);
    for (const { package: one, model } of await describeStages(database, testServerUrl())) {
      if (one.database !== database.name) continue;
      const own = uses.filter(({ user }) => user.key === one.key);
      const text = withMark(renderMarkdown({ package: one, model, uses: own }), one);
      expect(readFileSync(markdownPath(one), "utf8"), one.key).toBe(text);
    }
  }
});
