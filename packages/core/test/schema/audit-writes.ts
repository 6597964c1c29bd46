import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import type { PoolClient } from "pg";
import { coreFactories } from "../../src/testing.js";
import { taskStatuses } from "../../src/words.js";

/** Stands in every secret that a write hides somewhere. */
export const secret = "5ecret-value";

const names = fc.constantFrom("password", "apiKey", "a_token", "SECRET");
const { hiding } = fc.letrec((tie) => ({
  hiding: fc.oneof(
    { maxDepth: 3 },
    fc.dictionary(names, fc.constant(secret)),
    fc.array(tie("hiding"), { maxLength: 2 }),
    fc.record({ kept: tie("hiding"), credentials: fc.constant([secret]) }),
  ),
}));
const metadata = hiding.map((document): object => JSON.parse(JSON.stringify(document)));
const owner = fc.nat({ max: 1 });
const author = fc.option(fc.nat({ max: 1 }));
const status = fc.constantFrom(...taskStatuses);

/** A write to tasks of one of two owners, or to the owner; authors are numbers of users who stay. */
export const anyWrite = fc.oneof(
  fc.record({ kind: fc.constant("insert"), owner, author, metadata, count: fc.nat({ max: 4 }) }),
  fc.record({ kind: fc.constant("update"), owner, author, metadata, status }),
  fc.record({ kind: fc.constant("change password"), owner }),
  fc.record({ kind: fc.constant("delete tasks"), owner }),
  fc.record({ kind: fc.constant("delete owner"), owner }),
);
export type Write = typeof anyWrite extends fc.Arbitrary<infer One> ? One : never;

interface Task {
  readonly id: string;
  readonly owner: number;
  readonly status: string;
  readonly author: string | null;
  readonly metadata: object;
}

/** What the audit log should hold after the writes that were performed. */
export class AuditModel {
  readonly entries: string[] = [];
  #tasks: Task[] = [];
  readonly #gone = new Set<number>();

  /** @param owners and @param authors ids of users, by number */
  constructor(
    readonly owners: readonly string[],
    readonly authors: readonly string[],
  ) {
    for (const id of owners) this.#note("users INSERT", id, null);
  }

  /** Performs a write in a session that names `actor` or nobody; a silent one leaves no entry. */
  async perform(client: PoolClient, write: Write, actor: string | null, silent: boolean) {
    const own = this.owners[write.owner];
    if (own === undefined || this.#gone.has(write.owner)) return;
    const before = this.entries.length;
    const theirs = this.#tasks.filter((task) => task.owner === write.owner);
    const others = this.#tasks.filter((task) => task.owner !== write.owner);
    if ("status" in write) {
      const changed = await this.#update(client, own, theirs, write, actor);
      this.#tasks = [...others, ...changed];
    } else if ("count" in write) {
      for (let left = write.count; left > 0; left -= 1)
        await this.#insert(client, own, write, actor);
    } else if (write.kind === "change password") {
      const values = [own, `${secret} ${randomUUID()}`];
      await client.query("UPDATE public.users SET password = $2 WHERE id = $1", values);
      this.#note("users UPDATE", own, actor);
    } else {
      const [table, column] =
        write.kind === "delete owner" ? ["users", "id"] : ["tasks", "user_id"];
      await client.query(`DELETE FROM public.${table} WHERE ${column} = $1`, [own]);
      for (const { id } of theirs) this.#note("tasks DELETE", id, actor);
      if (table === "users") this.#note("users DELETE", own, actor);
      if (table === "users") this.#gone.add(write.owner);
      this.#tasks = others;
    }
    if (silent) this.entries.length = before;
  }

  async #insert(
    client: PoolClient,
    userId: string,
    { owner, author, metadata }: Extract<Write, { count: number }>,
    actor: string | null,
  ): Promise<void> {
    const updatedBy = this.authors[author ?? -1] ?? null;
    const given = { userId, updatedBy, metadata };
    const { id, status } = await coreFactories(client).tasks.create(given);
    this.#tasks.push({ id, owner, status, author: updatedBy, metadata });
    this.#note("tasks INSERT", id, actor ?? updatedBy);
  }

  async #update(
    client: PoolClient,
    own: string,
    tasks: readonly Task[],
    { status, author, metadata }: Extract<Write, { status: string }>,
    actor: string | null,
  ): Promise<Task[]> {
    const change = { status, author: this.authors[author ?? -1] ?? null, metadata };
    await client.query(
      "UPDATE public.tasks SET status = $2, updated_by = $3, metadata = $4 WHERE user_id = $1",
      [own, status, change.author, JSON.stringify(metadata)],
    );
    for (const task of tasks) {
      const same = isDeepStrictEqual(task, { ...task, ...change });
      if (!same) this.#note("tasks UPDATE", task.id, actor ?? change.author);
    }
    return tasks.map((task) => ({ ...task, ...change }));
  }

  #note(what: string, id: string, by: string | null): void {
    this.entries.push(`${what} ${id} by ${by ?? "nobody"}`);
  }
}
