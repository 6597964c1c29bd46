import { describe, expect, it } from "vitest";
import { ArgumentsError, readArguments } from "../src/arguments.js";
import { ScaleError } from "../src/index.js";

describe("the command's options", () => {
  it("are scale 1 for people, if none are given", () => {
    expect(readArguments([])).toEqual({ scale: 1, json: false, help: false });
  });

  it.each([
    ["--scale", "4", "--json"],
    ["--json", "--scale=4"],
    ["--", "--scale=4", "--json"],
  ])("are taken in either form, also after a bare --: %s %s", (...words) => {
    expect(readArguments(words)).toEqual({ scale: 4, json: true, help: false });
  });

  it.each(["0", "-3", "1.5", "many", "", "1e3", " 2", "10001"])("refuse --scale=%s", (scale) => {
    expect(() => readArguments([`--scale=${scale}`])).toThrow(ScaleError);
    expect(() => readArguments([`--scale=${scale}`])).toThrow(`Scale "${scale}"`);
  });

  it.each([["--size"], ["--scale"], ["extra"]])("name what they do not know: %s", (word) => {
    expect(() => readArguments([word])).toThrow(ArgumentsError);
    expect(() => readArguments([word])).toThrow(word.replace("--", ""));
  });
});
