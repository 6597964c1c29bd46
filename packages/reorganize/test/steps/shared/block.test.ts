import { expect, it } from "vitest";
import { block, lines } from "../../../src/steps/shared/block.js";

it("takes the template's own indentation away", () => {
  expect(block`
    SELECT 1
      FROM x`).toBe("SELECT 1\n  FROM x");
});

it("puts a text of several lines at the column where it stands", () => {
  expect(block`
    UPDATE x
       SET ${lines(["a = 1", "b = 2"])}
     WHERE true`).toBe("UPDATE x\n   SET a = 1,\n       b = 2\n WHERE true");
});

it("leaves out the line of an empty text", () => {
  expect(block`
    INSERT INTO x
    ${""}
    SELECT 1
    ${""}`).toBe("INSERT INTO x\nSELECT 1");
});

it.each([`'it''s\nfine'`, `"a ""b""\nc"`, `-- don't\nSELECT 'a\nb'`])(
  "leaves line breaks within %j alone",
  (text) => {
    const put = block`
      BEGIN
        ${text}
      END`;
    expect(put).toBe(`BEGIN\n  ${text.replace("t\nS", "t\n  S")}\nEND`);
  },
);
