import { Command, Option } from "commander";
import type { DocsOptions } from "../docs/docs-options.js";
import { databaseOption } from "../place/chosen-databases.js";

/** `db docs`: the databases as one page to look at, or as Markdown for reviews. */
export function docsCommand(): Command {
  return new Command("docs")
    .description("Write a page that shows the database: who owns what, how it hangs together.")
    .option("--out <file>", "where to write the page", "database.html")
    .option(databaseOption, "one database of the workspace; all if left out")
    .option("--package <name>", "only of one package and those that it depends on")
    .option("--url <url>", "read this database, in place of where the workspace's is")
    .option("--migrations", "show what the migrations build, without rows; needs no database")
    .option("--plan <file>", "show what a plan of `reorganize` makes of the database at --url")
    .addOption(
      new Option("--markdown", "write DATABASE.md in each package instead").conflicts([
        "url",
        "plan",
      ]),
    )
    .addOption(
      new Option("--check", "look whether each DATABASE.md is current").conflicts(["url", "plan"]),
    )
    .addHelpText(
      "after",
      `
The page is one file that asks for nothing else. DATABASE.md says the same of
one package, as its migrations build it; "db check" looks at it too.
Exit codes: 0 done, 1 failed, or (--check) a file is not current.`,
    )
    .action(async (options: DocsOptions) => {
      const { check, markdown } = options;
      const { checkDocs, writeDocsMarkdown } = await import("../docs/markdown.js");
      if (check) return checkDocs(options);
      if (markdown) return writeDocsMarkdown(options);
      const { writeDocsPage } = await import("../docs/page.js");
      await writeDocsPage(options);
    });
}
