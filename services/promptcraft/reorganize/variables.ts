import { quoted } from "./sql.js";

/**
 * SQL of variables as the new tables have them, a list of objects. Old ones are that, a list of words, or an object of
 * them; what is none of these is no variable, and stays in the metadata.
 */
export function variables(document: string): string {
  const each = (one: string): string =>
    `CASE pg_catalog.jsonb_typeof(${one}) WHEN 'object' THEN ${one} ELSE pg_catalog.jsonb_build_object('name', ${one}) END`;
  return `CASE pg_catalog.jsonb_typeof(${document})
    WHEN 'array' THEN (SELECT COALESCE(pg_catalog.jsonb_agg(${each("listed.value")} ORDER BY listed.place), '[]')
      FROM pg_catalog.jsonb_array_elements(${document}) WITH ORDINALITY AS listed (value, place))
    WHEN 'object' THEN (SELECT COALESCE(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('name', named.key, 'value', named.value) ORDER BY named.key), '[]')
      FROM pg_catalog.jsonb_each(${document}) AS named)
    ELSE '[]'::jsonb END`;
}

/** SQL: whether variables had another form. */
export const areOtherVariables = (document: string): string =>
  `${document} IS NOT NULL AND ${variables(document)} <> ${document}`;

/** SQL of what variables were, where they had another form. */
export const otherVariables = (document: string): string =>
  `CASE WHEN ${areOtherVariables(document)} THEN ${document} END`;

/** SQL of tags without those that are null. */
export const tags = (list: string): string =>
  `COALESCE(pg_catalog.array_remove(${list}, NULL), ${quoted("{}")}::text[])`;
