import { expect, test } from "vitest";
import { useQueries } from "./queries.js";

const { alone } = useQueries();

test("every text that stands for a user is asked about, also an empty one and none", () =>
  alone(async ({ asked }) => {
    const values = [...new Set((await asked("users")).map(({ value }) => value))];
    expect(values.sort()).toEqual(
      ["''", "'Allan'", "'Vera '", "'allan'", "'allan@robbie.example'", "'intern-demo'"]
        .concat(["'nobody else'", "'vera'", "NULL"])
        .sort(),
    );
  }));

test("a text that looks like another may be the same user, and none is by itself", () =>
  alone(async ({ asked }) => {
    const choices = (await asked("users")).filter(({ value }) => value === "'Allan'");
    expect(choices.map(({ choice, answer }) => [choice, answer])).toEqual([
      [
        expect.stringMatching(/^a user of its own, of \d+ rows$/),
        { username: "allan-2", email: "allan-2@legacy.invalid" },
      ],
      [
        "the same user as 'allan', which looks alike",
        { username: "allan", email: "allan@legacy.invalid" },
      ],
      ["nobody: its rows are left out", { leftOut: "it is nobody" }],
    ]);
  }));

test("the first ready-made answers to all texts are users of different names and addresses", () =>
  alone(async ({ asked, write }) => {
    await write(
      "INSERT INTO public.mood_history (mood, user_id) VALUES ('friendly', 'o''neil'), ('friendly', 'O.Neil'), ('friendly', 'ÅÅÅ'), ('friendly', 'a\\b')",
    );
    const own = (await asked("users")).filter(({ choice }) =>
      /^a user of its own/.test(String(choice)),
    );
    const answers = Object.fromEntries(own.map(({ value, answer }) => [value, answer]));
    const all = Object.values(answers) as { username: string; email: string }[];
    expect(new Set(all.map(({ username }) => username)).size).toBe(13);
    expect(new Set(all.map(({ email }) => email)).size).toBe(13);
    const again = await asked("users", answers);
    expect(again.filter(({ wrong }) => wrong !== null)).toEqual([]);
  }));

test.each<[string, Record<string, unknown>, string]>([
  ["no name", { "'vera'": {} }, "it has no username"],
  ["a blank in its name", { "'vera'": { username: "ve ra", email: "v@x.org" } }, "no username"],
  ["no address", { "'vera'": { username: "vera" } }, "it has no address"],
  [
    "the name of another, in other capitals",
    {
      "'vera'": { username: "vera", email: "v@x.org" },
      "'Vera '": { username: "Vera", email: "w@x.org" },
    },
    "this username has two addresses",
  ],
  [
    "the address of another",
    {
      "'vera'": { username: "vera", email: "v@x.org" },
      "'allan'": { username: "allan", email: "V@x.org" },
    },
    "this address has two usernames",
  ],
])("an answer with %s cannot be", (_, decided, reason) =>
  alone(async ({ asked }) => {
    const wrong = (await asked("users", decided)).find(({ value }) => value === "'vera'")?.wrong;
    expect(wrong).toContain(reason);
  }),
);

test("a zone that there is not cannot be the answer", () =>
  alone(async ({ asked }) => {
    const zone = { "of the old server": "America/Old York" };
    expect((await asked("time zone", zone))[0]?.wrong).toBe("no zone has this name");
    const there = { "of the old server": "America/New_York" };
    expect((await asked("time zone", there))[0]?.wrong).toBeNull();
  }));

test("where there are no vectors, nobody is asked what made them", () =>
  alone(async ({ asked, write }) => {
    expect(await asked("embedding model")).toHaveLength(3);
    await write("UPDATE public.conversations SET embedding = NULL");
    expect(await asked("embedding model")).toEqual([]);
  }));

test("users are those of the list, each once, of one organization", () =>
  alone(async ({ rowsOf }) => {
    const found = await rowsOf(
      "users",
      "username, email, is_active, metadata ->> 'legacy_user_id' AS legacy",
      "true ORDER BY username",
    );
    expect(found.map(({ username, legacy }) => [username, legacy])).toEqual([
      ["allan", "allan"],
      ["intern", "intern-demo"],
      ["vera", "vera"],
    ]);
    expect(found.every(({ is_active }) => is_active === false)).toBe(true);
    expect(await rowsOf("memberships", "DISTINCT organization_id", "true")).toHaveLength(1);
  }));
