import type pg from "pg";
import { type Lone, Session, type Terms } from "../../src/session/session.js";

/** A session whose process dies instead of sending one more than so many messages. */
export interface Mortal extends Session {
  readonly dead: boolean;
}

/** A session that dies after `messages` messages, those that only read left out. */
export function mortal(url: string, messages: number): Mortal {
  return new MortalSession(url, messages);
}

class MortalSession extends Session implements Mortal {
  #left: number;
  dead = false;

  constructor(url: string, messages: number) {
    super(url);
    this.#left = messages;
  }

  override async transaction(name: string, sql: readonly string[], options: Terms = {}) {
    this.#die();
    return super.transaction(name, sql, options);
  }

  override async inTransaction<Result>(
    name: string,
    options: Terms,
    body: (client: pg.Client) => Promise<Result>,
  ): Promise<Result> {
    // In the middle of a batch: its statement was sent, its journal row was not.
    return super.inTransaction(name, options, async (client) => {
      const result = await body(client);
      this.#die();
      return result;
    });
  }

  override async alone(name: string, lone: Lone) {
    this.#die();
    return super.alone(name, lone);
  }

  #die(): void {
    this.#left -= 1;
    if (this.#left >= 0) return;
    this.dead = true;
    throw new Error("killed on purpose");
  }
}
