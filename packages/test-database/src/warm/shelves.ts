import { sqlState } from "@deepiri/database";
import type { CloneMaker } from "./clone-maker.js";
import { createStock, type Stock } from "./stock.js";

/** A clone, and whether its taker had to wait for the template. */
export interface Taken {
  readonly name: string;
  readonly first: boolean;
}

/** Clones in stock, by package; only of packages somebody has asked for. */
export interface Shelves {
  /** A clone of the package's template that nobody else gets. */
  take(key: string): Promise<Taken>;
  /** Forgets all templates; resolves to the clones that nobody took. */
  empty(): Promise<string[]>;
}

interface Shelf {
  readonly stock: Promise<Stock>;
  ready: boolean;
}

// Two cores have seldom more than two takers at once, and one may take two in a row.
const reserve = 3;

/** Shelves that `maker` fills with clones of what `templateOf` finds or makes. */
export function createShelves(
  maker: CloneMaker,
  templateOf: (key: string) => Promise<string>,
): Shelves {
  const shelves = new Map<string, Shelf>();

  function shelfOf(key: string): Shelf {
    const known = shelves.get(key);
    if (known) return known;
    const stock = templateOf(key).then((template) => {
      shelf.ready = true;
      return createStock(reserve, () => maker.clone(key, template));
    });
    const shelf: Shelf = { stock, ready: false };
    shelves.set(key, shelf);
    // The next to ask shall try again.
    stock.catch(() => remove(key, shelf));
    return shelf;
  }

  function remove(key: string, shelf: Shelf): void {
    if (shelves.get(key) === shelf) shelves.delete(key);
  }

  return {
    take: async (key) => {
      for (let attempt = 1; ; attempt += 1) {
        const shelf = shelfOf(key);
        const first = !shelf.ready;
        const stock = await shelf.stock;
        try {
          return { name: await stock.take(), first };
        } catch (error) {
          // A run of another checkout, with other migrations, replaced it on a shared server.
          const isGone = (error as { code?: string }).code === sqlState.invalidCatalogName;
          if (!isGone || attempt === 3) throw error;
          remove(key, shelf);
        }
      }
    },
    empty: async () => {
      const stocks = [...shelves.values()].map(({ stock }) => stock);
      shelves.clear();
      const left = stocks.map(async (stock) => await (await stock).close());
      return (await Promise.allSettled(left)).flatMap((one) =>
        one.status === "fulfilled" ? one.value : [],
      );
    },
  };
}
