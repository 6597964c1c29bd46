import type { CloneMaker } from "./clone-maker.js";
import { createStock, type Stock } from "./stock.js";

/** Clones in stock, by package; only of packages somebody has asked for. */
export interface Shelves {
  /**
   * A clone of the package's template; undefined when no template is known, or the one that was is
   * gone. `template` names one that the caller has just made sure of.
   */
  take(key: string, template: string | undefined): Promise<string | undefined>;
  /** Forgets all templates; resolves to the clones that nobody took. */
  empty(): Promise<string[]>;
}

interface Shelf {
  readonly template: string;
  readonly stock: Stock;
}

// Two cores have seldom more than two takers at once, and one may take two in a row.
const reserve = 3;

const noSuchDatabase = "3D000";

/** Shelves that `maker` fills. */
export function createShelves(maker: CloneMaker): Shelves {
  const shelves = new Map<string, Shelf>();

  function shelfOf(key: string, template: string | undefined): Shelf | undefined {
    const shelf = shelves.get(key);
    if (!template || template === shelf?.template) return shelf;
    const stock = createStock(reserve, () => maker.clone(key, template));
    shelves.set(key, { template, stock });
    return shelves.get(key);
  }

  return {
    take: async (key, template) => {
      const shelf = shelfOf(key, template);
      try {
        return await shelf?.stock.take();
      } catch (error) {
        // A run of another checkout, with other migrations, replaced it on a shared server.
        if ((error as { code?: string }).code !== noSuchDatabase) throw error;
        if (shelves.get(key) === shelf) shelves.delete(key);
        return undefined;
      }
    },
    empty: async () => {
      const stocks = [...shelves.values()].map(({ stock }) => stock);
      shelves.clear();
      return (await Promise.all(stocks.map((stock) => stock.close()))).flat();
    },
  };
}
