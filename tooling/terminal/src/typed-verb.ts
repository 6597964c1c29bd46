/**
 * What loads the verb that was typed first, of a command that loads the modules of a verb when it is used; what loads
 * each of them where none of their names was typed, as for help.
 */
export function typedVerb<Load>(
  verbs: Readonly<Record<string, Load>>,
  typed: string | undefined,
): Load[] {
  const one = Object.entries(verbs).filter(([verb]) => verb === typed);
  return (one.length > 0 ? one : Object.entries(verbs)).map(([, load]) => load);
}
