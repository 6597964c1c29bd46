import { createHash } from "node:crypto";

/** A table as programs of one age know it. */
export interface Shape {
  readonly table: string;
  readonly key: string;
  /** A column of text that a program may fill with anything. */
  readonly note: string;
  /** What a new row needs besides, as SQL by column. */
  readonly rest: Readonly<Record<string, string>>;
}

/** A table that programs of several ages write. */
export interface Book {
  /** Where its rows are in the end. */
  readonly last: Shape;
  /** Under which names it is written; not all of them are there all the time. */
  readonly shapes: readonly Shape[];
  readonly keyOf: (name: string) => string;
}

const asText = (name: string): string => name;

/** The same id for the same name. */
const asUuid = (name: string): string =>
  createHash("md5")
    .update(name)
    .digest("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

function bookOf(old: Shape, last: Shape, keyOf = asText): Book {
  return { last, shapes: old.table === last.table ? [last] : [old, last], keyOf };
}

/** The same shape under another name, with what is called otherwise there. */
function at(shape: Shape, table: string, change: Partial<Shape> = {}): Shape {
  return { ...shape, table, ...change };
}

const workflow: Shape = {
  table: "public.workflows",
  key: "workflow_id",
  note: "name",
  rest: { phase: "'executing'", created_at: "now()", updated_at: "now()" },
};
const memory: Shape = {
  table: "public.memories",
  key: "memory_id",
  note: "content",
  rest: { memory_type: "'episodic'", last_accessed: "now()", created_at: "now()" },
};
const agent: Shape = {
  table: "public.agents",
  key: "agent_id",
  note: "description",
  rest: { role: "'writer'", name: "'A writer'", created_at: "now()", updated_at: "now()" },
};
const queued: Shape = {
  table: "public.events",
  key: "event_id",
  note: "source",
  rest: { event_type: "'written'", payload: "'{}'", timestamp: "now()" },
};
const task: Shape = {
  table: "public.tasks",
  key: "id",
  note: "title",
  rest: { user_id: "(SELECT min(id::text)::uuid FROM public.users)", status: "'in_progress'" },
};

const lease: Shape = {
  table: "public.leases",
  key: "id",
  note: "notes",
  rest: {
    tenant_name: "'A writer'",
    property_address: "'Here'",
    document_url: "'https://example.org'",
    status: "'PROCESSING'",
    start_date: "now()",
    end_date: "now()",
    updated_at: "now()",
  },
};
const anyNumber = "md5(random()::text)";

/** Tables of old Cyrex, each under its old name and its new one. */
export const cyrexBooks: readonly Book[] = [
  bookOf(
    workflow,
    at(workflow, "cyrex.workflows", {
      rest: { status: "'executing'", created_at: "now()", updated_at: "now()" },
    }),
  ),
  bookOf(memory, at(memory, "cyrex.memories")),
  bookOf(agent, at(agent, "cyrex.agents")),
  bookOf(queued, at(queued, "cyrex.event_processing")),
];

/** A table that the intelligence service made in public. */
export const leaseBook: Book = bookOf(
  at(lease, "public.leases", { rest: { ...lease.rest, leaseNumber: anyNumber } }),
  at(lease, "intelligence.leases", { rest: { ...lease.rest, lease_number: anyNumber } }),
  asUuid,
);

/** A table of the init script, which stays where it is. */
export const taskBook: Book = bookOf(task, task, asUuid);
