import { expect, expectTypeOf, test } from "vitest";
import { append, defineEvents, readEvents, UnknownEvent, versioned } from "../../src/index.js";
import { useEventLog } from "../use-event-log.js";

const { client } = useEventLog();

interface Renamed1 {
  readonly title: string;
}

interface Renamed2 {
  readonly title: string;
  readonly tags: readonly string[];
}

interface Renamed3 {
  readonly name: string;
  readonly tags: readonly string[];
}

/** A check of some members, in place of a schema library. */
function members<Data>(...names: (keyof Data & string)[]) {
  return (data: unknown): Data => {
    for (const name of names)
      if (!Object.hasOwn(data as object, name)) throw new TypeError(`${name} is missing`);
    return data as Data;
  };
}

const first = versioned(members<Renamed1>("title"));
const second = first.next(members<Renamed2>("title", "tags"), (old) => ({ ...old, tags: [] }));
const third = second.next(members<Renamed3>("name", "tags"), ({ title, tags }) => ({
  name: title,
  tags,
}));
const closed = versioned(members<{ by: string }>("by"));

const notes = defineEvents({ "note.renamed": third, "note.closed": closed });

const stream = { tenant: "a", stream: "note 1" };

test("data of every old form is read as the one of now", async () => {
  const old = defineEvents({ "note.renamed": first });
  const later = defineEvents({ "note.renamed": second });
  const events = [
    old.create("note.renamed", { title: "One" }),
    later.create("note.renamed", { title: "Two", tags: ["x"] }),
    notes.create("note.renamed", { name: "Three", tags: [] }),
  ];
  expect(events.map(({ schemaVersion }) => schemaVersion)).toEqual([1, 2, 3]);
  await append(client, { ...stream, events });
  const read = (await readEvents(client)).map(notes.read);
  expect(read.map(({ data }) => data)).toEqual([
    { name: "One", tags: [] },
    { name: "Two", tags: ["x"] },
    { name: "Three", tags: [] },
  ]);
});

test("data is checked when an event is made, and when it is read", async () => {
  expect(() => notes.create("note.closed", {} as never)).toThrow("by is missing");
  await append(client, { ...stream, events: [{ type: "note.closed", data: {} }] });
  const [event] = await readEvents(client);
  expect(() => event && notes.read(event)).toThrow("by is missing");
});

test.each([
  [{ type: "note.burnt", data: {} }, "the type is unknown here"],
  [{ type: "toString", data: {} }, "the type is unknown here"],
  [{ type: "note.closed", data: {}, schemaVersion: 2 }, "here is known 1"],
])("what a newer program has written is refused by name: %o", async (written, reason) => {
  await append(client, { ...stream, events: [written] });
  const [event] = await readEvents(client);
  const reading = () => event && notes.read(event);
  expect(reading).toThrow(UnknownEvent);
  expect(reading).toThrow(reason);
});

test("the type of an event tells that of its data", async () => {
  const event = notes.create("note.closed", { by: "user 7" }, { cause: "b 7" });
  expect(event).toMatchObject({ metadata: { cause: "b 7" } });
  await append(client, { ...stream, events: [event] });
  const [read] = (await readEvents(client, { types: notes.types })).map(notes.read);
  if (read?.type !== "note.closed") throw new Error("another type");
  expectTypeOf(read.data).toEqualTypeOf<{ by: string }>();
  expectTypeOf(read.position).toEqualTypeOf<number>();
  // @ts-expect-error The data of this type has no title.
  expect(() => notes.create("note.closed", { title: "x" })).toThrow();
});
