import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

/** Tests that the README of a package shows `test/example.test.ts`, whole and word for word. */
export function testReadme(testDirectory: string): void {
  it("the README shows the example that is run here", () => {
    const example = readFileSync(path.join(testDirectory, "example.test.ts"), "utf8");
    const readme = readFileSync(path.join(testDirectory, "..", "README.md"), "utf8");
    const blocks = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code);
    expect(blocks).toContain(example);
  });
}
