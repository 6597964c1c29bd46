const secretName = /passw|token|secret|api_?key|credential|private_?key/i;

/** Whether the text, a column's name or a statement, speaks of something that must not be shown. */
export function namesSecret(text: string): boolean {
  return secretName.test(text);
}
