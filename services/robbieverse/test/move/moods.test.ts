import { expect, test } from "vitest";
import { useQueries } from "./queries.js";

const { alone } = useQueries();

const clear =
  "DELETE FROM public.mood_events; DELETE FROM public.mood_history; DELETE FROM public.personality_instances";

const history = (mood: string, at: string | null, more = "") =>
  `INSERT INTO public.mood_history (timestamp, mood, duration_minutes, user_id, attraction_level, gandhi_genghis_level) VALUES (${at === null ? "NULL" : `'2025-05-01 ${at}'`}, '${mood}', 9, 'vera', ${more || "7, 5"})`;

const event = (mood: string, at: string, { name = "Robbie", level = 7, why = "x" } = {}) =>
  `INSERT INTO public.mood_events (timestamp, user_id, personality_name, new_mood, new_attraction_level, trigger_event, created_at) VALUES ('2025-05-01 ${at}', 'vera', '${name}', '${mood}', ${level}, '${why}', '2025-05-01 ${at}')`;

const columns = "new_mood_id AS mood, previous_mood_id AS before, _left_out AS out";

test("a mood of the history is left out just where an event of its user and time says it", () =>
  alone(async ({ write, rowsOf }) => {
    await write(
      [
        clear,
        history("bossy", "10:00"),
        event("Bossy", "10:00"),
        history("playful", "11:00"),
        history("playful", "11:00"),
        history("bossy", "12:00"),
        event("friendly", "12:00", { name: "Kristina" }),
      ].join(";"),
    );
    expect(
      await rowsOf("mood history", columns, "true ORDER BY occurred_at, out NULLS FIRST"),
    ).toEqual([
      { mood: 4, before: null, out: "an event of its user and time says it" },
      { mood: 3, before: 4, out: null },
      { mood: 3, before: 3, out: "it is there before" },
      { mood: 4, before: 3, out: null },
    ]);
    const events = await rowsOf(
      "mood events",
      "personality_name AS name, context_data AS context",
      "true ORDER BY occurred_at",
    );
    expect(events).toEqual([
      { name: "Robbie", context: { duration_minutes: 9 } },
      { name: "Kristina", context: {} },
    ]);
  }));

test("an event that is there twice is one, and what differs in one time is kept beside the first", () =>
  alone(async ({ write, rowsOf }) => {
    await write(
      [
        clear,
        event("bossy", "10:00"),
        event("bossy", "10:00"),
        event("playful", "11:00", { why: "first" }),
        event("friendly", "11:00", { why: "second" }),
        event("friendly", "11:00", { name: "Kristina" }),
      ].join(";"),
    );
    const found = await rowsOf(
      "mood events",
      "personality_name AS name, trigger_event AS why, new_mood_id AS mood, jsonb_array_length(imported -> 'all') AS kept, cardinality(_repaired) AS remarks",
      "true ORDER BY occurred_at, name DESC",
    );
    expect(found).toEqual([
      { name: "Robbie", why: "x", mood: 4, kept: null, remarks: 1 },
      { name: "Robbie", why: "first", mood: 3, kept: 2, remarks: 2 },
      { name: "Kristina", why: "x", mood: 1, kept: null, remarks: 0 },
    ]);
  }));

test("moods and levels that there are not are null, kept as they were, and reported", () =>
  alone(async ({ write, rowsOf }) => {
    await write([clear, event("grumpy", "10:00", { level: 12, name: "Clippy" })].join(";"));
    expect(
      await rowsOf(
        "mood events",
        "new_mood_id, new_attraction_level, personality_id, personality_name, imported, _repaired",
        "true",
      ),
    ).toEqual([
      {
        new_mood_id: null,
        new_attraction_level: null,
        personality_id: null,
        personality_name: "Clippy",
        imported: expect.objectContaining({ new_mood: "grumpy", new_attraction_level: 12 }),
        _repaired: [
          "a level was outside 1 to 11: it is null, and kept as imported",
          "a mood that there is not: it is kept as imported",
          "no personality has its name, which stays",
        ],
      },
    ]);
  }));

test("the mood of now is a setting of its user with Robbie F, unless he had another later", () =>
  alone(async ({ write, rowsOf }) => {
    const set = (at: string) =>
      `INSERT INTO public.personality_instances (personality_id, user_id, flirt_mode, current_mood_id, last_active) SELECT id, 'allan', 3, 2, '${at}' FROM public.personalities WHERE name = 'Robbie F'`;
    const instance = async () =>
      await rowsOf(
        "instances",
        "(SELECT name FROM public.personalities WHERE id = personality_id) AS name, flirt_mode AS flirt, current_mood_id AS mood, imported ->> 'flirt_mode' AS imported",
        "imported ? 'current_mood'",
      );
    await write(`${clear}; ${set("2025-01-01 10:00")}`);
    expect(await instance()).toEqual([{ name: "Robbie F", flirt: null, mood: 3, imported: "12" }]);
    await write(`${clear}; ${set("2026-06-01 10:00")}`);
    expect(await instance()).toEqual([{ name: "Robbie F", flirt: 3, mood: 2, imported: null }]);
  }));

test("of the active texts of a pair the last version is, and no other", () =>
  alone(async ({ write, rowsOf }) => {
    await write(`DELETE FROM public.prompts; INSERT INTO public.prompts (personality_id, mood_id, system_prompt, version, is_active) VALUES
      (1, 1, 'a', 1, true), (1, 1, 'b', 3, true), (1, 1, 'c', 4, false), (1, 2, 'd', 1, true), (NULL, 1, 'e', 1, true), (NULL, 1, 'f', 2, true)`);
    const active = await rowsOf("prompts", "system_prompt AS text", "is_active ORDER BY 1");
    expect(active.map(({ text }) => text)).toEqual(["b", "d", "e", "f"]);
  }));
