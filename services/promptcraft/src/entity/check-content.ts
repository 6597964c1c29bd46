import { WrongContent } from "../errors.js";
import type { EntityType } from "../words.js";
import { type ContentOf, contentSchemas } from "./content.js";

/** The content, if it is one of that type. Throws WrongContent, which names each field that is wrong. */
export function checkContent<Type extends EntityType>(
  type: Type,
  content: unknown,
): ContentOf<Type> {
  const checked = contentSchemas[type].safeParse(content);
  if (checked.success) return checked.data as ContentOf<Type>;
  const problems = checked.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join(".")}: ${message}`,
  );
  throw new WrongContent(type, problems, checked.error);
}
