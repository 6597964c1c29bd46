import type { Rehearsal } from "../rehearsal.js";
import { askAboutConversion } from "../shared/ask-about-conversion.js";
import { planConversions } from "./convert-columns.js";
import { explainConversion } from "./explain-conversion.js";
import { planNewTypes } from "./new-types.js";
import { ConversionRefusedError } from "./obstacles.js";

/** Columns that get another type, where PostgreSQL would rewrite or read the table for it. */
export async function plan(rehearsal: Rehearsal): Promise<void> {
  const { copy, readCatalog, target, ours, views, perform } = rehearsal;
  await perform(planNewTypes(await readCatalog(), target.catalog));
  const from = await readCatalog();
  const steps = await planConversions(copy, from, target.catalog, ours, views).catch(
    async (error) => {
      throw error instanceof ConversionRefusedError
        ? await askAboutConversion(error, from, rehearsal)
        : error;
    },
  );
  await perform(steps).catch(async (error) => {
    throw await explainConversion(error, steps, from, rehearsal);
  });
}
