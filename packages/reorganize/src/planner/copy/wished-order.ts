/** Something that makes what has a key, and wants others to be there before. */
export interface Wishes {
  readonly makes: readonly string[];
  /** Keys of what it needs, and then of what is wished for, the least wished for last. */
  readonly wants: readonly (readonly string[])[];
}

/**
 * An order in which each comes after what it wants, as their places in `all`: always the first of those that lack nothing.
 * Where each lacks something, the last of what is wished for is given up first; where each lacks what it needs, the first
 * goes on without. What nobody makes is not waited for, nor what one makes itself.
 */
export function wishedOrder(all: readonly Wishes[]): number[] {
  const made = new Set(all.flatMap(({ makes }) => makes));
  const lacking = all.map(({ makes, wants }) =>
    wants.map((keys) => new Set(keys.filter((key) => made.has(key) && !makes.includes(key)))),
  );
  const waiting = new Map<string, number[]>();
  for (const [place, lists] of lacking.entries())
    for (const key of new Set(lists.flatMap((keys) => [...keys]))) {
      const others = waiting.get(key);
      if (others) others.push(place);
      else waiting.set(key, [place]);
    }
  // How many of its lists, from the last on, one would have to give up.
  const givenUp = (place: number): number => {
    const lists = lacking[place] ?? [];
    const first = lists.findIndex(({ size }) => size > 0);
    return first < 0 ? 0 : lists.length - first;
  };
  const givesUp: number[] = [];
  const most = all.reduce((so, { wants }) => Math.max(so, wants.length), 0);
  const queues = Array.from({ length: most + 1 }, (): number[] => []);
  const put = (place: number): void => {
    const many = givenUp(place);
    if (givesUp[place] === many) return;
    givesUp[place] = many;
    insert(queues[many] as number[], place);
  };
  const take = (): number => {
    for (const [many, queue] of queues.entries()) {
      // Some are in an earlier queue by now, or were taken.
      while (queue.length > 0) {
        const place = queue.shift() as number;
        if (givesUp[place] !== many) continue;
        givesUp[place] = -1;
        return place;
      }
    }
    throw new RangeError("all were taken");
  };
  for (const place of all.keys()) put(place);
  return all.map(() => {
    const place = take();
    for (const key of all[place]?.makes ?? []) {
      for (const other of waiting.get(key) ?? []) {
        if (givesUp[other] === -1) continue;
        for (const keys of lacking[other] ?? []) keys.delete(key);
        put(other);
      }
      waiting.delete(key);
    }
    return place;
  });
}

/** Puts a place where it belongs among others that are in order. */
function insert(places: number[], place: number): void {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] as number) < place) low = middle + 1;
    else high = middle;
  }
  places.splice(low, 0, place);
}
