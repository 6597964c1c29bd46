import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { describeShapes, describeShapesFound, writtenText } from "../../src/cli/describe-shapes.js";
import { readQuery } from "../../src/projection/read-query.js";
import type {
  Account,
  ProjectionsVerification,
} from "../../src/verify/projections/projections-verification.js";

const account: Account = {
  table: "legacy.turns",
  rows: 1234,
  classes: {
    projected: 1200,
    repaired: 20,
    quarantined: 10,
    waiting: 1,
    "left out": 2,
    unaccounted: 1,
  },
  reasons: [
    { class: "quarantined", reason: "a value that talk.messages cannot take", rows: 10 },
    { class: "waiting", reason: "its parent leads to no row of talk.messages", rows: 1 },
    { class: "left out", reason: "it says nothing", rows: 2 },
  ],
  rules: [{ rule: "login", rows: 1200 }],
  unaccounted: [["7"], null],
};

const found: ProjectionsVerification = {
  projections: [
    {
      name: "messages",
      from: ["legacy.turns", "legacy.users"],
      to: "talk.messages",
      rows: 2400,
      differing: [
        {
          how: "changed",
          rows: 2,
          columns: [{ column: "content", rows: 2 }],
          keys: [["12"], ["a", "b"]],
        },
        { how: "missing", rows: 1, columns: [], keys: [null] },
      ],
      failing: 1,
      compared: "in batches",
      ok: false,
    },
  ],
  accounts: [account],
  own: [
    { table: "talk.messages", rows: 3 },
    { table: "talk.runs", rows: 0 },
  ],
  ok: false,
};

const plain = (text: string): string => text.replaceAll(/\[\d+m/g, "");

it("tells how rows that change shape compare, and what has become of each", () => {
  expect(plain(describeShapesFound(found, "applied"))).toBe(`\
✘ messages: talk.messages from legacy.turns, legacy.users, 2,400 rows: 2 rows
  not as the query says (content in 2), such as 12, a b; 1 row missing; 1 unit
  on which its query fails
  3 rows of talk.messages are programs' own: no old table has them.
✘ legacy.turns: 1,234 rows = 1,200 projected + 20 repaired + 10 quarantined + 1
  waiting + 2 left out + 1 unaccounted
    quarantined, 10: a value that talk.messages cannot take
    waiting for another row, 1: its parent leads to no row of talk.messages
    left out, 2: it says nothing
    by the rule login, 1,200
    unaccounted for, such as 7`);
});

it("tells how far they are", () => {
  const behind = { rows: 0, verifiedAt: "2026-01-02T03:04:05.678Z" };
  expect(plain(describeShapes({ phase: "in step", accounts: [], behind }))).toBe(`\
Rows that change shape: the new tables are in step with the old ones; nothing
was behind when last verified, 2026-01-02 03:04 UTC.`);
  expect(describeShapes({ phase: "fill", accounts: [], behind: null })).toContain(
    "not verified yet",
  );
  expect(writtenText({ table: "talk.messages", added: 2, changed: 0, deleted: 1 })).toBe(
    "In talk.messages programs have 2 rows added, 1 row deleted since the switch",
  );
});

it("shows in the README a query that can be a projection", async () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const [, query = ""] = /query: `([^`]+)`/.exec(readme) ?? [];
  expect((await readQuery("messages", query)).outputs).toEqual(["id", "content", "_left_out"]);
});
