import { expect, test } from "vitest";
import { localSettings, settingsIn, startUpOptions } from "../../src/connection/setting.js";

test("settings are read from every spelling of options that the server reads", () => {
  expect(settingsIn("-c work_mem=2MB -cDateStyle=ISO,\\ MDY --lock-timeout=5s")).toEqual([
    ["work_mem", "2MB"],
    ["DateStyle", "ISO, MDY"],
    ["lock_timeout", "5s"],
  ]);
  expect(settingsIn("")).toEqual([]);
});

test("what is written as options is read back as it was", () => {
  const settings = [
    ["search_path", '"a b", public'],
    ["app.note", "back\\slash and space"],
  ] as const;
  expect(settingsIn(startUpOptions(settings))).toEqual(settings);
});

test("local settings quote their values, and a list by its names", () => {
  const settings = [
    ["search_path", '"a,b", public'],
    ["app.note", "it's"],
  ] as const;
  expect(localSettings(settings)).toBe(
    "SET LOCAL search_path TO 'a,b', 'public'; SET LOCAL app.note TO 'it''s';",
  );
});
