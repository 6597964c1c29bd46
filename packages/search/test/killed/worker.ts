import { connectOnce, rawClient } from "@deepiri/database";
import { embedPending } from "../../src/index.js";
import { embedAsWritten } from "../use-notes.js";

// A worker that says what it has just done, a line each, and stops dead after so many lines, where the test kills it.
// Usage: worker.ts URL LEASE LINES

const [url = "", lease = "", lines = ""] = process.argv.slice(2);
let said = 0;

async function say(line: string): Promise<void> {
  console.log(line);
  said += 1;
  if (said >= Number(lines)) await new Promise((resolve) => setTimeout(resolve, 600_000));
}

const client = rawClient(await connectOnce(url, { applicationName: "killed worker" }));
await embedPending(
  {
    async $queryRawUnsafe<Rows>(sql: string, ...values: unknown[]) {
      const rows = await client.$queryRawUnsafe<Rows>(sql, ...values);
      if (sql.includes("search.put_vector")) await say("kept");
      return rows;
    },
  },
  {
    model: "small",
    batch: 6,
    lease: Number(lease),
    embed: async (texts) => {
      await say("asked");
      return embedAsWritten(texts);
    },
  },
);
