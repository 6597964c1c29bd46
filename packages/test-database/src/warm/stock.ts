/** Things made ahead, so that nobody waits for the making. */
export interface Stock {
  /** One that nobody else gets: at once when there is one, else as soon as it is made. */
  take(): Promise<string>;
  /** Makes no more, and returns what is left once the last one in the making is done. */
  close(): Promise<string[]>;
}

interface Taker {
  resolve(name: string): void;
  reject(error: unknown): void;
}

/** A stock that is empty until the first is taken, and from then on keeps `size` in reserve. */
export function createStock(size: number, make: () => Promise<string>): Stock {
  const ready: string[] = [];
  const takers: Taker[] = [];
  const making = new Set<Promise<void>>();
  let closed = false;

  async function makeOne(): Promise<void> {
    try {
      const name = await make();
      const taker = takers.shift();
      if (taker) taker.resolve(name);
      else ready.push(name);
    } catch (error) {
      // In reserve there is one less, until somebody takes again: no endless attempts.
      takers.shift()?.reject(error);
    }
  }

  function fill(): void {
    while (!closed && ready.length + making.size < size + takers.length) {
      const one = makeOne().finally(() => making.delete(one));
      making.add(one);
    }
  }

  return {
    take: async () => {
      const name = ready.shift();
      const taken =
        name ?? new Promise<string>((resolve, reject) => takers.push({ resolve, reject }));
      fill();
      return await taken;
    },
    close: async () => {
      closed = true;
      await Promise.all(making);
      return ready.splice(0);
    },
  };
}
