import { expect, test } from "vitest";
import { safely } from "../src/differences/safely.js";

test.each<[string, string[]]>([
  [
    'CREATE INDEX i ON "S"."T" USING btree (a)',
    ['CREATE INDEX CONCURRENTLY i ON "S"."T" USING btree (a)'],
  ],
  ["CREATE UNIQUE INDEX i ON s.t (a)", ["CREATE UNIQUE INDEX CONCURRENTLY i ON s.t (a)"]],
  ["CREATE INDEX i ON ONLY s.t (a)", ["CREATE INDEX i ON ONLY s.t (a)"]],
  ['DROP INDEX "s"."i"', ['DROP INDEX CONCURRENTLY "s"."i"']],
  [
    'ALTER TABLE "s"."t" ADD CONSTRAINT "a ""b" FOREIGN KEY (a) REFERENCES s.p(id)',
    [
      'ALTER TABLE "s"."t" ADD CONSTRAINT "a ""b" FOREIGN KEY (a) REFERENCES s.p(id) NOT VALID',
      'ALTER TABLE "s"."t" VALIDATE CONSTRAINT "a ""b"',
    ],
  ],
  ["ALTER TABLE s.t ADD CONSTRAINT k UNIQUE (a)", ["ALTER TABLE s.t ADD CONSTRAINT k UNIQUE (a)"]],
  [
    "ALTER TABLE s.t ADD CONSTRAINT c CHECK (a > 0) NOT VALID",
    ["ALTER TABLE s.t ADD CONSTRAINT c CHECK (a > 0) NOT VALID"],
  ],
  [
    "ALTER TABLE s.t ADD COLUMN a int CHECK (a > 0)",
    ["ALTER TABLE s.t ADD COLUMN a int CHECK (a > 0)"],
  ],
])("%s is written as it keeps nobody waiting", (sql, safe) => expect(safely(sql)).toEqual(safe));
