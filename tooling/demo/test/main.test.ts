import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { migratedDatabase } from "./demo-database.js";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const example = fileURLToPath(new URL("./example.ts", import.meta.url));

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command from source; its output goes to pipes, so it is not on a terminal. */
function run(url: string, ...args: string[]): Promise<Ended> {
  return runProgram(main, url, ...args);
}

async function runProgram(program: string, url: string, ...args: string[]): Promise<Ended> {
  const node = ["--conditions=@deepiri/source", "--import=tsx", program, ...args];
  const env = { ...process.env, DATABASE_URL: url };
  // Node looks for tsx from the working folder, which is another one when all packages are tested.
  const options = { env, cwd: import.meta.dirname };
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, node, options)) };
  } catch (error) {
    return error as Ended;
  }
}

describe("the command", () => {
  it("says what it added, with progress in plain lines beside", async () => {
    const { url } = await migratedDatabase();
    const first = await run(url);
    expect(first).toMatchObject({ code: 0 });
    expect(first.stdout).toMatch(
      /^Added [\d,]+ rows to 51 tables: the demo of 25 users \(scale 1\) is there \(\d+\.\d s\)\.\n$/,
    );
    expect(first.stderr).toMatch(/^(Seeding: step \d+ of \d+, [\d,]+ new rows\n)+$/);
    expect((await run(url)).stdout).toMatch(/^Nothing to add: the demo of 25 users/);
  });

  it("prints nothing but JSON when asked to", async () => {
    const { url } = await migratedDatabase();
    const { stdout, stderr } = await run(url, "--scale", "2", "--json");
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toMatchObject({ scale: 2, tables: { "public.users": 50 } });
  });

  it("is also a function, as the README's example calls it", async () => {
    const { url } = await migratedDatabase();
    const { code, stdout } = await runProgram(example, url);
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d{4} rows/),
    });
  });

  it("refuses a scale in one line and connects to nothing", async () => {
    const { code, stdout, stderr } = await run("postgresql://nowhere.invalid/x", "--scale=many");
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toBe(
      'Scale "many" is not a whole number from 1 to 10000. ' +
        "Nothing was seeded. Try --scale 1 for 25 users, --scale 4 for 100.\n",
    );
  });

  it("says in one line why it cannot connect, without the password", async () => {
    const { code, stdout, stderr } = await run("postgresql://someone:s3cret@127.0.0.1:1/deepiri");
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(stderr).toContain("127.0.0.1:1");
    expect(stderr).not.toContain("s3cret");
  });
});
