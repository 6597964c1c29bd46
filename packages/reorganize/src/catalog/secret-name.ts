/** Whether a column of that name may hold secrets, which no message shows. */
export function isSecretName(name: string): boolean {
  return /passw|token|secret|api_?key|credential|private_?key|hash/i.test(name);
}
