import { Unavailable } from "../problem/problem.js";

/** Throws when what the service needs is not there. */
export type Check = () => Promise<unknown>;

const timeoutMs = 2000;
/** So long one answer serves all who ask, however many they are. */
const freshMs = 500;

/** Whether the service should be sent requests: it can answer them, and is not about to end. */
export class Readiness {
  #isStopping = false;
  #latest: { readonly since: number; readonly result: Promise<void> } | undefined;

  constructor(private readonly check: Check) {}

  get isStopping(): boolean {
    return this.#isStopping;
  }

  /** From now on it is not ready, for good. */
  stop(): void {
    this.#isStopping = true;
  }

  /** Throws Unavailable when it is not ready. */
  async assert(): Promise<void> {
    if (this.#isStopping) throw new Unavailable("The service is stopping.");
    if (this.#latest === undefined || Date.now() - this.#latest.since > freshMs)
      this.#latest = { since: Date.now(), result: inTime(this.check) };
    await this.#latest.result;
  }
}

async function inTime(check: Check): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Unavailable(`No answer within ${timeoutMs} ms.`)),
      timeoutMs,
    );
  });
  try {
    await Promise.race([check(), late]);
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    throw new Unavailable("What the service needs is not there.", error);
  } finally {
    clearTimeout(timer);
  }
}
