import { someOf } from "@deepiri/vitest/skip";
import { afterAll, describe, expect, test } from "vitest";
import { ClientPackage } from "./generated-client.js";

const packages: ClientPackage[] = [];
afterAll(() => {
  for (const one of packages) one.remove();
});

function newPackage(change?: (schema: string) => string): ClientPackage {
  const created = new ClientPackage(change);
  packages.push(created);
  return created;
}

const preamble = `
  import type { Prisma, PrismaClient } from "./generated/client.js";
  import { type TaskStatus, taskStatuses } from "./words.js";
  declare const client: PrismaClient;
  const user = { connect: { id: "1" } };
`;

const rightStatements = [
  'await client.task.create({ data: { id: "1", title: "t", status: "done", priority: null, user } });',
  'await client.task.create({ data: { id: "1", title: "t", userId: "1", priority: "high" } });',
  'await client.task.createMany({ data: [{ id: "1", title: "t", userId: "1", status: "todo" }] });',
  'await client.task.update({ where: { id: "1" }, data: { status: { set: "done" }, priority: { set: null } } });',
  'await client.task.findMany({ where: { status: { in: ["todo", "done"], not: "done" } } });',
  "await client.task.findMany({ where: { status: { in: taskStatuses } } });",
  'await client.task.findMany({ where: { status: { contains: "do" }, priority: null } });',
  "await client.task.findMany({ where: { status: { equals: client.task.fields.title } } });",
  'await client.user.findMany({ where: { tasks: { some: { status: "done" } } } });',
  'await client.task.findUnique({ where: { userId_status: { userId: "1", status: "done" } } });',
  "const status: TaskStatus = (await client.task.findFirstOrThrow()).status;",
  "const chosen: { status: TaskStatus } = await client.task.findFirstOrThrow({ select: { status: true } });",
  "const nested: TaskStatus[] = (await client.user.findFirstOrThrow({ include: { tasks: true } })).tasks.map((task) => task.status);",
  'const groups = await client.task.groupBy({ by: ["status"], having: { status: { not: "done" } } }); const words: TaskStatus[] = groups.map((group) => group.status);',
  'const none: null extends Prisma.TaskGetPayload<{}>["priority"] ? true : false = true;',
];

const wrongStatements = [
  'await client.task.create({ data: { id: "1", title: "t", status: "nonsense", user } });',
  'await client.task.create({ data: { id: "1", title: "t", userId: "1", priority: "nonsense" } });',
  'await client.task.createMany({ data: [{ id: "1", title: "t", userId: "1", status: "nonsense" }] });',
  'await client.task.update({ where: { id: "1" }, data: { status: "nonsense" } });',
  'await client.task.update({ where: { id: "1" }, data: { status: { set: "nonsense" } } });',
  'await client.task.updateMany({ data: { priority: { set: "nonsense" } } });',
  'await client.task.findMany({ where: { status: "nonsense" } });',
  'await client.task.findMany({ where: { status: { equals: "nonsense" } } });',
  'await client.task.findMany({ where: { status: { in: ["todo", "nonsense"] } } });',
  'await client.task.findMany({ where: { priority: { notIn: ["nonsense"] } } });',
  'await client.task.findMany({ where: { priority: { not: "nonsense" } } });',
  'await client.user.findMany({ where: { tasks: { some: { status: "nonsense" } } } });',
  'await client.user.create({ data: { id: "1", tasks: { create: { id: "1", title: "t", status: "nonsense" } } } });',
  'await client.task.findUnique({ where: { userId_status: { userId: "1", status: "nonsense" } } });',
  'const status: "nonsense" = (await client.task.findFirstOrThrow()).status;',
  'await client.task.groupBy({ by: ["status"], having: { status: { equals: "nonsense" } } });',
];

describe("a client with word columns", () => {
  const client = newPackage();
  const generation = client.generate();

  test("is generated", () => {
    expect(generation).toMatchObject({ exitCode: 0 });
    expect(generation.output).toContain("Generated word types");
  });

  test("takes and gives the words of the list", () => {
    client.write("src/right.ts", `${preamble}{ ${rightStatements.join(" }\n{ ")} }`);
    expect(client.compile("right.ts")).toEqual({ exitCode: 0, output: "" });
  });

  test("refuses any other word wherever a column is written, filtered or read", () => {
    const lines = [preamble.replaceAll("\n", ""), ...wrongStatements.map((line) => `{ ${line} }`)];
    client.write("src/wrong.ts", lines.join("\n"));
    const { output } = client.compile("wrong.ts");
    const refused = [...output.matchAll(/^src\/wrong\.ts\((\d+),/gm)].map(([, line]) =>
      Number(line),
    );
    expect([...new Set(refused)]).toEqual(wrongStatements.map((_, index) => index + 2));
    expect(output).toContain('"nonsense"');
  });

  test("is the same after a second run and holds no path of the machine", () => {
    const first = client.generated();
    expect(client.generate().exitCode).toBe(0);
    expect(client.generated()).toEqual(first);
    expect(Object.values(first).filter((text) => text.includes(client.directory))).toEqual([]);
  });

  test("fails the typecheck when words.ts does not export the word type", () => {
    client.write("src/words.ts", 'export type TaskStatus = "todo" | "done";\n');
    client.write("src/missing.ts", 'import "./generated/client.js";\n');
    expect(client.compile("missing.ts").output).toMatch(/internal\/words\.ts.*TaskPriority/);
  });
});

interface Fault {
  readonly when: string;
  readonly change: (schema: string) => string;
  readonly says: string;
}

const faults: Fault[] = [
  {
    when: "when the comment names no type",
    change: (schema: string) => schema.replace("words: TaskStatus", "words: todo, done"),
    says: 'Task.status: "words:" must be followed by the name of a type',
  },
  {
    when: "when the column is a list",
    change: (schema: string) =>
      schema.replace("title    String", "/// words: TaskStatus\n  tags String[]"),
    says: 'Task.tags: "words: TaskStatus" stands on String[]',
  },
  {
    when: "when the client is not generated first",
    change: (schema: string) => {
      const client = schema.slice(0, schema.indexOf("generator words"));
      return `${schema.slice(client.length)}\n${client}`;
    },
    says: "Task.status: the generated client has no file models/Task.ts",
  },
];

describe("a generation fails, naming model and field,", () => {
  test.each(someOf(faults, faults.slice(0, 1)))("$when", ({ change, says }) => {
    const { exitCode, output } = newPackage(change).generate();
    expect(output).toContain(says);
    expect(exitCode).not.toBe(0);
  });

  test("when there is no prisma-client generator", () => {
    const { exitCode, output } = newPackage((schema) =>
      schema.slice(schema.indexOf("generator words")),
    ).generate();
    expect(output).toContain("needs a generator with provider prisma-client");
    expect(exitCode).not.toBe(0);
  });
});
