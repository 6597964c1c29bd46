import { expect, test } from "vitest";
import { withoutPassword } from "../../src/index.js";

test.each([
  ["postgresql://me:hush@host:5432/db", "postgresql://me@host:5432/db"],
  ["postgresql://me:a%2Fb%23c@host/db?sslmode=require", "postgresql://me@host/db?sslmode=require"],
  ["postgresql://host/db?user=me&password=hush", "postgresql://host/db?user=me"],
  ["postgresql://host/db?sslpassword=hush", "postgresql://host/db"],
  ["postgresql://me@host/db", "postgresql://me@host/db"],
  ["me:hush@host", "(no URL)"],
  ["postgresql://me:hu/sh@host:x/db", "(no URL)"],
])("%s is shown as %s", (url, shown) => {
  expect(withoutPassword(url)).toBe(shown);
});
