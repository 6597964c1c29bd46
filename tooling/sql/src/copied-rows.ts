/**
 * The script with blanks in place of the rows that follow COPY ... FROM STDIN, up to the line `\.`: they are no
 * SQL. Lines and places stay as they are.
 */
export function withoutCopiedRows(script: string): string {
  return script.replaceAll(
    /^(COPY\s[^;]*?\sFROM\s+STDIN\b[^;\n]*;[^\n]*\n)([\s\S]*?^\\\.)(?=\r?$)/gim,
    (_, command: string, rows: string) => command + rows.replaceAll(/[^\n]/g, " "),
  );
}
