import { expect, it } from "vitest";
import { findingText } from "../../src/cli/finding-text.js";
import {
  type Finding,
  type FindingKind,
  type FindingOf,
  findingKinds,
} from "../../src/findings/finding.js";

const table = "public.tasks";
const none = { table, count: 0, samples: [] };
const one = { table, count: 1, samples: [] };
const many = { table, count: 1200, samples: [] };
const view = { kind: "view", name: "public.open_tasks" } as const;
const uses = { object: view, tables: ["public.tasks", "public.users"], count: 2, samples: [] };

const sentences: {
  readonly [Kind in FindingKind]: readonly (readonly [FindingOf<Kind>, string])[];
} = {
  twins: [
    [
      {
        kind: "twins",
        ...one,
        twins: [
          { table: "cyrex.a", rows: 1 },
          { table: "public.a", rows: 1200 },
        ],
      },
      "Its rows are in cyrex.a (1 row) and public.a (1,200 rows).",
    ],
  ],
  "same key": [
    [
      { kind: "same key", ...many, twin: "public.a", different: 2 },
      "1,200 keys are also in public.a, 2 of them with other values.",
    ],
  ],
  partitioning: [
    [
      { kind: "partitioning", ...many, target: "cyrex.a", partitioned: true },
      "It is partitioned, and cyrex.a of the target is not.",
    ],
    [
      { kind: "partitioning", ...many, target: "cyrex.a", partitioned: false },
      "It is not partitioned, and cyrex.a of the target is.",
    ],
  ],
  "other location": [
    [{ kind: "other location", ...one, target: "cyrex.a" }, "The target has it as cyrex.a."],
  ],
  "other shape": [
    [
      { kind: "other shape", ...one, target: "cyrex.a", shared: 2, wanted: 9 },
      "It has 2 of the 9 columns of cyrex.a: another table of the same name.",
    ],
  ],
  "missing table": [
    [{ kind: "missing table", ...none, namesake: false }, "No table holds its rows."],
    [
      { kind: "missing table", ...none, namesake: true },
      "No table holds its rows; the table of that name is another.",
    ],
  ],
  "projected table": [
    [
      { kind: "projected table", ...many, targets: ["b.new", "b.other"] },
      "Its rows change shape and go to b.new, b.other.",
    ],
  ],
  "unmanaged table": [[{ kind: "unmanaged table", ...one }, "No package owns it."]],
  placeholder: [
    [
      { kind: "placeholder", ...none, standsFor: "public.users", keys: 1 },
      "It stands in for public.users; 1 foreign key points to it.",
    ],
  ],
  history: [[{ kind: "history", ...many }, "It holds 1,200 migrations that no package owns."]],
  "failed migration": [[{ kind: "failed migration", ...one }, "1 migration never finished."]],
  "missing column": [
    [{ kind: "missing column", ...one, column: "due", type: "date" }, "The target has it as date."],
  ],
  "extra column": [
    [
      { kind: "extra column", ...one, column: "note" },
      "The target has no such column; 1 row holds a value in it.",
    ],
  ],
  "column name": [
    [
      { kind: "column name", ...one, column: "dueDate", wanted: "due_date" },
      "The target calls it due_date.",
    ],
  ],
  type: [
    [
      { kind: "type", ...one, column: "due", found: "text", wanted: "date" },
      "It is text; the target wants date.",
    ],
  ],
  rules: [
    [
      {
        kind: "rules",
        ...many,
        count: 3,
        rules: [
          { aspect: "check", count: 2 },
          { aspect: "index", count: 1 },
        ],
      },
      "3 rules differ from the target: check 2, index 1.",
    ],
  ],
  "null rows": [
    [
      { kind: "null rows", ...many, column: "due" },
      "The target wants NOT NULL; 1,200 rows have none.",
    ],
  ],
  check: [
    [
      { kind: "check", ...one, columns: [], rule: "my check" },
      '1 row violates CHECK "my check" of the target.',
    ],
  ],
  "too long": [
    [
      { kind: "too long", ...one, column: "title", limit: 100 },
      "The target takes 100 characters; 1 value is longer.",
    ],
  ],
  cast: [
    [
      { kind: "cast", ...one, column: "id", wanted: "uuid", isEnum: false },
      "1 value is no valid uuid.",
    ],
    [
      { kind: "cast", ...many, column: "mood", wanted: "app.mood", isEnum: true },
      "1,200 values are no word of app.mood.",
    ],
  ],
  orphan: [
    [
      { kind: "orphan", ...many, columns: ["user_id"], parent: "public.users", parentFound: true },
      "1,200 rows refer to no row of public.users.",
    ],
    [
      { kind: "orphan", ...one, columns: ["user_id"], parent: "public.users", parentFound: false },
      "1 row refers to no row of public.users, a table that does not exist.",
    ],
  ],
  duplicate: [
    [
      {
        kind: "duplicate",
        ...many,
        rule: "users_email_key",
        keys: ["lower(email)", "tenant"],
        ruleColumns: ["email", "tenant"],
      },
      "1,200 rows share lower(email), tenant, unique in the target.",
    ],
  ],
  "self reference": [
    [{ kind: "self reference", ...one, column: "parent" }, "1 row refers to itself."],
    [{ kind: "self reference", ...many, column: "parent" }, "1,200 rows refer to themselves."],
  ],
  cycle: [
    [{ kind: "cycle", ...many, column: "parent" }, "1,200 rows are part of a dependency cycle."],
  ],
  "dangling trigger": [
    [
      {
        kind: "dangling trigger",
        ...one,
        trigger: "log-it",
        routine: "public.log_it",
        missing: ["audit.log"],
      },
      "Trigger log-it calls public.log_it, which names audit.log: not there.",
    ],
  ],
  "dependent view": [[{ kind: "dependent view", ...uses }, "It reads public.tasks, public.users."]],
  "dependent routine": [
    [{ kind: "dependent routine", ...uses }, "It names public.tasks, public.users."],
  ],
  "dependent publication": [
    [{ kind: "dependent publication", ...uses }, "It publishes public.tasks, public.users."],
  ],
  "dependent key": [
    [{ kind: "dependent key", ...uses }, "It has foreign keys to public.tasks, public.users."],
  ],
  "not checked": [
    [
      { kind: "not checked", ...none, columns: [], check: { code: "rows", kind: "cast" } },
      "The server refused the query (cast).",
    ],
    [
      {
        kind: "not checked",
        ...none,
        columns: [],
        check: { code: "duplicates", keys: ["a", "b"], sqlState: "42501" },
      },
      "The server refused to look for duplicates by a, b (42501).",
    ],
    [
      { kind: "not checked", ...none, columns: [], check: { code: "cast", wanted: "jsonb" } },
      "Whether its values are jsonb cannot be checked before PostgreSQL 16.",
    ],
  ],
};

it.each(findingKinds)("has a sentence for: %s", (kind) => {
  for (const [finding, sentence] of sentences[kind] as readonly (readonly [Finding, string])[])
    expect(findingText(finding)).toBe(sentence);
});
