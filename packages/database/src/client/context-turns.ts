import { setImmediate } from "node:timers/promises";
import { currentContext, type RequestContext } from "../context/request-context.js";

/**
 * Keeps requests apart that ask in the same tick of the event loop. Prisma sends together what one tick
 * asks for (calls of `findUnique` as one query, the operations of an array) and all of it runs in the
 * async context of whoever asked first: in his tenant, as his actor.
 */
export class ContextTurns {
  #turn: { readonly context: RequestContext | undefined } | undefined;

  /** Resolves when the tick, as far as it has been asked in, is that of the running request alone. */
  async take(): Promise<void> {
    const context = currentContext();
    while (this.#turn !== undefined && this.#turn.context !== context) await setImmediate();
    if (this.#turn !== undefined) return;
    this.#turn = { context };
    // After all that is queued for the end of this tick, which is when Prisma sends.
    void setImmediate().then(() => {
      this.#turn = undefined;
    });
  }
}
