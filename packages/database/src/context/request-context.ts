import { AsyncLocalStorage } from "node:async_hooks";

/** On whose behalf the database is written; the audit trigger records it. */
export interface RequestContext {
  /** Id of the acting user: `app.current_user_id`. */
  readonly actor: string;
  /** `app.ip_address`. */
  readonly ipAddress?: string | undefined;
  /** `app.user_agent`. */
  readonly userAgent?: string | undefined;
  /** `app.tenant`. */
  readonly tenant?: string | undefined;
}

const storage = new AsyncLocalStorage<RequestContext | undefined>();

/**
 * Runs `work` so that every write of a service client in it, however deep, carries the context in its
 * own transaction. A transaction carries the context in which it was opened. Nested calls replace the
 * context as a whole; outside, nothing of it remains.
 */
export function runWithContext<T>(
  context: RequestContext,
  work: () => T | PromiseLike<T>,
): Promise<T> {
  // Prisma's promises start when awaited, so the first await has to happen inside.
  return storage.run({ ...context }, async () => await work());
}

/** Runs `work` without any context, as a background job started from within a request. */
export function runWithoutContext<T>(work: () => T | PromiseLike<T>): Promise<T> {
  return storage.run(undefined, async () => await work());
}

/** The context of the running request, if any. */
export function currentContext(): RequestContext | undefined {
  return storage.getStore();
}

/** Names and values for `set_config`; only what the context says. */
export function contextSettings(context: RequestContext): [name: string, value: string][] {
  const settings: [string, string | undefined][] = [
    ["app.current_user_id", context.actor],
    ["app.ip_address", context.ipAddress],
    ["app.user_agent", context.userAgent],
    ["app.tenant", context.tenant],
  ];
  return settings.filter((setting): setting is [string, string] => setting[1] !== undefined);
}
