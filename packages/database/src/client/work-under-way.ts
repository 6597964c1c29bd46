/** The promises of a client that are not settled yet, so that closing can wait for them. */
export class WorkUnderWay {
  readonly #promises = new Set<Promise<unknown>>();

  /** Starts `work` and remembers it until it has settled. */
  track<T>(work: () => Promise<T>): Promise<T> {
    const promise = work();
    this.#promises.add(promise);
    const forget = () => void this.#promises.delete(promise);
    promise.then(forget, forget);
    return promise;
  }

  /** Resolves when all that was started before has settled, however it ended. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#promises);
  }
}
