import { z } from "zod";
import type { EntityType } from "../words.js";

const object = z.record(z.string(), z.json());
const strings = z.array(z.string());
const objects = z.array(object);

const prompt = z.strictObject({
  text: z.string(),
  variables: objects.optional(),
  examples: strings.optional(),
});

/**
 * What the content of an entity may hold, by its type. The table has the same rule
 * (`promptcraft.is_content_of`); here a program learns which field is wrong.
 */
export const contentSchemas = {
  context: prompt,
  template: prompt,
  workflow: z.strictObject({
    steps: objects,
    variables: objects.optional(),
    settings: object.optional(),
  }),
  library: z.strictObject({ items: strings }),
} as const satisfies Record<EntityType, z.ZodType>;

/** The content of an entity of that type. */
export type ContentOf<Type extends EntityType> = z.infer<(typeof contentSchemas)[Type]>;
