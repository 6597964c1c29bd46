import { type Job, rawClient } from "@deepiri/database";
import { rewriteWords } from "./set-language.js";

/** Embedding is no job of this package, for it needs a model: a package's own worker calls `embedPending`. */
export const jobs: readonly Job[] = [
  {
    name: "search.rewrite-words",
    cron: "25 * * * *",
    async run(connection, { signal }) {
      const client = rawClient(connection);
      const collections = await client.$queryRawUnsafe<{ name: string }[]>(
        "SELECT name FROM search.collections ORDER BY name",
      );
      let rewritten = 0;
      for (const { name } of collections) rewritten += await rewriteWords(client, name, { signal });
      return { summary: `words of ${rewritten} rows made in another language` };
    },
  },
];
