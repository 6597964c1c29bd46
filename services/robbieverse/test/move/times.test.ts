import { checkProperty } from "@deepiri/test-database";
import fc from "fast-check";
import { expect, test } from "vitest";
import { useQueries } from "./queries.js";

const { alone } = useQueries();

const said = (time: string, session = "clock", id = "DEFAULT") =>
  `INSERT INTO public.conversations (id, timestamp, user_message, mood, attraction_level, user_id, session_id) VALUES (${id}, ${time}, 'at ${time.replaceAll("'", "")}', 'friendly', 7, 'allan', '${session}')`;

const columns = "to_char(created_at AT TIME ZONE 'UTC', 'MM-DD HH24:MI') AS at, _repaired AS why";
const ofClock = "content LIKE 'at %' ORDER BY position";

test.each<[string, string, string, string[]]>([
  ["in winter", "2025-01-15 12:00", "01-15 17:00", []],
  ["in summer", "2025-07-15 12:00", "07-15 16:00", []],
  ["the last minute before clocks go forward", "2025-03-09 01:59", "03-09 06:59", []],
  [
    "an hour that there was not",
    "2025-03-09 02:30",
    "03-09 07:30",
    ["clocks left out its time: it is read as that much later"],
  ],
  ["the first minute after clocks went forward", "2025-03-09 03:00", "03-09 07:00", []],
  ["the last minute before an hour comes twice", "2025-11-02 00:59", "11-02 04:59", []],
  [
    "an hour that there was twice",
    "2025-11-02 01:00",
    "11-02 06:00",
    ["clocks showed its time twice: it is read as the second, in standard time"],
  ],
  ["the first minute after it", "2025-11-02 02:00", "11-02 07:00", []],
])("%s is read by the clock of the old server", (_, time, at, why) =>
  alone(async ({ write, rowsOf }) => {
    await write(said(`'${time}'`));
    expect(await rowsOf("messages", columns, ofClock)).toEqual([{ at, why }]);
  }),
);

test("an infinite time is what it is", () =>
  alone(async ({ write, rowsOf }) => {
    await write(said("'infinity'"));
    expect(await rowsOf("messages", "created_at, _repaired", ofClock)).toEqual([
      { created_at: Number.POSITIVE_INFINITY, _repaired: [] },
    ]);
  }));

test("a row without a time has that of the last row before it, else of the first behind it, if one is near", () =>
  alone(async ({ write, rowsOf }) => {
    await write("DELETE FROM public.conversations");
    for (const [id, time] of [
      [1, "NULL"],
      [3, "'2025-01-01 10:00'"],
      [4, "NULL"],
      [5, "NULL"],
      [9, "'2025-01-01 08:00'"],
      [100, "NULL"],
    ])
      await write(said(String(time), "clock", String(id)));
    const found = await rowsOf("messages", `legacy_id, ${columns}`, "true ORDER BY position");
    expect(found.map(({ legacy_id, at }) => [legacy_id, at])).toEqual([
      [1, "01-01 15:00"],
      [3, "01-01 15:00"],
      [4, "01-01 15:00"],
      [5, "01-01 15:00"],
      [9, "01-01 13:00"],
      [100, "01-01 00:00"],
    ]);
    expect(found.filter(({ why }) => (why as string[]).length > 0)).toHaveLength(4);
  }));

/** Rows of a few sessions and users, some without a time. */
const tables = fc.array(
  fc.record({
    gap: fc.integer({ min: 1, max: 25 }),
    // Also around the hours that clocks left out and showed twice.
    minutes: fc.option(
      fc.oneof(
        fc.integer({ min: 0, max: 500_000 }),
        fc.constantFrom(96_590, 96_600, 96_630, 96_660, 439_230, 439_290, 439_350),
      ),
    ),
    session: fc.constantFrom("s", "t", "", null),
    user: fc.constantFrom("allan", "Allan", "vera"),
    answer: fc.constantFrom("yes", "", null),
  }),
  { minLength: 1, maxLength: 8 },
);

const literal = (text: string | null) => (text === null ? "NULL" : `'${text}'`);

test("a conversation says of its messages what these say, whatever times are missing", async () => {
  const property = fc.asyncProperty(tables, (old) =>
    alone(async ({ write, rowsOf }) => {
      await write("DELETE FROM public.conversations");
      let id = 0;
      for (const { gap, minutes, session, user, answer } of old) {
        id += gap;
        const time =
          minutes === null ? "NULL" : `timestamp '2025-01-01' + interval '${minutes} minutes'`;
        await write(
          `INSERT INTO public.conversations (id, timestamp, user_message, robbie_response, mood, attraction_level, user_id, session_id) VALUES (${id}, ${time}, 'x', ${literal(answer)}, 'friendly', 7, '${user}', ${literal(session)})`,
        );
      }
      const told = "created_at, last_message_at, message_count::int AS count";
      const conversations = [
        ...(await rowsOf("conversations", `id, ${told}`, "true")),
        ...(await rowsOf("conversations of rows", `id, ${told}`, "true")),
      ];
      const counted = await rowsOf(
        "messages",
        "conversation_id AS id, min(created_at) AS created_at, max(created_at) AS last_message_at, count(*)::int AS count",
        "true GROUP BY conversation_id",
      );
      const byId = (all: typeof counted) =>
        [...all].sort((one, other) => String(one.id).localeCompare(String(other.id)));
      expect(byId(conversations)).toEqual(byId(counted));
    }),
  );
  await checkProperty(property, 60);
});
