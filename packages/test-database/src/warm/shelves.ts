import { sqlState } from "@deepiri/database";
import type { Template, Wanted } from "../maintenance/template.js";
import type { CloneMaker } from "./clone-maker.js";
import { createStock, type Stock } from "./stock.js";

/** A clone, and whether its taker had to wait for the template. */
export interface Taken {
  readonly name: string;
  /** Which of the workspace's databases it is like. */
  readonly database: string;
  readonly first: boolean;
}

/** Clones in stock, by package; only of packages somebody has asked for. */
export interface Shelves {
  /** A clone of the package's template that nobody else gets. */
  take(wanted: Wanted): Promise<Taken>;
  /** Forgets all templates; resolves to the clones that nobody took. */
  empty(): Promise<string[]>;
}

interface Shelf {
  readonly stock: Promise<{ readonly stock: Stock; readonly database: string }>;
  ready: boolean;
}

// Two cores have seldom more than two takers at once, and one may take two in a row.
const reserve = 3;

/** Shelves that `maker` fills with clones of what `templateOf` finds or makes. */
export function createShelves(
  maker: CloneMaker,
  templateOf: (wanted: Wanted) => Promise<Template>,
): Shelves {
  const shelves = new Map<string, Shelf>();

  function shelfOf(wanted: Wanted): Shelf {
    const known = shelves.get(labelOf(wanted));
    if (known) return known;
    const stock = templateOf(wanted).then(({ name, database }) => {
      shelf.ready = true;
      return { stock: createStock(reserve, () => maker.clone(wanted.package, name)), database };
    });
    const shelf: Shelf = { stock, ready: false };
    shelves.set(labelOf(wanted), shelf);
    // The next to ask shall try again.
    stock.catch(() => remove(wanted, shelf));
    return shelf;
  }

  function remove(wanted: Wanted, shelf: Shelf): void {
    if (shelves.get(labelOf(wanted)) === shelf) shelves.delete(labelOf(wanted));
  }

  return {
    take: async (wanted) => {
      for (let attempt = 1; ; attempt += 1) {
        const shelf = shelfOf(wanted);
        const first = !shelf.ready;
        const { stock, database } = await shelf.stock;
        try {
          return { name: await stock.take(), database, first };
        } catch (error) {
          // A run of another checkout, with other migrations, replaced it on a shared server.
          const isGone = (error as { code?: string }).code === sqlState.invalidCatalogName;
          if (!isGone || attempt === 3) throw error;
          remove(wanted, shelf);
        }
      }
    },
    empty: async () => {
      const stocks = [...shelves.values()].map(({ stock }) => stock);
      shelves.clear();
      const left = stocks.map(async (stock) => await (await stock).stock.close());
      return (await Promise.allSettled(left)).flatMap((one) =>
        one.status === "fulfilled" ? one.value : [],
      );
    },
  };
}

function labelOf({ package: key, database = "" }: Wanted): string {
  return `${database}/${key}`;
}
