import { describe, expect, it } from "vitest";
import { z } from "zod";
import { Cursors, InvalidRequest } from "../../src/index.js";
import { pageFrom } from "../../src/page/page.js";

const position = z.tuple([z.number(), z.int()]);
const cursors = new Cursors(position, "a secret");
const list = ["tools", "rating", { category: "a" }];

describe("a cursor", () => {
  it.each([[[0.1, 7]], [[-1e300, 0]], [[4.35, 2 ** 31]]] as [[number, number]][])(
    "is the position that it was made from: %j",
    (at) => expect(cursors.read(cursors.write(at, list), list)).toEqual(at),
  );

  it("can stand in a URL as it is", () =>
    expect(cursors.write([0.1, 7], list)).toMatch(/^[\w-]+$/));

  it("is refused when any character of it is another, one is missing or more", () => {
    const cursor = cursors.write([0.1, 7], list);
    const changed = [...cursor].map(
      (character, at) =>
        cursor.slice(0, at) + (character === "A" ? "B" : "A") + cursor.slice(at + 1),
    );
    for (const one of [
      ...changed,
      cursor.slice(1),
      cursor.slice(0, -1),
      `${cursor}A`,
      `${cursor}=`,
    ])
      expect(() => cursors.read(one, list)).toThrow(InvalidRequest);
  });

  it.each(["", "A", "not a cursor", "A".repeat(1000), "ÿ"])("is not %j", (text) => {
    expect(() => cursors.read(text, list)).toThrow(InvalidRequest);
  });

  it("is refused for another order, another filter and another secret", () => {
    const cursor = cursors.write([0.1, 7], list);
    const others = [
      ["tools", "downloads", { category: "a" }],
      ["tools", "rating", { category: "b" }],
    ];
    for (const other of others) expect(() => cursors.read(cursor, other)).toThrow(InvalidRequest);
    expect(() => new Cursors(position, "another").read(cursor, list)).toThrow(InvalidRequest);
  });

  it("is refused when its position is of an older kind", () => {
    const older = new Cursors(z.array(z.string()), "a secret").write(["a"], list);
    expect(() => cursors.read(older, list)).toThrow(InvalidRequest);
  });
});

describe("a page", () => {
  it("has a next one only where there is a row more", () => {
    expect(pageFrom([1, 2, 3], 2, String)).toEqual({ items: [1, 2], next: "2" });
    expect(pageFrom([1, 2], 2, String)).toEqual({ items: [1, 2], next: null });
    expect(pageFrom([], 2, String)).toEqual({ items: [], next: null });
  });
});
