import { readTokens } from "@deepiri/sql";

/** What a statement says, by how it says it. */
export interface Words {
  /** Words without quotes. */
  readonly names: readonly string[];
  /** Names in double quotes, without them. */
  readonly quoted: readonly string[];
  /** Texts in single quotes, and a word behind PASSWORD, which wants one. */
  readonly values: readonly string[];
}

/** Names and values in a statement, and in bodies that it has; undefined where the scanner cannot tell. */
export async function wordsOf(text: string): Promise<Words | undefined> {
  const tokens = await readTokens(text).catch(() => undefined);
  if (!tokens) return undefined;
  const found = { names: [] as string[], quoted: [] as string[], values: [] as string[] };
  let before = "";
  for (const { text: token, isComment } of tokens) {
    if (isComment) continue;
    const [, body] = /^\$[^$]*\$(.*)\$[^$]*\$$/s.exec(token) ?? [];
    const [, value] = /^(?:[a-z]&?)?'(.*)'$/is.exec(token) ?? [];
    if (body !== undefined) {
      const inner = await wordsOf(body);
      if (!inner) return undefined;
      found.names.push(...inner.names);
      found.quoted.push(...inner.quoted);
      found.values.push(body, ...inner.values);
    } else if (value !== undefined) found.values.push(value, value.replaceAll("''", "'"));
    else if (before === "password") found.values.push(token.replace(/^"|"$/g, ""));
    else if (token.startsWith('"')) found.quoted.push(token.slice(1, -1).replaceAll('""', '"'));
    else found.names.push(token, token.toLowerCase());
    before = token.toLowerCase();
  }
  return found;
}
